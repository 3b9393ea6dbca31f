#include "support/levers.hpp"

namespace pijler::test {
namespace {

class CoffeeshopLocation : public OneLever {
protected:
    CoffeeshopLocation() : OneLever{"coffeeshop_location"}
    {
        spec.delivery.fidelity = 1.0;
        give_shops();
        // A school next to the first shop, one a bit farther from the second; the third is far from all, as all other schools are.
        for (SchoolId school{1}; school.index < world.schools.count(); ++school.index) world.schools.x[school] = 1000.0F;
        world.schools.x[SchoolId{1}] = -0.2F;
        world.schools.x[SchoolId{2}] = 0.5F;
        world.schools.y[SchoolId{1}] = world.schools.y[SchoolId{2}] = 0.0F;
    }
    double of(std::string const& name) const { return effect("environment.coffeeshop_location." + name); }
    double to_nearest_school(ShopId shop) const
    {
        auto const& shops = world.coffeeshops;
        double nearest = 1e9;
        for (SchoolId school{1}; school.index < world.schools.count(); ++school.index)
            nearest = std::min(nearest, std::hypot(static_cast<double>(shops.moved_x[shop] - world.schools.x[school]), static_cast<double>(shops.moved_y[shop] - world.schools.y[school])));
        return nearest;
    }
    bool moved(ShopId shop) const
    {
        auto const& shops = world.coffeeshops;
        return shops.moved_x[shop] != shops.x[shop] || shops.moved_y[shop] != shops.y[shop];
    }
    double count_moved() const { return moved(ShopId{0}) + moved(ShopId{1}) + moved(ShopId{2}); }
};

TEST_F(CoffeeshopLocation, MovesShopsAwayFromSchools)
{
    EXPECT_EQ(month(), 3.0);
    EXPECT_TRUE(moved(ShopId{0}) && moved(ShopId{1}));
    EXPECT_FALSE(moved(ShopId{2}));
    for (ShopId shop{0}; shop.index < 2; ++shop.index) {
        EXPECT_GE(to_nearest_school(shop), of("distance") - 1e-4);
        EXPECT_LT(to_nearest_school(shop), of("distance") + 0.1);
    }
    EXPECT_EQ(differences(world, before), std::vector<std::string>{});
}

TEST_F(CoffeeshopLocation, LegalSaleGoesWhereShopsAreAndTheStreetMakesUp)
{
    month();
    bool nearer = false, farther = false;
    for (NeighbourhoodId place{1}; place.index < world.neighbourhoods.count(); ++place.index) {
        auto const& all = world.neighbourhoods;
        auto const left = now_over_in_force(place, &Locality::legal_access);
        EXPECT_EQ(all.now[place].legal_access, world.coffeeshops.access(all)[place]);
        EXPECT_NEAR(now_over_in_force(place, &Locality::street), 1.0 + of("substitution") * (1.0 - left), 1e-5);
        (left > 1.0 ? nearer : farther) = true;
    }
    EXPECT_TRUE(nearer || farther);
    values["environment.coffeeshop_location.substitution"] = 0.0;
    month();
    for (NeighbourhoodId place{1}; place.index < world.neighbourhoods.count(); ++place.index)
        EXPECT_EQ(world.neighbourhoods.now[place].street, world.neighbourhoods.in_force[place].street);
}

TEST_F(CoffeeshopLocation, ChangesNothingAtZeroCoverageOrStrength) { expect_nothing_at_zero(); }
TEST_F(CoffeeshopLocation, LeavesNothingInPlacesNextMonth) { expect_nothing_left(); }
TEST_F(CoffeeshopLocation, GoesWithoutATown) { expect_imports_survive(); }

TEST_F(CoffeeshopLocation, MovesNoShopThatIsFarEnough)
{
    values["environment.coffeeshop_location.distance"] = 0.15;
    EXPECT_EQ(month(), 3.0);
    EXPECT_TRUE(as_in_force());
}

TEST_F(CoffeeshopLocation, MovesMoreShopsAndNoOthers)
{
    values["environment.coffeeshop_location.distance"] = 3.0;
    std::array<bool, 3> fewer{};
    for (double const coverage : {0.33, 0.67, 1.0}) {
        spec.delivery.coverage = coverage;
        EXPECT_EQ(month(), std::round(3.0 * coverage));
        EXPECT_EQ(count_moved(), std::round(3.0 * coverage));
        for (std::uint32_t n = 0; n < 3; ++n) {
            EXPECT_TRUE(moved(ShopId{n}) || !fewer[n]);
            fewer[n] = moved(ShopId{n});
        }
    }
}

TEST_F(CoffeeshopLocation, LeavesClosedShopsAlone)
{
    begin_environment(world);
    world.coffeeshops.open[ShopId{0}] = 0;
    EXPECT_EQ(act(), 2.0);
    EXPECT_FALSE(moved(ShopId{0}));
    EXPECT_TRUE(moved(ShopId{1}));
}

TEST_F(CoffeeshopLocation, MovesThemPartOfTheWayAtHalfStrength)
{
    month();
    auto const all_the_way = world.coffeeshops;
    spec.delivery.strength = 0.5;
    month();
    for (ShopId shop{0}; shop.index < 3; ++shop.index) {
        EXPECT_NEAR(world.coffeeshops.moved_x[shop], 0.5F * (all_the_way.x[shop] + all_the_way.moved_x[shop]), 1e-5);
        EXPECT_NEAR(world.coffeeshops.moved_y[shop], 0.5F * (all_the_way.y[shop] + all_the_way.moved_y[shop]), 1e-5);
    }
}

}  // namespace
}  // namespace pijler::test
