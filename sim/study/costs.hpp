// What deliveries cost, and the hours they take.
#pragma once

#include "scenario/scenario.hpp"

#include "core/random.hpp"

namespace pijler {

struct CostParams {
    double hours_per_fte = 1400.0;
};
void describe(ParameterVisitor& visit, CostParams& params);

// Euro that a round and a contact take.
struct Price {
    double fixed = 0.0;
    double per_contact = 0.0;
};

// The geometric middle of each range, or draws from them (log-uniform; uniform from 0) that all arms of a replicate share.
Price central_price(Cost const& cost);
Price drawn_price(InterventionSpec const& spec, RandomKey const& key);

// Hours of those who deliver that a contact takes at its dose.
double hours_of_contact(InterventionSpec const& spec);

// Cost of screening one youth.
inline double screening_cost(Delivery const& delivery) { return delivery.screening ? delivery.screening->cost : 0.0; }

// The share of its municipality that a population scaled by `youths` is: of fixed costs and budgets, which are the whole town's.
double share_of_town(PopulationSettings const& population);

}  // namespace pijler
