// What a year brings youths: the next track, another class, or the age at which they leave. ODD, "Calendar".
#pragma once

#include "model/end_ties.hpp"

namespace pijler {

// Youths [begin, end), a block at most, who are present get a year older; tracks, groups and clubs follow. `reshuffled`: share of pupils
// and students who get another class; `turn`: of the block.
void grow_older(World& world, double reshuffled, MonthRandom const& random, std::size_t begin, std::size_t end, Turn* turn);

}  // namespace pijler
