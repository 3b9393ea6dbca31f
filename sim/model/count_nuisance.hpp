// What neighbours notice of drugs: use in public, and dealing. ODD, "Nuisance".
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

}  // namespace pijler
