// What deliveries cost, and coverages at which arms spend the same.
#pragma once

#include "simulation/advance_month.hpp"

namespace pijler {

// Cost of one contact: the geometric middle of its range, or a draw from it (log-uniform) that all arms of a replicate share.
double central_cost(Cost const& cost);
double drawn_cost(InterventionSpec const& spec, RandomKey const& key);

struct EqualArm {
    bool feasible = true;
    double scale = 1.0;  // of every coverage of the arm
};

// The scale of an arm's coverages at which it spends `budget` (euro, contacts or hours) a year, planned on `world` at central costs.
// Not feasible where a coverage would exceed what practice reaches, or where fixed costs alone exceed the budget.
EqualArm equalise(World const& world, Surroundings const& surroundings, std::vector<InterventionSpec> const& specs, ParameterValues const& values,
                  int months, Equalise what, double budget, RandomKey const& key);

}  // namespace pijler
