#include "cli/profile_table.hpp"

#include "cli/figures.hpp"

#include <limits>

namespace pijler {
namespace {

constexpr auto nothing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

std::string profile_table(Profile const& profile, int threads, double seconds)
{
    double const all = threads * seconds, youth_months = static_cast<double>(profile.run_in.youth_months + profile.after.youth_months);
    auto const row = [&](char const* name, double run_in, double after, double both) {
        return padded(name, 22) + number(run_in, 10, 3) + number(after, 10, 3) + number(both, 10, 3) + number(100.0 * both / all, 9, 1) + " %" +
               number(1e9 * both / youth_months, 12, 2) + "\n";
    };
    auto text = format("\nSeconds by phase, summed over threads (%d x %.3f s); threads that wait within a\n", threads, seconds) +
                "month count with what they wait for. Last column: ns a youth and month\n\n" +
                format("%-22s%10s%10s%10s%11s%12s\n", "", "run-in", "after it", "both", "share", "ns a youth");
    double run_in = 0.0, after = 0.0;
    for (std::size_t n = 0; n < phase_names.size(); ++n) {
        auto const phase = static_cast<Phase>(n);
        double const before = profile.run_in.seconds(phase), later = profile.after.seconds(phase);
        text += row(phase_names[n], before, later, before + later);
        run_in += before;
        after += later;
    }
    return text + row("waiting and the rest", nothing, nothing, all - run_in - after) + row("all", nothing, nothing, all) +
           format("\n%.0f youths' months in all worlds\n", youth_months);
}

}  // namespace pijler
