#include "cli/equal_spending.hpp"

#include "cli/figures.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace pijler {

std::string equal_spending(ResultView const& view)
{
    auto const what = view.text("equalise");
    if (what == "none" || view.size("arm") < 2) return {};
    auto const whole = view.number("budget"), simulated = view.number("budget_simulated");
    std::ostringstream out;
    out.precision(0);
    out << std::fixed << "Equal spending: " << simulated << (what == "budget" ? " euro" : " " + what) << " a year";
    if (whole != simulated) out << " (" << whole << " times the share of the town that is simulated)";
    out << "\n";
    if (view.has("contacts") && mean(view.delivered("contacts", 0)) > 0.0) out << "  " << view.words("arm").front() << ", which all are set against, stays as delivered\n";
    if (auto const arms = view.text("infeasible_arms"); !arms.empty()) out << "  Not feasible at a plausible reach: " << arms << "\n";
    if (!view.has("expected_spending")) return out.str();
    for (std::size_t arm = 1; arm < view.size("arm"); ++arm) {
        if (view.words("arm_delivery")[arm] != "equalised") continue;
        auto other = view.per_replicate("expected_spending", arm);
        std::erase_if(other, [&](double spent) { return std::abs(spent - simulated) <= 1e-3 * simulated; });
        if (other.empty()) continue;
        auto const [least, most] = std::ranges::minmax(other);
        out << "  " << view.words("arm")[arm] << " spends " << least;
        if (std::round(most) != std::round(least)) out << " to " << most;
        out << " in " << other.size() << " of " << view.size("replicate") << " replicates: a plausible reach\n    takes no more, or what it adds comes whole\n";
    }
    return out.str();
}

}  // namespace pijler
