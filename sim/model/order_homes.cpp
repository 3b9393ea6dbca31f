#include "model/order_homes.hpp"

namespace pijler {

void order_homes(World& world, Workers workers)
{
    auto& homes = world.households;
    auto& y = world.youths;
    HouseholdId const unplaced{static_cast<std::uint32_t>(homes.count())};
    std::vector<HouseholdId> from(homes.count() + 1), to(homes.count(), unplaced);
    std::uint32_t placed = 0;
    auto const place = [&](HouseholdId house, bool included) {
        bool const next = included & (to[house.index] == unplaced);
        from[placed] = house;
        to[house.index] = next ? HouseholdId{placed} : to[house.index];
        placed += next;
    };
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) place(y.household[youth], y.present[youth] != 0);
    for (HouseholdId house{0}; house.index < homes.count(); ++house.index) place(house, homes.parents[house] != 0);  // their children are yet to come
    auto const occupied = placed;
    for (HouseholdId house{0}; house.index < homes.count(); ++house.index) place(house, true);
    homes.reorder(std::span{from}.first(homes.count()), workers);
    for_each_block(workers, y.count(), [&](std::size_t begin, std::size_t end) {
        for (auto n = begin; n < end; ++n) y.household.data()[n] = to[y.household.data()[n].index];
    });
    world.free_households.clear();
    for (auto empty = unplaced.index; empty > occupied; --empty) world.free_households.push_back({empty - 1});
}

}  // namespace pijler
