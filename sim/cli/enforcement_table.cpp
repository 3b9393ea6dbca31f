#include "cli/enforcement_table.hpp"

#include "cli/factorial_table.hpp"
#include "cli/figures.hpp"
#include "study/shown_subgroups.hpp"

#include <algorithm>

namespace pijler {
namespace {

using Over = ResultView::Over;

constexpr std::size_t arms_abreast = 4, column = 16;

// Arms as delivered, the reference first, in which somebody is addressed.
std::vector<std::size_t> arms_with(ResultView const& view, std::string const& outcome, int months)
{
    auto arms = arms_in_short(view);
    auto const addressed = [&](std::size_t arm) {
        return std::ranges::any_of(view.words("subgroup"), [&](std::string const& group) { return mean(view.by_replicate(outcome, arm, group, Over::sum, 0, months)) > 0.0; });
    };
    std::erase_if(arms, [&](std::size_t arm) { return !addressed(arm); });
    return arms;
}

// A name to the right of its column, cut where it is longer.
std::string headed(std::string name)
{
    while (characters(name) > column - 1) {
        while ((static_cast<unsigned char>(name.back()) & 0xC0U) == 0x80U) name.pop_back();
        name.pop_back();
    }
    return std::string(column - characters(name), ' ') + name;
}

std::string of(ResultView const& view, std::string const& outcome, std::string const& heading)
{
    int const months = static_cast<int>(view.number("months"));
    auto const arms = arms_with(view, outcome, months);
    std::string text;
    for (std::size_t first = 0; first < arms.size(); first += arms_abreast) {
        auto const last = std::min(arms.size(), first + arms_abreast);
        text += "\n" + heading + " a year by sex, age and school" + (view.has("youths") ? " (in brackets: per 100 youths)" : "") + "\n" + std::string(16, ' ');
        for (auto n = first; n < last; ++n) text += headed(short_name(view, arms[n]));
        text += "\n";
        for (auto const& group : subgroups_of_enforcement()) {
            if (view.place("subgroup", group) >= view.size("subgroup")) continue;
            text += padded("  " + group, 16);
            for (auto n = first; n < last; ++n) {
                double const times = mean(view.by_replicate(outcome, arms[n], group, Over::sum, 0, months)) * 12.0 / months;
                double const youths = view.has("youths") ? mean(view.by_replicate("youths", arms[n], group, Over::mean, 0, months)) : 0.0;
                text += youths > 0.0 ? format("%9.1f (%4.1f)", times, 100.0 * times / youths) : format("%16.1f", times);
            }
            text += "\n";
        }
    }
    return text;
}

}  // namespace

std::string enforcement_table(ResultView const& view)
{
    std::string text;
    if (view.has("enforcement_contacts")) text += of(view, "enforcement_contacts", "Enforcement contacts");
    if (view.has("fines")) text += of(view, "fines", "Fines");
    return text;
}

}  // namespace pijler
