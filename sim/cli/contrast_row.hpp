// A row of a contrast: net difference, its noise, and what is not known.
#pragma once

#include "cli/contrast.hpp"

#include <string>

namespace pijler {

inline constexpr std::size_t label_width = 21;  // of what a row is of

// Headings of the columns of contrast_row, after the room for a label. `by_sets`: each replicate has a parameter set of its own.
std::string contrast_heading(Contrast const& contrast, bool by_sets);

// Arm `a` against arm `b`: net difference, both intervals, and the mean that the wide one is around; dashes where there is nothing to compare.
std::string contrast_row(Contrast const& contrast, std::size_t a, std::size_t b, bool by_sets);

// The same of any differences; `drawn` where effects were.
std::string difference_row(std::vector<double> const& central, std::optional<std::vector<double>> const& drawn, int decimals, bool by_sets);

}  // namespace pijler
