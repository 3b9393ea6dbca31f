// Which subgroups a result shows.
#pragma once

#include "scenario/scenario.hpp"

#include <vector>

namespace pijler {

// An imported population is of real people: a subgroup of fewer is left out of the result.
inline constexpr int fewest_shown = 10;

// Places in subgroups(), of those that the study asks for and, where arms are compared, the estimand's. Of an imported population without
// those that hold some youths, but fewer than `fewest_shown`, in any school year of the run; everybody and the estimand's subgroup stay.
std::vector<std::size_t> shown_subgroups(Study const& study, bool compares);

// Names of those left out.
std::vector<std::string> suppressed_subgroups(Study const& study, std::vector<std::size_t> const& shown);

}  // namespace pijler
