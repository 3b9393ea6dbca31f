// All parts of a sweep as one result, in the order of its design.
#pragma once

#include "study/sweep/parts.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <optional>

namespace pijler {

struct Points {
    std::size_t first, last;  // exclusive
};

struct Merged {
    std::size_t points = 0;            // in the result
    std::vector<FailedUnit> failed;    // points of these are left out
    std::vector<std::size_t> failed_points;
    std::map<std::string, std::size_t> infeasible;  // equalised arms that cannot spend the budget, and at how many of the points
};

// Points of a sweep, all unless some are asked for, as a result with dimensions point, arm, replicate, ...: the same bytes whatever the order in which parts
// came. A point that failed in any replicate is left out, and named in the attribute failed_points. Throws StatusError (bad_input) with a
// line for each part or unit that is missing, damaged or foreign; usage, cannot_create or io_failure; stopped.
Merged merge_parts(SweepFolder const& folder, std::filesystem::path const& output, Existing existing, std::optional<Points> points,
                   std::function<void(double share_done)> const& progress, std::atomic<bool> const& stop);

}  // namespace pijler
