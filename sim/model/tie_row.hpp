// A youth's ties.
#pragma once

#include "core/ids.hpp"

#include <array>
#include <cstddef>

namespace pijler {

inline constexpr std::size_t tie_capacity = 12;
// Friends by position; unused places hold `Youths::nobody`, so that a sum over all places needs no count.
using TieRow = std::array<YouthId, tie_capacity>;

// All places at once: no branch comes of it.
inline bool holds(TieRow const& row, YouthId one)
{
    bool found = false;
    for (auto const other : row) found |= other == one;
    return found;
}

}  // namespace pijler
