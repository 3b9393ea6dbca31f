// What surrounds youths by policy: places as levers leave them this month, and the climate that staff and school bring to a class.
// Every month begins with the policy in force; interventions change it; what then follows is settled here. ODD, "Environment".
#pragma once

#include "model/perceive_norms.hpp"
#include "scenario/parameters.hpp"

namespace pijler {

struct StaffParams {
    double training_half_life = 18.0;
    double bond = 0.1, risk = 0.05;
    double workers_met = 0.2;
};
void describe(ParameterVisitor& visit, StaffParams& params);

// The policy in force, before interventions act; who is suspended is a month further.
void begin_environment(World& world);

// After they have: shops that moved or closed change the ease of legal sale; each class gets its climate; venues' rules come to what guests meet.
void settle_environment(World& world, StaffParams const& params);

// What youth workers and neighbourhood teams who talk well with youths add this month to the bond and the sense of risk of those who live there.
void hear_workers(World& world, StaffParams const& staff, NormRates const& rates, Workers workers = {});

// Professionals' training, to talk with youths, to notice use and to refer, wears off by a month.
void wear_off_training(World& world, StaffParams const& params);

void open_as_in_force(Coffeeshops& shops);

}  // namespace pijler
