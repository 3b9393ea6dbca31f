// What deliveries cost.
#pragma once

#include "scenario/scenario.hpp"

#include "core/random.hpp"

namespace pijler {

// Cost of one contact: the geometric middle of its range, or a draw from it (log-uniform) that all arms of a replicate share.
double central_cost(Cost const& cost);
double drawn_cost(InterventionSpec const& spec, RandomKey const& key);

// Cost of screening one youth.
inline double screening_cost(Delivery const& delivery) { return delivery.screening ? delivery.screening->cost : 0.0; }

// The share of its municipality that a population scaled by `youths` is: of fixed costs and budgets, which are the whole town's.
double share_of_town(PopulationSettings const& population);

}  // namespace pijler
