// Whom alone an intervention may reach: the youths and the schools of one arm of a trial.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace pijler {

struct Roster {
    std::vector<std::uint32_t> youths;   // identities, ascending
    std::vector<std::uint32_t> schools;  // ascending; none where an arm has no whole schools

    bool has_youth(std::uint32_t identity) const { return std::ranges::binary_search(youths, identity); }
    bool has_school(std::uint32_t school) const { return std::ranges::binary_search(schools, school); }
};

}  // namespace pijler
