#include "support/levers.hpp"

namespace pijler::test {
namespace {

class CoffeeshopMaximum : public OneLever {
protected:
    CoffeeshopMaximum() : OneLever{"coffeeshop_maximum"}
    {
        spec.delivery.fidelity = 1.0;
        give_shops();
    }
    double substitution() const { return effect("regulation.coffeeshop_maximum.substitution"); }
    std::set<std::uint32_t> closed() const
    {
        std::set<std::uint32_t> which;
        for (ShopId shop{0}; shop.index < world.coffeeshops.count(); ++shop.index)
            if (!world.coffeeshops.open[shop]) which.insert(shop.index);
        return which;
    }
};

TEST_F(CoffeeshopMaximum, ClosesShopsAndMovesBuyersToTheStreet)
{
    EXPECT_EQ(month(), 3.0);
    EXPECT_EQ(closed().size(), 3U);
    EXPECT_GT(substitution(), 0.0);
    for (NeighbourhoodId place{1}; place.index < world.neighbourhoods.count(); ++place.index) {
        auto const left = now_over_in_force(place, &Locality::legal_access);
        EXPECT_LT(left, 1.0);
        EXPECT_NEAR(now_over_in_force(place, &Locality::street), 1.0 + substitution() * (1.0 - left), 1e-5);
    }
}

TEST_F(CoffeeshopMaximum, MovesNobodyToTheStreetWithoutSubstitution)
{
    values["regulation.coffeeshop_maximum.substitution"] = 0.0;
    month();
    for (NeighbourhoodId place{1}; place.index < world.neighbourhoods.count(); ++place.index) {
        EXPECT_LT(now_over_in_force(place, &Locality::legal_access), 1.0);
        EXPECT_EQ(world.neighbourhoods.now[place].street, world.neighbourhoods.in_force[place].street);
    }
}

TEST_F(CoffeeshopMaximum, ChangesNothingAtZeroCoverageOrStrength) { expect_nothing_at_zero(); }
TEST_F(CoffeeshopMaximum, LeavesNothingInPlacesNextMonth) { expect_nothing_left(); }
TEST_F(CoffeeshopMaximum, GoesWithoutATown) { expect_imports_survive(); }

TEST_F(CoffeeshopMaximum, ClosesMoreShopsAndReopensNone)
{
    std::set<std::uint32_t> fewer;
    for (double const coverage : {0.1, 0.33, 0.67, 1.0}) {
        spec.delivery.coverage = coverage;
        EXPECT_EQ(month(), std::max(1.0, std::round(3.0 * coverage)));
        EXPECT_EQ(static_cast<double>(closed().size()), std::max(1.0, std::round(3.0 * coverage)));
        EXPECT_TRUE(std::ranges::includes(closed(), fewer));
        fewer = closed();
    }
    // The same ones the whole run, and fewer by a weaker rule.
    spec.delivery.coverage = 0.67;
    month(0);
    auto const first = closed();
    month(1);
    EXPECT_EQ(closed(), first);
    spec.delivery.strength = 0.5;
    EXPECT_EQ(month(), 1.0);
    EXPECT_TRUE(std::ranges::includes(first, closed()));
}

// In one arm: what closes is neither moved nor checked, nor paid for, though others come first by name.
TEST_F(CoffeeshopMaximum, LeavesOtherLeversOnlyWhatIsOpen)
{
    spec.delivery.coverage = 0.67;
    auto location = deliver("coffeeshop_location"), quality = deliver("coffeeshop_quality");
    Programme const programme{{location, spec, quality}, values, 120};
    observe_peers(world, {}, {}, around);
    begin_environment(world);
    programme.act(world, around, MonthRandom{RandomKey{1, 0}, 0});
    EXPECT_EQ(world.delivered[0].contacts, 1.0);
    EXPECT_EQ(world.delivered[1].contacts, 2.0);
    EXPECT_EQ(world.delivered[2].contacts, 1.0);
    auto const& shops = world.coffeeshops;
    for (auto const shop : closed()) {
        EXPECT_EQ(shops.moved_x[ShopId{shop}], shops.x[ShopId{shop}]);
        EXPECT_EQ(shops.trained[ShopId{shop}], 0.0F);
    }
    for (auto const& delivered : world.delivered) EXPECT_EQ(delivered.rounds, 1.0);
}

TEST_F(CoffeeshopMaximum, CostsNothingWhereThereIsNoShop)
{
    world.coffeeshops.resize(0);
    for (auto const* type : {"coffeeshop_maximum", "coffeeshop_location", "coffeeshop_quality"}) {
        spec = deliver(type);
        EXPECT_EQ(month(), 0.0) << type;
        EXPECT_EQ(world.delivered[0].rounds, 0.0) << type;
        EXPECT_TRUE((Programme{{spec}, values, 120}.expected_rounds(world, 0).empty())) << type;
    }
}

}  // namespace
}  // namespace pijler::test
