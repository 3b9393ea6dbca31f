// September: the oldest leave, everybody moves up, schools change at 16 to 18, a new cohort of 12-year-olds enters.
// Nothing here depends on beliefs or use, so that every arm has the same people in the same places. ODD, "Calendar".
#pragma once

#include "model/newcomers.hpp"

namespace pijler {

struct CalendarParams {
    NewcomerParams newcomers;
    AcceptanceParams acceptance;
    StageParams stages;
    double reshuffle = 0.60;      // share of pupils and students who get another class in September
    double cut_on_change = 0.613;  // share of ties that a change of class or school cuts
};

// Turns the school year of `random.month()`. Draws are keyed by identity, so the order of youths does not matter.
void turn_school_year(World& world, CalendarParams const& params, MonthRandom const& random, Workers workers = {});

// Moves youths who are present up a year: tracks, groups, arrivals and departures at 18.
void move_up(World& world, CalendarParams const& params, MonthRandom const& random, Workers workers);

// Renews membership lists and proneness after people moved.
void renew_groups(World& world, AcceptanceParams const& params, Workers workers = {});

}  // namespace pijler
