#include "interventions/regulation/officers.hpp"

namespace pijler {

void meet_youths(World& world, Round const& round, MonthRandom const& random, Purpose<YouthIdentity> const& purpose,
                 std::span<NeighbourhoodId const> places, Officers const& officers, ChanceOfContact const& chance)
{
    auto& y = world.youths;
    Column<NeighbourhoodId, std::uint8_t> covered(world.neighbourhoods.count());
    for (auto const place : places) covered[place] = 1;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (!y.present[youth] || !covered[y.neighbourhood[youth]] || !in_target(world, youth, round.delivery)) continue;
        auto const bits = random.block(y.identity[youth], purpose, round.stream);
        if (uniform(bits[0]) >= chance(youth)) continue;
        world.happenings.push_back({youth, Happens::enforcement_contact});
        if (y.stage[youth] == Stage::problematic) world.happenings.push_back({youth, Happens::referral});
        else if (uniform(bits[1]) < static_cast<float>(officers.fine)) world.happenings.push_back({youth, Happens::fine});
        y.bond[youth] *= 1.0F - static_cast<float>(officers.trust);
    }
}

}  // namespace pijler
