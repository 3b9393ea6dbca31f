// Waiting lists, light help and treatment: a limited intake a month, those who wait longest first. ODD, "Signals and care".
#pragma once

#include "model/world.hpp"
#include "scenario/parameters.hpp"

namespace pijler {

struct CareParams {
    double light_intake = 3.0, treatment_intake = 2.0;
    double months = 6.0;
    double drop_out = 0.05;
    double lost_waiting = 0.10;
};
void describe(ParameterVisitor& visit, CareParams& params);

// A case of this month, and what it is drawn.
struct NewCase {
    Case help;
    std::uint32_t rank;
};
// They begin to wait, after all who wait already. In one month's queue chance decides, not the order of youths.
void let_wait(World& world, std::vector<NewCase>& sent);

// Whole persons for whom there is room this month, of so many a month in a town of 20,000 youths: fractions add up over the months.
std::size_t room_for(double a_month, World const& world, int month);

// One month: some stop waiting, some drop out, some are through; free places go to those who have waited longest.
void give_care(World& world, CareParams const& params, MonthRandom const& random);

}  // namespace pijler
