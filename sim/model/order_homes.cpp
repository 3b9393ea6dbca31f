#include "model/order_homes.hpp"

namespace pijler {

void order_homes(World& world)
{
    auto& homes = world.households;
    HouseholdId const unplaced{static_cast<std::uint32_t>(homes.count())};
    std::vector<HouseholdId> from, to(homes.count(), unplaced);
    from.reserve(homes.count());
    auto const place = [&](HouseholdId house) {
        if (to[house.index] != unplaced) return;
        to[house.index] = {static_cast<std::uint32_t>(from.size())};
        from.push_back(house);
    };
    for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index)
        if (world.youths.present[youth]) place(world.youths.household[youth]);
    for (HouseholdId house{0}; house.index < homes.count(); ++house.index)
        if (homes.parents[house] != 0) place(house);  // their children are yet to come
    auto const occupied = from.size();
    for (HouseholdId house{0}; house.index < homes.count(); ++house.index) place(house);
    homes.reorder(from);
    for (auto& house : world.youths.household) house = to[house.index];
    world.free_households.clear();
    for (auto empty = homes.count(); empty > occupied; --empty) world.free_households.push_back({static_cast<std::uint32_t>(empty - 1)});
}

}  // namespace pijler
