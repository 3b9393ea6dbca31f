#include "cli/contrast_row.hpp"

#include "cli/figures.hpp"

namespace pijler {

std::string contrast_heading(Contrast const& contrast, bool by_sets)
{
    return format("%-21s%6s%19s", "", contrast.shown() == Shown::percent ? "net %" : "net", by_sets ? "mean" : "noise") + (by_sets ? "" : format("%8s", "drawn")) + format("%19s\n", "unknown");
}

std::string contrast_row(Contrast const& contrast, std::size_t a, std::size_t b, bool by_sets)
{
    return difference_row(contrast.central(a, b), contrast.drawn(a, b), contrast.decimals(), by_sets);
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
