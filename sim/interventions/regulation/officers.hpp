// What by-laws have in common: officers who speak to youths out in covered places. Care comes first: who is in need is helped, never fined.
#pragma once

#include "core/collect.hpp"
#include "interventions/intervention.hpp"
#include "model/users_of.hpp"

#include <vector>

namespace pijler {

struct Officers {
    double fine = 0.0;   // share of contacts
    double trust = 0.0;  // share of the bond that a contact costs
};

inline void lose_bond(Youths& youths, Contact const& contact) { youths.bond[contact.youth] *= 1.0F - contact.trust; }

// A youth to whom officers speak, with the draws of what comes of it.
struct Met {
    YouthId youth;
    RandomBlock bits;
};

// Those of a block whom they do; `candidates(begin, end, act)` calls act(youth) for all with a chance above 0.
template <class Candidates, class Chance>
void find_met(World const& world, Round const& round, MonthRandom const& random, Purpose<YouthIdentity> const& purpose, Column<NeighbourhoodId, std::uint8_t> const& covered,
              Candidates const& candidates, Chance const& chance, std::size_t begin, std::size_t end, std::vector<Met>& met)
{
    auto const& y = world.youths;
    BlockOf<YouthId> youths;
    std::size_t there = 0;
    candidates(begin, end, [&](YouthId youth) {
        youths[there] = youth;
        int const age = y.school_age[youth];
        there += static_cast<std::size_t>((covered[y.neighbourhood[youth]] != 0) & (age >= round.delivery.age_low) & (age <= round.delivery.age_high));
    });
    std::size_t count = 0;
    BlockOf<YouthIdentity> identity;
    for (auto const youth : std::span{youths}.first(there)) {
        youths[count] = youth;
        identity[count] = y.identity[youth];
        count += in_target(world, youth, round.delivery) ? 1 : 0;
    }
    BlockOf<RandomBlock> draws;
    random.blocks(std::span<YouthIdentity const>{identity}.first(count), purpose, round.stream, std::span{draws}.first(count));
    for (std::size_t n = 0; n < count; ++n)
        if (uniform(draws[n][0]) < chance(youths[n])) met.push_back({youths[n], draws[n]});
}

inline auto users_of(World const& world)
{
    return [&y = world.youths](std::size_t begin, std::size_t end, auto const& act) { for_each_user(y, begin, end, act); };
}
inline auto everybody()
{
    return [](std::size_t begin, std::size_t end, auto const& act) {
        for (YouthId youth{static_cast<std::uint32_t>(begin)}; youth.index < end; ++youth.index) act(youth);
    };
}

// `chance(youth)`: of being spoken to this month, for youths of the target who live in these places. Who uses problematically waits for
// treatment from then on, unless there is help already.
template <class Candidates, class Chance>
void meet_youths(World& world, Round const& round, MonthRandom const& random, Purpose<YouthIdentity> const& purpose,
                 std::vector<NeighbourhoodId> const& places, Officers const& officers, Candidates const& candidates, Chance const& chance)
{
    auto& y = world.youths;
    Column<NeighbourhoodId, std::uint8_t> covered(world.neighbourhoods.count());
    for (auto const place : places) covered[place] = 1;
    auto const all_met = collect<Met>(round.workers, y.count(), [&](std::size_t begin, std::size_t end, std::vector<Met>& met) {
        find_met(world, round, random, purpose, covered, candidates, chance, begin, end, met);
    });
    std::vector<NewCase> referred;  // few
    for (auto const& [youth, bits] : all_met) {
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
