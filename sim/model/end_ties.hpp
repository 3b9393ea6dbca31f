// Ties that end when youths move on or fall out. ODD, "Friendship".
#pragma once

#include "model/world.hpp"

namespace pijler {

// What September brings a youth.
enum class Turn : std::uint8_t { stays, moves, departs };  // in the class, to another, from town

// Ties of those who depart end, and a share of those of who goes to another class or school. `turn`: of each youth, and one place more
// for nobody.
void end_ties(Youths& youths, Column<YouthId, Turn> const& turn, double share, MonthRandom const& random, Workers workers);

// Cuts a tie from one side, or from both.
void cut_end(Youths& youths, YouthId youth, YouthId other);
void cut_tie(Youths& youths, YouthId a, YouthId b);

}  // namespace pijler
