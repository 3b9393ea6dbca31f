#include "cli/summary.hpp"

#include "cli/comparison_table.hpp"
#include "cli/figures.hpp"
#include "cli/result_view.hpp"
#include "scenario/checks.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace pijler {
namespace {

using Over = ResultView::Over;

// A single run: where things stand in the last year.
std::string run_table(ResultFile const& result)
{
    ResultView const view{result};
    int const months = static_cast<int>(view.number("months"));
    std::ostringstream out;
    int const every = static_cast<int>(view.number("every"));
    int const last_year = months - std::max(12, every);
    out << view.text("title") << "\n" << counted(static_cast<std::int64_t>(view.size("replicate")), "replicate") << ", " << counted(months, "month") << "; last year:\n\n";
    if (!view.has("youths")) return out.str();
    out << format("%-16s%10s%12s%12s%12s%14s\n", "", "youths", "lifetime %", "year %", "month %", "starts a year");
    for (auto const* group : {"age_12_16", "age_14", "age_16", "age_18_19", "age_18_24", "age_20_24", "all"}) {
        if (view.place("subgroup", group) >= view.size("subgroup")) continue;
        auto const total = [&](char const* variable) {
            return view.has(variable) ? mean(view.by_replicate(variable, 0, group, Over::sum, last_year, months)) : std::nan("");
        };
        auto const youths = mean(view.by_replicate("youths", 0, group, Over::mean, last_year, months));
        if (youths == 0.0) continue;  // an imported cohort has grown older
        double const records = total("youths") / youths;
        double const covered = months - ((months + every - 1) / every - records) * every;  // the last record may be short
        out << format("%-16s%10.0f", group, youths);
        for (auto const* use : {"lifetime_use", "past_year_use", "past_month_use"}) out << number(100 * total(use) / total("youths"), 12, 1);
        out << number(total("starts") * 12.0 / covered, 14, 0) << "\n";
    }
    return out.str();
}

}  // namespace

std::string summary(ResultFile const& result) { return ResultView{result}.size("arm") > 1 ? comparison_table(result) : run_table(result); }

}  // namespace pijler
