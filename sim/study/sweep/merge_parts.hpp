// All parts of a sweep as one result, in the order of its design.
#pragma once

#include "study/sweep/parts.hpp"

#include <functional>

namespace pijler {

struct Merged {
    std::size_t points = 0;            // in the result
    std::vector<FailedUnit> failed;    // points of these are left out
    std::vector<std::size_t> failed_points;
};

// Points [first, last) of a sweep as a result with dimensions point, arm, replicate, ...: the same bytes whatever the order in which parts
// came. A point that failed in any replicate is left out, and named in the attribute failed_points. Throws StatusError (bad_input) with a
// line for each part or unit that is missing, damaged or foreign; cannot_create or io_failure.
Merged merge_parts(SweepFolder const& folder, std::filesystem::path const& output, Existing existing, std::size_t first, std::size_t last,
                   std::function<void(double share_done)> const& progress);

}  // namespace pijler
