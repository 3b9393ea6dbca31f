// How a difference grows with time, and what is left of it once interventions have ended.
#pragma once

#include "cli/change_table.hpp"

namespace pijler {

// Of these arms, as delivered: after 1, 3, 5 and 10 years, in the open population and in a closed cohort, and in the 12 and 36 months after an
// arm's last intervention ended.
std::string over_time(ResultView const& view, ChangeTable const& table, Question const& question, std::vector<std::size_t> const& arms);

}  // namespace pijler
