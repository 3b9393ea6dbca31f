// Parents hold on to their own ways, are pulled by other parents of the class, and weigh on their children.
// Friedkin-Johnsen opinion dynamics with personal anchors (bibliography: friedkin1990). ODD, "Parenting".
#pragma once

#include "model/world.hpp"
#include "scenario/parameters.hpp"

namespace pijler {

struct ParentingParams {
    double half_life = 24.0;
    double exchange_rate = 0.02;
    double disapproval_age_fade = 0.05;
    double strictest_share = 0.5;
};
void describe(ParameterVisitor& visit, ParentingParams& params);

// Mean beliefs of the parents of each class, weighted by their involvement, from exact sums.
struct ParentCircle {
    std::array<std::int64_t, 4> sum{};  // knowledge, communication, disapproval, monitoring; 2^-20
    std::int64_t weight = 0;            // 2^-20
    ParentBeliefs mean;
};
using ParentCircles = Column<ClassId, ParentCircle>;

// Renews what a household's parents bring to their circles; done monthly, and when a household is founded.
void raise_voice(Households& households, HouseholdId home);

void observe_parents(World const& world, ParentCircles& circles);

// What the homes come to think. In a direct twin, `circles` are the reference world's.
void exchange_at_home(World& world, ParentCircles const& circles, ParentingParams const& params, Workers workers);

// What the children feel of it, for a block of youths [begin, end).
void feel_parents(World& world, ParentingParams const& params, int month, std::size_t begin, std::size_t end);

// Both, for everybody.
void exchange_parenting(World& world, ParentCircles const& circles, ParentingParams const& params, int month, Workers workers);

}  // namespace pijler
