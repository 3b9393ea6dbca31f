// Which school a 12-year-old goes to. ODD, "Calendar".
#pragma once

#include "model/world.hpp"

namespace pijler {

// The nearest schools of each neighbourhood that teach a track: among these its pupils choose.
class SchoolsNearBy {
public:
    explicit SchoolsNearBy(World const& world);

    // Near by with some chance: distance in km over 3, plus a Gumbel draw per youth and school.
    SchoolId choose(YouthIdentity who, NeighbourhoodId place, Track track, RandomKey const& key) const;

private:
    static constexpr std::size_t tracks = 3;
    static constexpr std::size_t choices = 8;
    struct Near {
        double distance;  // km
        SchoolId school;
    };
    std::vector<std::array<std::vector<Near>, tracks>> near_;  // by neighbourhood
};

}  // namespace pijler
