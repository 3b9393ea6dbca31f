#include "cli/summary.hpp"

#include "cli/equal_spending.hpp"
#include "cli/result_view.hpp"

#include <cmath>
#include <cstdio>
#include <optional>
#include <sstream>

namespace pijler {
namespace {

using Over = ResultView::Over;

std::string format(char const* pattern, auto... values)
{
    char line[256];
    std::snprintf(line, sizeof line, pattern, values...);
    return line;
}

double mean(std::vector<double> const& values)
{
    double sum = 0.0;
    for (double const value : values) sum += value;
    return values.empty() ? std::nan("") : sum / static_cast<double>(values.size());
}

// Differences of two per-replicate series.
std::vector<double> difference(std::vector<double> a, std::vector<double> const& b)
{
    for (std::size_t n = 0; n < a.size(); ++n) a[n] -= b[n];
    return a;
}

std::string interval(double middle, double half, int decimals)
{
    if (std::isnan(half)) return format("%17s", "one replicate");
    return format("%+8.*f .. %+5.*f", decimals, middle - half, decimals, middle + half);
}

class ComparisonTable {
public:
    explicit ComparisonTable(ResultFile const& result) : view_{result}, months_{static_cast<int>(view_.number("months"))} {}

    std::string text()
    {
        heading();
        starts("age_12_16", "First uses at 12-16");
        starts("age_18_24", "First uses at 18-24");
        starts("age_12_16_impulsivity_high", "First uses at 12-16, the most impulsive third");
        starts("under_15_impulsivity_high", "First uses under 15, the most impulsive third");
        past_month("age_12_16", "Past-month use at 12-16, in the last year");
        past_month("age_18_24", "Past-month use at 18-24, in the last year");
        spending();
        return out_.str();
    }

private:
    void heading()
    {
        auto const reference = view_.words("arm").front();
        out_ << view_.text("title") << "\n\nEstimand: " << view_.text("estimand_outcome") << " in " << view_.text("estimand_subgroup") << " over "
             << static_cast<int>(view_.number("estimand_horizon")) << " months, arm against " << reference << "\n(fixed with the study, hash "
             << view_.text("estimand_hash") << "; all else is exploratory)\n";
        out_ << view_.size("replicate") << " replicates";
        if (view_.has("youths")) out_ << " of " << static_cast<long>(mean(view_.by_replicate("youths", 0, "all", Over::mean, 0, months_)) + 0.5) << " youths";
        out_ << ", " << months_ << " months.\n\n"
             << "95 % intervals: noise = of the mean at central effects, chance alone;\n"
             << "unknown = of what one more draw of the effects from their priors would give.\n"
             << "Prevented, provoked: expected, from the direct twin (no feedback);\n"
             << "spill-over: the rest of the net difference. All per replicate.\n";
        out_ << equal_spending(view_);
    }

    // The run of an arm with the same delivery and the other effects, or none.
    std::optional<std::size_t> drawn_for(std::size_t arm) const
    {
        for (std::size_t n = 0; n < view_.size("arm"); ++n)
            if (view_.words("arm_base")[n] == view_.words("arm_base")[arm] && view_.words("arm_delivery")[n] == view_.words("arm_delivery")[arm] &&
                view_.words("arm_effects")[n] == "drawn")
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
                if (view_.words("arm_delivery")[arm] != delivery || view_.words("arm_effects")[arm] != "central") continue;
                if (first) out_ << (std::string{delivery} == "equalised" ? "  with equal " + view_.text("equalise") : "  as delivered") << "\n";
                first = false;
                row(arm);
            }
        }
    }

    void starts(std::string const& group, char const* title)
    {
        if (!view_.has("starts") || view_.place("subgroup", group) >= view_.size("subgroup")) return;
        auto const per = [&](char const* variable, std::size_t arm) { return view_.by_replicate(variable, arm, group, Over::sum, 0, months_); };
        double const base = mean(per("starts", 0));
        bool const direct = view_.has("prevented_starts") && view_.has("provoked_starts") && view_.has("direct_starts");
        out_ << "\n" << title << format(" (%s: %.0f; change in %%)\n", view_.words("arm").front().c_str(), base);
        out_ << format("%-21s%6s%19s%19s%7s%7s\n", "", "net %", "noise", "unknown", "prev.", "prov.");
        double const percent = base > 0.0 ? 100.0 / base : 0.0;
        rows([&](std::size_t arm) {
            auto const net = paired_difference(difference(per("starts", arm), per("starts", 0)));
            out_ << format("  %-19.19s%+6.1f", view_.words("arm_base")[arm].c_str(), percent * net.mean) << "  " << interval(percent * net.mean, percent * net.of_mean, 1);
            if (auto const drawn = drawn_for(arm)) {
                auto const wide = paired_difference(difference(per("starts", *drawn), per("starts", reference_of(*drawn))));
                out_ << "  " << interval(percent * wide.mean, percent * wide.of_next, 1);
            } else {
                out_ << format("%19s", "not drawn");
            }
            if (direct) out_ << format("%7.0f%7.0f", mean(per("prevented_starts", arm)), mean(per("provoked_starts", arm)));
            out_ << "\n";
            if (direct)
                out_ << format("%21s direct %+.0f, spill-over %+.0f first uses\n", "", mean(difference(per("direct_starts", arm), per("starts", 0))),
                               mean(difference(per("starts", arm), per("direct_starts", arm))));
        });
        if (!view_.has("noise_floor_starts")) return;
        auto const floor = paired_difference(per("noise_floor_starts", 0));
        out_ << format("  butterfly floor    %+6.1f  ", percent * floor.mean) << interval(percent * floor.mean, percent * floor.of_mean, 1) << "  (one more starter in month 0)\n";
    }

    void past_month(std::string const& group, char const* title)
    {
        if (!view_.has("past_month_use") || !view_.has("youths") || view_.place("subgroup", group) >= view_.size("subgroup")) return;
        auto const shares = [&](std::size_t arm) {
            auto users = view_.by_replicate("past_month_use", arm, group, Over::sum, months_ - 12, months_);
            auto const youths = view_.by_replicate("youths", arm, group, Over::sum, months_ - 12, months_);
            for (std::size_t n = 0; n < users.size(); ++n) users[n] = youths[n] > 0.0 ? 100.0 * users[n] / youths[n] : 0.0;
            return users;
        };
        if (mean(view_.by_replicate("youths", 0, group, Over::sum, months_ - 12, months_)) == 0.0) return;  // an imported cohort has grown older
        out_ << "\n" << title << format(" (%s: %.1f %%; change in points)\n", view_.words("arm").front().c_str(), mean(shares(0)));
        out_ << format("%-21s%6s%19s%19s\n", "", "net", "noise", "unknown");
        rows([&](std::size_t arm) {
            auto const net = paired_difference(difference(shares(arm), shares(0)));
            out_ << format("  %-19.19s%+6.2f", view_.words("arm_base")[arm].c_str(), net.mean) << "  " << interval(net.mean, net.of_mean, 2);
            if (auto const drawn = drawn_for(arm)) {
                auto const wide = paired_difference(difference(shares(*drawn), shares(reference_of(*drawn))));
                out_ << "  " << interval(wide.mean, wide.of_next, 2);
            }
            out_ << "\n";
        });
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
    std::ostringstream out_;
};

// A single run: where things stand in the last year.
std::string run_table(ResultFile const& result)
{
    ResultView const view{result};
    int const months = static_cast<int>(view.number("months"));
    std::ostringstream out;
    out << view.text("title") << "\n" << view.size("replicate") << " replicates, " << months << " months; last year:\n\n";
    if (!view.has("youths")) return out.str();
    out << format("%-16s%10s%12s%12s%12s%14s\n", "", "youths", "lifetime %", "year %", "month %", "starts a year");
    for (auto const* group : {"age_12_16", "age_14", "age_16", "age_18_19", "age_18_24", "age_20_24", "all"}) {
        if (view.place("subgroup", group) >= view.size("subgroup")) continue;
        auto const total = [&](char const* variable) {
            return view.has(variable) ? mean(view.by_replicate(variable, 0, group, Over::sum, months - 12, months)) : std::nan("");
        };
        auto const youths = mean(view.by_replicate("youths", 0, group, Over::mean, months - 12, months));
        if (youths == 0.0) continue;  // an imported cohort has grown older
        double const records = total("youths") / youths;
        out << format("%-16s%10.0f%12.1f%12.1f%12.1f%14.0f\n", group, youths, 100 * total("lifetime_use") / total("youths"), 100 * total("past_year_use") / total("youths"),
                      100 * total("past_month_use") / total("youths"), total("starts") * 12.0 / (records * view.number("every")));
    }
    return out.str();
}

}  // namespace

std::string summary(ResultFile const& result) { return ResultView{result}.size("arm") > 1 ? ComparisonTable{result}.text() : run_table(result); }

}  // namespace pijler
