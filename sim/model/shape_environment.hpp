// What surrounds youths by policy: places as levers leave them this month, and the climate that staff and school bring to a class.
// Every month begins with the policy in force; interventions change it; what then follows is settled here. ODD, "Environment".
#pragma once

#include "model/world.hpp"
#include "scenario/parameters.hpp"

namespace pijler {

struct StaffParams {
    double training_half_life = 18.0;
    double bond = 0.1, risk = 0.05;
};
void describe(ParameterVisitor& visit, StaffParams& params);

// The policy in force, before interventions act.
void begin_environment(World& world);

// After they have: shops that moved or closed change the ease of legal sale; each class gets its climate.
void settle_environment(World& world, StaffParams const& params);

// Professionals' training, to talk with youths and to notice use, wears off by a month.
void wear_off_training(World& world, StaffParams const& params);

void open_as_in_force(Coffeeshops& shops);

}  // namespace pijler
