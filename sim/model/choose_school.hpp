// Which school a 12-year-old goes to. ODD, "Calendar".
#pragma once

#include "model/world.hpp"

namespace pijler {

// The nearest schools of each neighbourhood that teach a track: among these its pupils choose.
class SchoolsNearBy {
public:
    SchoolsNearBy(World const& world, Workers workers);

    // Schools of a block of pupils at most, by where each lives and the track. Near by with some chance: distance in km over 3, plus a
    // Gumbel draw per youth and school.
    void choose(std::span<YouthIdentity const> who, NeighbourhoodId const* place, Track const* track, RandomKey const& key, SchoolId* chosen) const;

private:
    static constexpr std::size_t tracks = 3;
    static constexpr std::size_t choices = 8;
    struct Near {
        std::array<SchoolId, choices> school{};
        std::array<float, choices> wait;  // mean, the longer the farther: where there are fewer schools the rest are infinitely far
    };
    std::vector<Near> near_;  // by neighbourhood and track
};

}  // namespace pijler
