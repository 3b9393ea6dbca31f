#include "cli/comparison_table.hpp"

#include "cli/equal_spending.hpp"
#include "cli/factorial_table.hpp"
#include "cli/figures.hpp"
#include "cli/money_table.hpp"
#include "cli/over_time.hpp"
#include "cli/what_if_table.hpp"
#include "scenario/checks.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <sstream>

namespace pijler {
namespace {

constexpr std::size_t most_for_pairs = 5;  // arms: with more, every pair of them is a list that nobody reads

class ComparisonTable {
public:
    explicit ComparisonTable(ResultFile const& result)
        : view_{result}, months_{static_cast<int>(view_.number("months"))}, horizon_{static_cast<int>(view_.number("estimand_horizon"))},
          table_{view_}, by_sets_{table_.by_sets()}, factorial_{is_factorial(view_)}
    {
    }

    std::string text()
    {
        heading();
        if (tells_any_use()) use();
        out_ << what_if_table(view_, arms(), months_);
        spending();
        auto const main = estimand();
        if (!factorial_) out_ << money_table(view_, table_, {"starts", main.subgroup, main.horizon, {}}, told());
        return out_.str();
    }

private:
    void use()
    {
        auto const main = estimand();
        if (Contrast::is_answered(view_, main)) {
            answer(main, true);
            if (factorial_) terms(main, true);
            arm_against_arm(main);
            if (!factorial_) out_ << over_time(view_, table_, main, told());
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
            if (factorial_ && question.subgroup.ends_with("impulsivity_high")) continue;  // ten rows each
            if (!asked && Contrast::is_answered(view_, question) && !Contrast{view_, question}.is_of_nobody()) factorial_ ? terms(question, false) : answer(question, false);
        }
    }

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
        out_ << wrapped("", "", view_.text("title")) << "\n"
             << wrapped("", "  ", "Estimand: " + of_whom() + " over " + counted(horizon_, "month") + ", arm against " + reference + ";")
             << wrapped("", "  ", "a difference of " + relevant() + " % matters (fixed with the study, hash " + view_.text("estimand_hash") + "; all else is exploratory)");
        if (horizon_ > months_) out_ << "This run ends after " << counted(months_, "month") << ": it does not answer the question as fixed.\n";
        out_ << counted(static_cast<std::int64_t>(view_.size("replicate")), "replicate");
        if (Contrast::is_answered(view_, {"youths", "all", 0, {}}))
            out_ << " of " << std::lround(mean(view_.by_replicate("youths", 0, "all", ResultView::Over::mean, 0, months_))) << " youths";
        out_ << ", " << counted(months_, "month") << ".\n";
        if (view_.size("substance") > 1) out_ << "Told of " << view_.words("substance").front() << ", the first substance; the others are in the result.\n";
        out_ << "\n"
             << (by_sets_ ? "95 % intervals over the study's parameter sets, another in each replicate:\n"
                            "mean = of the mean; unknown = of what one more set would give.\n"
                          : "net: at central effects; noise: its 95 % interval, chance alone.\n");
        if (std::ranges::find(view_.words("arm_effects"), "drawn") != view_.words("arm_effects").end())
            out_ << "drawn: mean with effects drawn from their priors; unknown: 95 % interval of what\n"
                    "one more such draw would give.\n";
        if (has_flows() && tells_any_use())
            out_ << wrapped("", "", "First uses a replicate that the programme itself prevents, provokes, postpones and forestalls, all others as in " + reference +
                                        " (expected); direct: the change so; spill-over: what others' use then adds or undoes.");
        if (factorial_)
            out_ << wrapped("", "", "adding: what a factor does, at the mean over all sets of the others; beyond the sum: what two do together and not each without the other. "
                                    "0: they add up. Where effects are below 0, below 0 is more than the sum and above 0 less.");
        if (auto const rows = arms(); std::ranges::any_of(rows, [&](std::size_t arm) { return evidence_of(view_, arm) == Evidence::in_part; }))
            out_ << "*: in part by levers whose effect on use was not evaluated (What if, below).\n";
        out_ << equal_spending(view_);
    }

    bool has_flows() const
    {
        return std::ranges::all_of(std::initializer_list<char const*>{"prevented_starts", "provoked_starts", "postponed_starts", "forestalled_starts", "direct_starts"},
                                   [&](char const* name) { return view_.has(name); });
    }

    // The arms beside the reference that have a row: of a factorial those of one factor, and of all.
    std::vector<std::size_t> arms() const
    {
        std::vector<std::size_t> list;
        for (std::size_t arm = 1; arm < view_.size("arm"); ++arm)
            if (view_.words("arm_effects")[arm] != "drawn" && (!factorial_ || is_of_one_factor_or_all(view_, arm))) list.push_back(arm);
        return list;
    }

    // Those of them that `has_row`, by delivery.
    template <class HasRow, class Rows>
    void by_delivery(HasRow const& has_row, Rows const& rows, std::size_t fewest = 1)
    {
        for (std::string const delivery : {"as_delivered", "equalised"}) {
            auto list = arms();
            std::erase_if(list, [&](std::size_t arm) { return view_.words("arm_delivery")[arm] != delivery || !has_row(arm); });
            if (list.size() < fewest) continue;
            out_ << (delivery == "equalised" ? "  with equal " + view_.text("equalise") : "  as delivered") << "\n";
            rows(list);
        }
    }

    // Whether what the arm does to use is told: not where nobody has evaluated any of it.
    bool tells_use(std::size_t arm) const { return evidence_of(view_, arm) != Evidence::not_evaluated; }

    std::vector<std::size_t> told() const
    {
        auto list = arms();
        std::erase_if(list, [&](std::size_t arm) { return !tells_use(arm); });
        return list;
    }
    bool tells_any_use() const { return !told().empty(); }

    void terms(Question question, bool is_estimand)
    {
        if (is_estimand) question.title = "Factors and what they do together, in the same";
        out_ << factorial_table(view_, question, is_estimand, [&](std::string const& factor) { return marked(view_, view_.place("arm", factor)); });
    }

    void answer(Question const& question, bool is_estimand)
    {
        Contrast const contrast{view_, question};
        out_ << table_.title(question, contrast);
        if (contrast.is_of_nobody()) {
            out_ << "  of nobody: no replicate has such youths then\n";
            return;
        }
        if (question.outcome == "noise_floor_starts") {
            out_ << "  is of one world beside the reference, not of arms: see the butterfly floor\n";
            return;
        }
        out_ << table_.columns(contrast);
        by_delivery([&](std::size_t arm) { return tells_use(arm); }, [&](std::vector<std::size_t> const& list) {
            for (auto const arm : list) {
                out_ << table_.label(marked(view_, arm)) << table_.change(contrast, against(arm, 0)) << "\n";
                if (is_estimand) relevance(contrast, arm);
                if (question.outcome == "starts" && has_flows()) flows(contrast, arm);
            }
        });
        if (question.outcome == "starts" && view_.has("noise_floor_starts")) floor(contrast);
    }

    // Who is better, in what is asked: each arm against each other.
    void arm_against_arm(Question const& question)
    {
        Contrast const contrast{view_, question};
        auto const is_ranked = [&](std::size_t arm) { return evidence_of(view_, arm) == Evidence::evaluated; };
        auto const ranked = std::ranges::count_if(arms(), [&](std::size_t arm) { return view_.words("arm_delivery")[arm] == "as_delivered" && is_ranked(arm); });
        if (factorial_ || ranked < 2 || static_cast<std::size_t>(ranked) > most_for_pairs || contrast.is_too_few() || question.outcome == "noise_floor_starts") return;
        out_ << "\nArm against arm, in the same (below 0: the first has less)\n";
        out_ << table_.columns(contrast);
        by_delivery(is_ranked, [&](std::vector<std::size_t> const& list) {
            for (std::size_t later = 1; later < list.size(); ++later)
                for (std::size_t earlier = 0; earlier < later; ++earlier) {
                    auto const pair = against(list[later], list[earlier]);
                    auto names = view_.words("arm_base")[list[later]] + " against " + view_.words("arm_base")[list[earlier]];
                    auto const draws = by_sets_ ? contrast.central(pair) : contrast.drawn(pair).value_or(std::vector<double>{});
                    if (!draws.empty()) names += ": less in " + std::to_string(std::ranges::count_if(draws, [](double value) { return value < 0.0; })) + " of " + all_of(draws);
                    out_ << wrapped("  ", "    ", names) << format("%21s", "") << table_.change(contrast, pair) << "\n";
                }
        }, 2);
    }


    std::string all_of(std::vector<double> const& draws) const
    {
        return counted(std::ranges::count_if(draws, [](double value) { return !std::isnan(value); }), by_sets_ ? "set" : "draw");
    }

    // How often the effect is as large as the study said matters.
    void relevance(Contrast const& contrast, std::size_t arm)
    {
        auto const draws = by_sets_ ? contrast.central(against(arm, 0)) : contrast.drawn(against(arm, 0)).value_or(std::vector<double>{});
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
             << "  (root mean square, one more starter in month 0)\n";
    }

    void spending()
    {
        if (!view_.has("cost") || !view_.has("contacts")) return;
        out_ << "\nContacts and euro a year, at central costs (by payer and year: pijler info)\n";
        if (mean(view_.delivered("contacts", 0)) > 0.0) spent(0);
        by_delivery([](std::size_t) { return true; }, [&](std::vector<std::size_t> const& list) {
            for (auto const arm : list) spent(arm);
        });
    }

    void spent(std::size_t arm)
    {
        double const years = months_ / 12.0;
        constexpr std::size_t width = 26;
        auto const name = "  " + short_name(view_, arm);
        out_ << (characters(name) < width ? padded(name, width) : name + "\n" + std::string(width, ' '))
             << format("%10.0f contacts%12.0f euro", mean(view_.delivered("contacts", arm)) / years, mean(view_.delivered("cost", arm)) / years)
             << (view_.has("fte") ? format("%9.2f fte", mean(view_.delivered("fte", arm)) / years) : "") << "\n";
    }

    ResultView view_;
    int months_;
    int horizon_;   // as fixed; may lie beyond the run
    ChangeTable table_;
    bool by_sets_;  // each replicate has a parameter set of its own
    bool factorial_;
    std::ostringstream out_;
};

}  // namespace

std::string comparison_table(ResultFile const& result) { return ComparisonTable{result}.text(); }

}  // namespace pijler
