#include "cli/change_table.hpp"

#include "cli/figures.hpp"
#include "output/outcomes.hpp"

#include <algorithm>

namespace pijler {

ChangeTable::ChangeTable(ResultView const& view) : view_{view}, by_sets_{view.words("arm_effects").front() == "parameter_set"} {}

std::string ChangeTable::title(Question const& question, Contrast const& contrast) const
{
    auto const shown = contrast.shown();
    auto const size = number(contrast.base(), 0, shown == Shown::percent || shown == Shown::units ? 0 : shown == Shown::points ? 1 : contrast.decimals());
    auto const& unit = std::ranges::find(outcomes(), question.outcome, [](Outcome const& outcome) { return outcome.row.name; })->row.unit;
    auto const change = shown == Shown::points ? " %; change in points" : shown == Shown::percent ? "; change in %" : "; change in " + (unit == "1" ? "units" : unit);
    auto const heading = question.title + contrast.when();
    auto const note = "(" + view_.words("arm").front() + ": " + size + change + (contrast.is_too_few() ? ": - where too few" : "") + ")";
    return "\n" + heading + (characters(heading) + characters(note) < 80 ? " " : "\n") + note + "\n";
}

std::string ChangeTable::columns(Contrast const& contrast) const
{
    return format("%-21s%6s%19s", "", contrast.shown() == Shown::percent ? "net %" : "net", by_sets_ ? "mean" : "noise") + (by_sets_ ? "" : format("%8s", "drawn")) +
           format("%19s\n", "unknown");
}

std::string ChangeTable::label(std::string const& text) const
{
    constexpr std::size_t width = 21;
    return characters(text) + 2 > width ? "  " + text + "\n" + std::string(width, ' ') : padded("  " + text, width);
}

std::string ChangeTable::change(Contrast const& contrast, WeightedArms const& arms, Scale scale) const
{
    return difference_row(contrast.central(arms, scale), contrast.drawn(arms, scale), contrast.decimals(), by_sets_);
}

std::string difference_row(std::vector<double> const& central, std::optional<std::vector<double>> const& drawn, int decimals, bool by_sets)
{
    if (central.empty()) return format("%6s%19s", "-", "-") + (by_sets ? "" : format("%8s", "-")) + format("%19s", "-");
    auto const net = paired_difference(central);
    auto const narrow = signed_number(net.mean, 6, decimals) + interval(net.mean, net.of_mean, decimals);
    if (by_sets) return narrow + interval(net.mean, net.of_next, decimals);
    if (!drawn) return narrow + format("%8s%19s", "", "not drawn");
    auto const wide = paired_difference(*drawn);
    return narrow + signed_number(wide.mean, 8, decimals) + interval(wide.mean, wide.of_next, decimals);
}

}  // namespace pijler
