#include "cli/comparison_table.hpp"

#include "cli/contrast_row.hpp"
#include "cli/equal_spending.hpp"
#include "cli/figures.hpp"
#include "cli/money_table.hpp"
#include "cli/over_time.hpp"
#include "output/outcomes.hpp"
#include "scenario/checks.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace pijler {
namespace {

constexpr std::size_t most_for_pairs = 6;  // arms: with more, every pair of them is a list that nobody reads

class ComparisonTable {
public:
    explicit ComparisonTable(ResultFile const& result)
        : view_{result}, months_{static_cast<int>(view_.number("months"))}, horizon_{static_cast<int>(view_.number("estimand_horizon"))},
          by_sets_{view_.words("arm_effects").front() == "parameter_set"}
    {
    }

    std::string text()
    {
        heading();
        auto const main = estimand();
        if (Contrast::is_answered(view_, main)) {
            answer(main, true);
            arm_against_arm(main);
            out_ << over_time(view_, main, by_sets_);
        }
        for (auto const& question : {Question{"starts", "age_12_16", months_, "First uses at 12-16"},
                                     Question{"starts", "age_18_24", months_, "First uses at 18-24"},
                                     Question{"past_month_use", "age_12_16", months_, "Past-month use at 12-16"},
                                     Question{"past_month_use", "age_18_24", months_, "Past-month use at 18-24"},
                                     Question{"starts", "age_12_16_impulsivity_high", months_, "First uses at 12-16, the most impulsive third"},
                                     Question{"past_month_use", "age_12_16_impulsivity_high", months_, "Past-month use at 12-16, the most impulsive third"},
                                     Question{"starts", "under_15_impulsivity_high", months_, "First uses under 15, the most impulsive third"},
                                     Question{"past_month_use", "under_15_impulsivity_high", months_, "Past-month use under 15, the most impulsive third"}}) {
            bool const asked = question.outcome == main.outcome && question.subgroup == main.subgroup && question.horizon == main.horizon;
            if (!asked && Contrast::is_answered(view_, question) && !Contrast{view_, question}.is_of_nobody()) answer(question, false);
        }
        spending();
        out_ << money_table(view_, {"starts", main.subgroup, main.horizon, {}}, by_sets_);
        return out_.str();
    }

private:
    Question estimand() const
    {
        auto const outcome = view_.text("estimand_outcome"), subgroup = view_.text("estimand_subgroup");
        auto const horizon = std::min(horizon_, months_);
        return {outcome, subgroup, horizon, "Estimand: " + of_whom() + " over " + counted(horizon, "month")};
    }

    std::string of_whom() const
    {
        auto const outcome = view_.text("estimand_outcome"), subgroup = view_.text("estimand_subgroup");
        Question const question{outcome, subgroup, horizon_, {}};
        return outcome + (Contrast::is_answered(view_, question) && Contrast{view_, question}.is_of_whole_town() ? " in the whole town" : " in " + subgroup);
    }

    std::string relevant() const { return format("%g", 100.0 * view_.number("estimand_relevant_difference")); }

    void heading()
    {
        auto const reference = view_.words("arm").front();
        out_ << view_.text("title") << "\n\nEstimand: " << of_whom() << " over "
             << counted(horizon_, "month") << ", arm against " << reference << ";\na difference of " << relevant() << " % matters (fixed with the study, hash "
             << view_.text("estimand_hash") << "; all else is exploratory)\n";
        if (horizon_ > months_) out_ << "This run ends after " << counted(months_, "month") << ": it does not answer the question as fixed.\n";
        out_ << counted(static_cast<std::int64_t>(view_.size("replicate")), "replicate");
        if (Contrast::is_answered(view_, {"youths", "all", 0, {}}))
            out_ << " of " << std::lround(mean(view_.by_replicate("youths", 0, "all", ResultView::Over::mean, 0, months_))) << " youths";
        out_ << ", " << counted(months_, "month") << ".\n\n"
             << (by_sets_ ? "95 % intervals over the study's parameter sets, another in each replicate:\n"
                            "mean = of the mean; unknown = of what one more set would give.\n"
                          : "net: at central effects; noise: its 95 % interval, chance alone.\n");
        if (std::ranges::find(view_.words("arm_effects"), "drawn") != view_.words("arm_effects").end())
            out_ << "drawn: mean with effects drawn from their priors; unknown: 95 % interval of what\n"
                    "one more such draw would give.\n";
        if (has_flows())
            out_ << "First uses a replicate that the programme itself prevents, provokes, postpones and\n"
                    "forestalls, all others as in " << reference << " (expected); direct: the change so;\n"
                    "spill-over: what others' use then adds or undoes.\n";
        out_ << equal_spending(view_);
    }

    bool has_flows() const
    {
        return std::ranges::all_of(std::initializer_list<char const*>{"prevented_starts", "provoked_starts", "postponed_starts", "forestalled_starts", "direct_starts"},
                                   [&](char const* name) { return view_.has(name); });
    }

    // The arms of the study beside the reference, by delivery.
    template <class Rows>
    void by_delivery(Rows const& rows, std::size_t fewest = 1)
    {
        for (std::string const delivery : {"as_delivered", "equalised"}) {
            auto const arms = view_.arms(delivery);
            if (arms.size() < fewest) continue;
            out_ << (delivery == "equalised" ? "  with equal " + view_.text("equalise") : "  as delivered") << "\n";
            rows(arms);
        }
    }

    void title(Question const& question, Contrast const& contrast)
    {
        auto const shown = contrast.shown();
        auto const size = number(contrast.base(), 0, shown == Shown::percent || shown == Shown::units ? 0 : shown == Shown::points ? 1 : 3);
        auto const& unit = std::ranges::find(outcomes(), question.outcome, [](Outcome const& outcome) { return outcome.row.name; })->row.unit;
        auto const change = shown == Shown::points ? " %; change in points" : shown == Shown::percent ? "; change in %" : "; change in " + (unit == "1" ? "units" : unit);
        auto const heading = question.title + contrast.when();
        auto const note = "(" + view_.words("arm").front() + ": " + size + change + (contrast.is_too_few() ? ": - where too few" : "") + ")";
        out_ << "\n" << heading << (characters(heading) + characters(note) < 80 ? " " : "\n") << note << "\n";
    }

    void columns(Contrast const& contrast) { out_ << contrast_heading(contrast, by_sets_); }

    void answer(Question const& question, bool is_estimand)
    {
        Contrast const contrast{view_, question};
        title(question, contrast);
        if (contrast.is_of_nobody()) {
            out_ << "  of nobody: no replicate has such youths then\n";
            return;
        }
        if (question.outcome == "noise_floor_starts") {
            out_ << "  is of one world beside the reference, not of arms: see the butterfly floor\n";
            return;
        }
        columns(contrast);
        by_delivery([&](std::vector<std::size_t> const& arms) {
            for (auto const arm : arms) {
                label(view_.words("arm_base")[arm]);
                change(contrast, arm, 0);
                out_ << "\n";
                if (is_estimand) relevance(contrast, arm);
                if (question.outcome == "starts" && has_flows()) flows(contrast, arm);
            }
        });
        if (question.outcome == "starts" && view_.has("noise_floor_starts")) floor(contrast);
    }

    // What a row is of; on a line of its own where it is long.
    void label(std::string const& text)
    {
        out_ << (characters(text) + 2 > label_width ? "  " + text + "\n" + std::string(label_width, ' ') : padded("  " + text, label_width));
    }

    // Who is better, in what is asked: each arm against each other.
    void arm_against_arm(Question const& question)
    {
        Contrast const contrast{view_, question};
        auto const arms = std::ranges::count_if(view_.words("arm"), [&](std::string const& arm) { return view_.words("arm_base")[view_.place("arm", arm)] == arm; });
        if (arms < 3 || static_cast<std::size_t>(arms) > most_for_pairs || contrast.is_too_few() || question.outcome == "noise_floor_starts") return;
        out_ << "\nArm against arm, in the same (below 0: the first has less)\n";
        columns(contrast);
        by_delivery([&](std::vector<std::size_t> const& list) {
            for (std::size_t later = 1; later < list.size(); ++later)
                for (std::size_t earlier = 0; earlier < later; ++earlier) {
                    out_ << "  " << view_.words("arm_base")[list[later]] << " against " << view_.words("arm_base")[list[earlier]];
                    auto const draws = by_sets_ ? contrast.central(list[later], list[earlier]) : contrast.drawn(list[later], list[earlier]).value_or(std::vector<double>{});
                    if (!draws.empty()) out_ << ": less in " << std::ranges::count_if(draws, [](double value) { return value < 0.0; }) << " of " << all_of(draws);
                    out_ << "\n" << format("%21s", "");
                    change(contrast, list[later], list[earlier]);
                    out_ << "\n";
                }
        }, 2);
    }

    void change(Contrast const& contrast, std::size_t a, std::size_t b) { out_ << contrast_row(contrast, a, b, by_sets_); }

    std::string all_of(std::vector<double> const& draws) const
    {
        return counted(std::ranges::count_if(draws, [](double value) { return !std::isnan(value); }), by_sets_ ? "set" : "draw");
    }

    // How often the effect is as large as the study said matters.
    void relevance(Contrast const& contrast, std::size_t arm)
    {
        auto const draws = by_sets_ ? contrast.central(arm, 0) : contrast.drawn(arm, 0).value_or(std::vector<double>{});
        auto const matters = contrast.relative(view_.number("estimand_relevant_difference"));
        if (draws.empty() || contrast.is_too_few() || matters <= 0.0) return;
        out_ << "    of " << counted(static_cast<std::int64_t>(draws.size()), by_sets_ ? "set" : "draw") << ", " << std::ranges::count_if(draws, [&](double value) { return value <= -matters; }) << " lower it by " << relevant()
             << " % or more, " << std::ranges::count_if(draws, [&](double value) { return value >= matters; }) << " raise it so\n";
    }

    void flows(Contrast const& contrast, std::size_t arm)
    {
        double const twin = contrast.flow("direct_starts", arm);
        out_ << format("    prev. %.0f, prov. %.0f, postp. %.0f, forest. %.0f; direct %+ld, spill-over %+ld\n", contrast.flow("prevented_starts", arm),
                       contrast.flow("provoked_starts", arm), contrast.flow("postponed_starts", arm), contrast.flow("forestalled_starts", arm),
                       std::lround(twin - contrast.flow("starts", 0)), std::lround(contrast.flow("starts", arm) - twin));
    }

    // The sign of a butterfly's effect is chance: its size is what counts.
    void floor(Contrast const& contrast)
    {
        double squares = 0.0;
        auto const list = contrast.noise_floor();
        for (double const value : list) squares += value * value;
        auto const typical = std::sqrt(squares / static_cast<double>(list.size()));
        out_ << format("  %-19s", "butterfly floor") << (contrast.is_too_few() ? format("%6s", "-") : format("%6.2f", typical))
             << "  (root mean square of what one more starter in month 0 does)\n";
    }

    void spending()
    {
        if (!view_.has("cost") || !view_.has("contacts")) return;
        out_ << "\nContacts and euro a year, at central costs (by payer and year: pijler info)\n";
        if (mean(view_.delivered("contacts", 0)) > 0.0) spent(0);
        by_delivery([&](std::vector<std::size_t> const& arms) {
            for (auto const arm : arms)
                spent(arm);
        });
    }

    void spent(std::size_t arm)
    {
        double const years = months_ / 12.0;
        out_ << padded("  " + view_.words("arm_base")[arm], 26)
             << format("%10.0f contacts%12.0f euro", mean(view_.delivered("contacts", arm)) / years, mean(view_.delivered("cost", arm)) / years)
             << (view_.has("fte") ? format("%9.2f fte", mean(view_.delivered("fte", arm)) / years) : "") << "\n";
    }

    ResultView view_;
    int months_;
    int horizon_;   // as fixed; may lie beyond the run
    bool by_sets_;  // each replicate has a parameter set of its own
    std::ostringstream out_;
};

}  // namespace

std::string comparison_table(ResultFile const& result) { return ComparisonTable{result}.text(); }

}  // namespace pijler
