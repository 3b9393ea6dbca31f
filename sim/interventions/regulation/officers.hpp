// What by-laws have in common: officers who speak to youths out in covered places. Care comes first: who is in need is helped, never fined.
#pragma once

#include "interventions/intervention.hpp"

#include <vector>

namespace pijler {

struct Officers {
    double fine = 0.0;   // share of contacts
    double trust = 0.0;  // share of the bond that a contact costs
};

inline void lose_bond(Youths& youths, Contact const& contact) { youths.bond[contact.youth] *= 1.0F - contact.trust; }

// `chance(youth)`: of being spoken to this month, for youths of the target who live in these places. Who uses problematically waits for
// treatment from then on, unless there is help already.
template <class Chance>
void meet_youths(World& world, Round const& round, MonthRandom const& random, Purpose<YouthIdentity> const& purpose,
                 std::vector<NeighbourhoodId> const& places, Officers const& officers, Chance const& chance)
{
    auto& y = world.youths;
    Column<NeighbourhoodId, std::uint8_t> covered(world.neighbourhoods.count());
    for (auto const place : places) covered[place] = 1;
    std::vector<NewCase> referred;  // few
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        float const probability = chance(youth);  // 0 for most
        if (probability <= 0.0F || !covered[y.neighbourhood[youth]] || !in_target(world, youth, round.delivery)) continue;
        auto const bits = random.block(y.identity[youth], purpose, round.stream);
        if (uniform(bits[0]) >= probability) continue;
        world.happenings.push_back({youth, Happens::enforcement_contact});
        world.contacts.push_back({round.stream, youth, static_cast<float>(officers.trust)});
        lose_bond(y, world.contacts.back());
        if (y.stage[youth] != Stage::problematic) {
            if (uniform(bits[1]) < static_cast<float>(officers.fine)) world.happenings.push_back({youth, Happens::fine});
        } else if (y.care[youth] == Care::none) {
            referred.push_back({{youth, Care::treatment, true, 0}, bits[2]});
        }
    }
    let_wait(world, referred);
}

}  // namespace pijler
