// Which subgroups a result shows.
#pragma once

#include "scenario/scenario.hpp"

#include <string>
#include <vector>

namespace pijler {

// An imported population is of real people: fewer of them are not shown.
inline constexpr int fewest_shown = 10;

// By which enforcement contacts and fines are always shown: sex, age and track.
std::vector<std::string> const& subgroups_of_enforcement();

// Places in subgroups(), of those that the study asks for and, where arms are compared, the estimand's; those of enforcement, where it is
// recorded. Of an imported population without
// those that hold some youths, but fewer than `fewest_shown`, in any school year of the run of any replicate; nor those from which, taken
// together with others shown, a left-out one would follow by adding and subtracting. Everybody stays.
// Throws StatusError (bad_input) where everybody or the estimand's subgroup would be too few.
std::vector<std::size_t> shown_subgroups(Study const& study, bool compares);

// Names of those left out.
std::vector<std::string> suppressed_subgroups(Study const& study, std::vector<std::size_t> const& shown);

}  // namespace pijler
