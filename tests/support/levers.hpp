// One month of one lever on a town, for the tests of levers.
#pragma once

#include "support/rounds.hpp"

#include <array>
#include <set>

namespace pijler::test {

class OneLever : public OneRound {
protected:
    explicit OneLever(std::string const& type) : OneRound{type}
    {
        spec.delivery.every = 1;
        begin_environment(world);
    }

    // A month: the environment begins anew, the lever acts, and what follows is settled.
    double month(int number = 0)
    {
        begin_environment(world);
        auto const units = act(number);
        settle_environment(world, {});
        return units;
    }
    static std::array<float, 7> values_of(Locality const& here)
    {
        return {here.legal_access, here.minors_access, here.street, here.free_time, here.visible, here.disturbance, here.home_grown};
    }
    bool touched(NeighbourhoodId place) const { return values_of(world.neighbourhoods.now[place]) != values_of(world.neighbourhoods.in_force[place]); }
    bool as_in_force() const
    {
        auto const& shops = world.coffeeshops;
        bool same = shops.moved_x == shops.x && shops.moved_y == shops.y && std::ranges::all_of(shops.open, [](auto open) { return open != 0; });
        for (NeighbourhoodId place{0}; place.index < world.neighbourhoods.count(); ++place.index) same = same && !touched(place);
        return same && world.happenings.empty();
    }
    double places() const { return static_cast<double>(world.neighbourhoods.count() - 1); }
    // Where the month's `value` lies beneath what is in force.
    std::set<NeighbourhoodId> lowered(float Locality::* value) const
    {
        std::set<NeighbourhoodId> which;
        for (NeighbourhoodId place{1}; place.index < world.neighbourhoods.count(); ++place.index)
            if (world.neighbourhoods.now[place].*value < world.neighbourhoods.in_force[place].*value) which.insert(place);
        return which;
    }
    double count(Happens what) const
    {
        return static_cast<double>(std::ranges::count(world.happenings, what, &Happening::what));
    }
    double now_over_in_force(NeighbourhoodId place, float Locality::* value) const
    {
        return world.neighbourhoods.now[place].*value / world.neighbourhoods.in_force[place].*value;
    }
    // Three shops, the first in the middle of the town.
    void give_shops()
    {
        auto& shops = world.coffeeshops;
        shops.resize(3);
        for (std::uint32_t n = 0; n < 3; ++n) {
            shops.x[ShopId{n}] = static_cast<float>(n);
            shops.y[ShopId{n}] = 0.0F;
        }
        open_as_in_force(shops);
        auto& all = world.neighbourhoods;
        auto const access = shops.access(all);
        for (NeighbourhoodId place{1}; place.index < all.count(); ++place.index) all.in_force[place].legal_access = access[place];
    }

    // What holds of every lever.
    void expect_nothing_at_zero()
    {
        for (auto* zero : {&spec.delivery.coverage, &spec.delivery.strength}) {
            auto const was = *zero;
            *zero = 0.0;
            EXPECT_EQ(month(), 0.0);
            EXPECT_EQ(differences(world, before), std::vector<std::string>{});
            EXPECT_TRUE(as_in_force());
            *zero = was;
        }
    }
    void expect_nothing_left()
    {
        EXPECT_GT(month(), 0.0);
        EXPECT_FALSE(as_in_force());
        begin_environment(world);
        EXPECT_TRUE(as_in_force());
    }
    // More coverage adds places to those of less.
    void expect_places_added(float Locality::* value)
    {
        spec.delivery.coverage = 0.3;
        EXPECT_EQ(month(), std::round(0.3 * places()));
        auto const few = lowered(value);
        EXPECT_EQ(static_cast<double>(few.size()), std::round(0.3 * places()));
        spec.delivery.coverage = 0.8;
        EXPECT_EQ(month(), std::round(0.8 * places()));
        auto const many = lowered(value);
        EXPECT_EQ(static_cast<double>(many.size()), std::round(0.8 * places()));
        EXPECT_TRUE(std::ranges::includes(many, few));
    }
    // A lever does not crash in a world without places, schools, shops and venues.
    void expect_imports_survive()
    {
        world = plain_world(50);
        spec.delivery.coverage = 0.5;
        EXPECT_GE(month(), 0.0);
    }
};

}  // namespace pijler::test
