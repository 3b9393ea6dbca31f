// Professionals' training to talk with youths wears off. (What they say works in perceive_norms.) ODD, "Professionals".
#pragma once

#include "model/world.hpp"
#include "scenario/parameters.hpp"

namespace pijler {

struct StaffParams {
    double training_half_life = 18.0;
};
void describe(ParameterVisitor& visit, StaffParams& params);

void wear_off_training(World& world, StaffParams const& params);

}  // namespace pijler
