// What by-laws have in common: officers who speak to youths out in covered places. Care comes first: who is in need is referred, never fined.
#pragma once

#include "interventions/intervention.hpp"

#include <vector>

namespace pijler {

struct Officers {
    double fine = 0.0;   // share of contacts
    double trust = 0.0;  // share of the bond that a contact costs
};

// What a contact comes to; `drawn` is uniform.
inline void speak_to(World& world, YouthId youth, Officers const& officers, float drawn)
{
    auto& y = world.youths;
    world.happenings.push_back({youth, Happens::enforcement_contact});
    if (y.stage[youth] == Stage::problematic) world.happenings.push_back({youth, Happens::referral});
    else if (drawn < static_cast<float>(officers.fine)) world.happenings.push_back({youth, Happens::fine});
    y.bond[youth] *= 1.0F - static_cast<float>(officers.trust);
}

// `chance(youth)`: of being spoken to this month, for youths of the target who live in these places.
template <class Chance>
void meet_youths(World& world, Round const& round, MonthRandom const& random, Purpose<YouthIdentity> const& purpose,
                 std::vector<NeighbourhoodId> const& places, Officers const& officers, Chance const& chance)
{
    auto const& y = world.youths;
    Column<NeighbourhoodId, std::uint8_t> covered(world.neighbourhoods.count());
    for (auto const place : places) covered[place] = 1;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (!covered[y.neighbourhood[youth]] || !in_target(world, youth, round.delivery)) continue;
        float const probability = chance(youth);
        if (probability <= 0.0F) continue;
        auto const bits = random.block(y.identity[youth], purpose, round.stream);
        if (uniform(bits[0]) < probability) speak_to(world, youth, officers, uniform(bits[1]));
    }
}

}  // namespace pijler
