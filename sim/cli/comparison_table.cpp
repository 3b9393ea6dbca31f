#include "cli/comparison_table.hpp"

#include "cli/equal_spending.hpp"
#include "cli/figures.hpp"
#include "cli/result_view.hpp"
#include "output/outcomes.hpp"
#include "scenario/checks.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <sstream>

namespace pijler {
namespace {

using Over = ResultView::Over;

// How an outcome is summed up and its change shown.
enum class Shown {
    percent,  // sum to the horizon, change relative to the reference
    units,    // the same, where the reference has none: as it is
    points,   // share of youths in the last year, in points
    level,    // mean of the last year, as it is
};

Outcome const& outcome_named(std::string const& name)
{
    return *std::ranges::find(outcomes(), name, [](Outcome const& outcome) { return outcome.row.name; });
}

Shown shown(Outcome const& outcome)
{
    switch (outcome.kind) {
        case OutcomeKind::count:
        case OutcomeKind::direct_count: return outcome.index >= first_flow ? Shown::percent : Shown::points;
        case OutcomeKind::mean:
        case OutcomeKind::network: return Shown::level;
        case OutcomeKind::net:
        case OutcomeKind::direct_flow:
        case OutcomeKind::noise_floor:
        case OutcomeKind::delivery: break;
    }
    return Shown::units;
}

struct Question {
    std::string outcome;
    std::string subgroup;
    int horizon;
    std::string title;
};

constexpr double few = 5.0;  // events a replicate: below, a change in per cent says nothing

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
        auto const outcome = view_.text("estimand_outcome");
        auto const subgroup = view_.text("estimand_subgroup");
        auto const horizon = std::min(horizon_, months_);
        auto const as = shown(outcome_named(outcome));
        bool const last_year = as == Shown::points || as == Shown::level;
        answer({outcome, subgroup, horizon, "Estimand: " + outcome + " in " + subgroup + " over " + counted(horizon, "month") + (last_year ? ", in the last year" : "")});
        for (auto const& question : {Question{"starts", "age_12_16", months_, "First uses at 12-16"},
                                     Question{"starts", "age_18_24", months_, "First uses at 18-24"},
                                     Question{"starts", "age_12_16_impulsivity_high", months_, "First uses at 12-16, the most impulsive third"},
                                     Question{"starts", "under_15_impulsivity_high", months_, "First uses under 15, the most impulsive third"},
                                     Question{"past_month_use", "age_12_16", months_, "Past-month use at 12-16, in the last year"},
                                     Question{"past_month_use", "age_18_24", months_, "Past-month use at 18-24, in the last year"}})
            if ((question.outcome != outcome || question.subgroup != subgroup || question.horizon != horizon) && !is_of_nobody(question)) answer(question);
        spending();
        return out_.str();
    }

private:
    void heading()
    {
        auto const reference = view_.words("arm").front();
        out_ << view_.text("title") << "\n\nEstimand: " << view_.text("estimand_outcome") << " in " << view_.text("estimand_subgroup") << " over "
             << counted(horizon_, "month") << ", arm against " << reference << "\n(fixed with the study, hash " << view_.text("estimand_hash")
             << "; all else is exploratory)\n";
        if (horizon_ > months_) out_ << "This run ends after " << counted(months_, "month") << ": it does not answer the question as fixed.\n";
        out_ << counted(static_cast<std::int64_t>(view_.size("replicate")), "replicate");
        if (is_recorded("youths", "all")) out_ << " of " << static_cast<long>(mean(view_.by_replicate("youths", 0, "all", Over::mean, 0, months_)) + 0.5) << " youths";
        out_ << ", " << counted(months_, "month") << ".\n\n"
             << (by_sets_ ? "95 % intervals over the study's parameter sets, another in each replicate:\n"
                            "mean = of the mean; unknown = of what one more set would give.\n"
                          : "95 % intervals: noise = of the mean at central effects, chance alone;\n"
                            "unknown = of what one more draw of the effects from their priors would give.\n")
             << "Prevented, provoked: expected, from the direct twin (no feedback);\n"
             << "spill-over: the rest of the net difference. All per replicate.\n";
        out_ << equal_spending(view_);
    }

    // The run of an arm with the same delivery and the other effects, or none.
    std::optional<std::size_t> drawn_for(std::size_t arm) const
    {
        for (std::size_t n = 0; n < view_.size("arm"); ++n)
            if (n != arm && view_.words("arm_base")[n] == view_.words("arm_base")[arm] && view_.words("arm_delivery")[n] == view_.words("arm_delivery")[arm])
                return n;
        return std::nullopt;
    }

    std::size_t reference_of(std::size_t arm) const
    {
        if (view_.words("arm_effects")[arm] == "drawn")
            if (auto const drawn = drawn_for(0)) return *drawn;
        return 0;
    }

    template <class Row>
    void rows(Row const& row)
    {
        for (auto const* delivery : {"as_delivered", "equalised"}) {
            bool first = true;
            for (std::size_t arm = 1; arm < view_.size("arm"); ++arm) {
                if (view_.words("arm_delivery")[arm] != delivery || view_.words("arm_effects")[arm] == "drawn") continue;
                if (first) out_ << (std::string{delivery} == "equalised" ? "  with equal " + view_.text("equalise") : "  as delivered") << "\n";
                first = false;
                row(arm);
            }
        }
    }

    // The month from which the question is of: of stocks only the last year.
    int start_of(Question const& q, Shown as) const
    {
        return as == Shown::percent || as == Shown::units ? 0 : q.horizon - std::max(12, static_cast<int>(view_.number("every")));
    }

    // An imported cohort grows out of its groups.
    bool is_of_nobody(Question const& q) const
    {
        auto const start = start_of(q, shown(outcome_named(q.outcome)));
        return is_recorded("youths", q.subgroup) && mean(view_.by_replicate("youths", 0, q.subgroup, Over::sum, start, q.horizon)) == 0.0;
    }

    // Per replicate.
    std::vector<double> values(Question const& q, Shown as, std::size_t arm) const
    {
        int const start = start_of(q, as);
        if (as == Shown::percent || as == Shown::units) return view_.by_replicate(q.outcome, arm, q.subgroup, Over::sum, start, q.horizon);
        if (as == Shown::level) return view_.by_replicate(q.outcome, arm, q.subgroup, Over::mean, start, q.horizon);
        auto shares = view_.by_replicate(q.outcome, arm, q.subgroup, Over::sum, start, q.horizon);
        auto const youths = view_.by_replicate("youths", arm, q.subgroup, Over::sum, start, q.horizon);
        for (std::size_t n = 0; n < shares.size(); ++n) shares[n] = youths[n] > 0.0 ? 100.0 * shares[n] / youths[n] : 0.0;
        return shares;
    }

    bool is_recorded(std::string const& outcome, std::string const& subgroup) const
    {
        return view_.has(outcome) && view_.place("subgroup", subgroup) < view_.size("subgroup");
    }

    void answer(Question const& q)
    {
        if (!is_recorded(q.outcome, q.subgroup)) return;
        auto const& outcome = outcome_named(q.outcome);
        auto as = shown(outcome);
        if (as == Shown::points && !view_.has("youths")) as = Shown::level;
        auto const base = values(q, as, 0);
        bool const relative = as == Shown::percent;
        int const decimals = relative ? 1 : as == Shown::points ? 2 : as == Shown::level ? 3 : outcome.kind == OutcomeKind::delivery ? 0 : 1;
        double const scale = relative ? 100.0 / mean(base) : 1.0;
        bool const too_few = relative && mean(base) < few;
        std::string const size = view_.words("arm").front() + ": " + number(mean(base), 0, relative || as == Shown::units ? 0 : as == Shown::points ? 1 : 3);
        std::string const unit = as == Shown::points ? " %; change in points" : relative ? "; change in %" : "; change in " + (outcome.row.unit == "1" ? "units" : outcome.row.unit);
        auto const note = "(" + size + unit + (too_few ? ": - where too few" : "") + ")";
        out_ << "\n" << q.title << (q.title.size() + note.size() < 80 ? " " : "\n") << note << "\n";
        if (outcome.kind == OutcomeKind::noise_floor) {
            out_ << "  is of one world beside the reference, not of arms: see the butterfly floor\n";
            return;
        }
        bool const direct = q.outcome == "starts" && view_.has("prevented_starts") && view_.has("provoked_starts") && view_.has("direct_starts");
        out_ << format("%-21s%6s%19s%19s", "", relative ? "net %" : "net", by_sets_ ? "mean" : "noise", "unknown") << (direct ? format("%7s%7s", "prev.", "prov.") : "") << "\n";
        rows([&](std::size_t arm) {
            auto const own = values(q, as, arm);
            out_ << format("  %-19.19s", view_.words("arm_base")[arm].c_str());
            change(own, base, arm, q, as, too_few, scale, decimals);
            if (direct) directly(q, arm);
            out_ << "\n";
            if (direct) spill_over(q, arm);
        });
        if (q.outcome == "starts") floor(q, too_few, scale);
    }

    // Net difference, and both intervals; dashes where there is nothing to compare.
    void change(std::vector<double> const& own, std::vector<double> const& base, std::size_t arm, Question const& q, Shown as, bool too_few, double scale, int decimals)
    {
        auto const none = [](std::vector<double> const& list) { return std::ranges::all_of(list, [](double value) { return value == 0.0 || std::isnan(value); }); };
        if (too_few || (none(own) && none(base))) {
            out_ << format("%6s%19s%19s", "-", "-", "-");
            return;
        }
        auto const net = paired_difference(difference(own, base));
        out_ << format("%+6.*f", decimals, scale * net.mean) << interval(scale * net.mean, scale * net.of_mean, decimals);
        if (by_sets_) {
            out_ << interval(scale * net.mean, scale * net.of_next, decimals);
        } else if (auto const drawn = drawn_for(arm)) {
            auto const wide = paired_difference(difference(values(q, as, *drawn), values(q, as, reference_of(*drawn))));
            out_ << interval(scale * wide.mean, scale * wide.of_next, decimals);
        } else {
            out_ << format("%19s", "not drawn");
        }
    }

    double direct_mean(char const* variable, Question const& q, std::size_t arm) const { return mean(view_.by_replicate(variable, arm, q.subgroup, Over::sum, 0, q.horizon)); }

    void directly(Question const& q, std::size_t arm) { out_ << format("%7.0f%7.0f", direct_mean("prevented_starts", q, arm), direct_mean("provoked_starts", q, arm)); }

    void spill_over(Question const& q, std::size_t arm)
    {
        double const twin = direct_mean("direct_starts", q, arm);
        out_ << format("%21s direct %+ld, spill-over %+ld first uses\n", "", std::lround(twin - direct_mean("starts", q, 0)), std::lround(direct_mean("starts", q, arm) - twin));
    }

    void floor(Question const& q, bool too_few, double scale)
    {
        if (!view_.has("noise_floor_starts")) return;
        auto const floor = paired_difference(view_.by_replicate("noise_floor_starts", 0, q.subgroup, Over::sum, 0, q.horizon));
        out_ << format("  %-19s", "butterfly floor")
             << (too_few ? format("%6s%19s", "-", "-") : format("%+6.1f", scale * floor.mean) + interval(scale * floor.mean, scale * floor.of_mean, 1))
             << "  (one more starter in month 0)\n";
    }

    void spending()
    {
        if (!view_.has("cost") || !view_.has("contacts")) return;
        out_ << "\nContacts and euro a year, at central costs\n";
        double const years = months_ / 12.0;
        rows([&](std::size_t arm) {
            out_ << format("  %-24.24s%10.0f contacts%12.0f euro\n", view_.words("arm_base")[arm].c_str(), mean(view_.delivered("contacts", arm)) / years,
                           mean(view_.delivered("cost", arm)) / years);
        });
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
