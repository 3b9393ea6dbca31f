#include "cli/equal_spending.hpp"

#include "cli/figures.hpp"
#include "scenario/checks.hpp"

#include <algorithm>
#include <cmath>

namespace pijler {

std::string equal_spending(ResultView const& view)
{
    auto const what = view.text("equalise");
    if (what == "none" || view.size("arm") < 2) return {};
    auto const whole = view.number("budget"), simulated = view.number("budget_simulated");
    auto const rounded = [](double amount) { return format("%.0f", amount); };
    auto text = wrapped("", "  ", "Equal spending: " + rounded(simulated) + (what == "budget" ? " euro" : " " + what) + " a year" +
                                      (whole != simulated ? " (" + rounded(whole) + " times the share of the town that is simulated)" : ""));
    if (view.has("contacts") && mean(view.delivered("contacts", 0)) > 0.0) text += wrapped("  ", "    ", view.words("arm").front() + ", which all are set against, stays as delivered");
    if (auto const arms = view.text("infeasible_arms"); !arms.empty()) text += wrapped("  ", "    ", "Not feasible at a plausible reach: " + arms);
    if (!view.has("expected_spending")) return text;
    for (std::size_t arm = 1; arm < view.size("arm"); ++arm) {
        if (view.words("arm_delivery")[arm] != "equalised") continue;
        auto other = view.per_replicate("expected_spending", arm);
        std::erase_if(other, [&](double spent) { return std::abs(spent - simulated) <= 1e-3 * simulated; });
        if (other.empty()) continue;
        auto const [least, most] = std::ranges::minmax(other);
        text += wrapped("  ", "    ", view.words("arm")[arm] + " spends " + rounded(least) + (rounded(most) == rounded(least) ? "" : " to " + rounded(most)) + " in " +
                                          std::to_string(other.size()) + " of " + counted(static_cast<std::int64_t>(view.size("replicate")), "replicate") +
                                          ": a plausible reach takes no more, or what it adds comes whole");
    }
    return text;
}

}  // namespace pijler
