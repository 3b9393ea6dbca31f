// What neighbours notice of drugs: use in public, and dealing; and what youths see of use around them. ODD, "Nuisance".
#pragma once

#include "model/observe_peers.hpp"

namespace pijler {

struct NuisanceParams {
    double public_share = 0.25;
    double dealing = 5.0;
};
void describe(ParameterVisitor& visit, NuisanceParams& params);

// Occasions a month, over all neighbourhoods, from what their youths showed at the start of the month.
double count_nuisance(World const& world, Surroundings const& shown, NuisanceParams const& params);

// Use that youths see in their neighbourhood, per youth there, over all neighbourhoods; nan where there is none (imported cohorts).
double share_use_seen(World const& world, Surroundings const& shown);

}  // namespace pijler
