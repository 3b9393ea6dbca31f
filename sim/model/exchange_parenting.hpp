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
    ParentBeliefs mean;
    float meets = 0.0F;  // 1 where there are parents, else 0
};
// Sums in the making, 2^-20.
struct CircleSum {
    std::array<std::int64_t, 4> beliefs{};  // each x involvement: knowledge, communication, disapproval, monitoring
    std::int64_t weight = 0;                // involvement
};
struct ParentCircles {
    Column<ClassId, ParentCircle> mean;
    std::vector<std::vector<CircleSum>> parts;  // what one thread has added up
};

// Finds the classes through which the parents of each home meet others: those of children in secondary school. Done in September.
void find_circles(World& world, Workers workers = {});

void observe_parents(World const& world, ParentCircles& circles, Workers workers = {});

// What the homes come to think. In a direct twin, `circles` are the reference world's.
void exchange_at_home(World& world, ParentCircles const& circles, ParentingParams const& params, Workers workers);

// What the children feel of it, for a block of youths [begin, end).
void feel_parents(World& world, ParentingParams const& params, int month, std::size_t begin, std::size_t end);

// Both, for everybody.
void exchange_parenting(World& world, ParentCircles const& circles, ParentingParams const& params, int month, Workers workers);

}  // namespace pijler
