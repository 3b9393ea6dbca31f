// What by-laws have in common: officers who speak to youths out in covered places. Care comes first: who is in need is referred, never fined.
#pragma once

#include "interventions/intervention.hpp"

#include <span>

namespace pijler {

struct Officers {
    double fine = 0.0;   // share of contacts
    double trust = 0.0;  // share of the bond that a contact costs
};

// `chance` of a youth to be spoken to this month; who is in the target alone.
using ChanceOfContact = std::function<float(YouthId youth)>;

void meet_youths(World& world, Round const& round, MonthRandom const& random, Purpose<YouthIdentity> const& purpose,
                 std::span<NeighbourhoodId const> places, Officers const& officers, ChanceOfContact const& chance);

}  // namespace pijler
