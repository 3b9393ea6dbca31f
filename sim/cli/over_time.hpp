// How a difference grows with time: after 1, 3, 5 and 10 years, in the open population and in a closed cohort.
#pragma once

#include "cli/contrast.hpp"

#include <string>

namespace pijler {

// Arms as delivered. Empty where the run has fewer than two of these years.
std::string over_time(ResultView const& view, Question const& question, bool by_sets);

}  // namespace pijler
