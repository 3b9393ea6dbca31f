// Parents, school staff and others notice use, or think so; a signal reaches somebody who can help, or is lost. Where school staff
// notice, the school reacts.
// ODD, "Signals and care".
#pragma once

#include "model/react_at_school.hpp"
#include "scenario/parameters.hpp"

namespace pijler {

struct SignalParams {
    double parents = 0.15, school = 0.06, others = 0.02;
    double occasional = 0.05, regular = 0.3;
    double false_rate = 0.0002, false_bond = 0.05;
    double contact = 0.35, hand_over = 0.7;
    double help_seeking = 0.005, withheld = 0.5;
    double advice = 0.05, advice_intake = 20000.0;
    double feared = 0.3;
    SchoolReactionParams school_reaction;
};
void describe(ParameterVisitor& visit, SignalParams& params);

// One month. Signals of regular and problematic users that reach the chain's end become cases that wait.
void raise_signals(World& world, SignalParams const& params, MonthRandom const& random, Workers workers = {});

}  // namespace pijler
