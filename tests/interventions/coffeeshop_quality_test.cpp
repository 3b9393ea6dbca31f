#include "support/levers.hpp"

namespace pijler::test {
namespace {

class CoffeeshopQuality : public OneLever {
protected:
    CoffeeshopQuality() : OneLever{"coffeeshop_quality"} { give_shops(); }
    double of(std::string const& name) const { return effect("regulation.coffeeshop_quality." + name); }
    double moved_by() const { return of("own_share") * (1.0 - of("moved_to_social")); }
    void expect_ended(double share) const
    {
        for (NeighbourhoodId place{0}; place.index < world.neighbourhoods.count(); ++place.index)
            EXPECT_NEAR(now_over_in_force(place, &Locality::minors_access), 1.0 - share, 1e-6);
    }
};

TEST_F(CoffeeshopQuality, EndsPartOfWhatMinorsBuyThemselves)
{
    EXPECT_EQ(month(), 3.0);
    double const ended = of("own_share") * of("compliance") * (1.0 - of("moved_to_social")) * dose();
    EXPECT_GT(ended, 0.0);
    expect_ended(ended);
    EXPECT_TRUE(lowered(&Locality::legal_access).empty());
    EXPECT_TRUE(world.happenings.empty());
    EXPECT_EQ(differences(world, before), std::vector<std::string>{});
}

TEST_F(CoffeeshopQuality, TrainsStaffOfCoveredShopsWhoCheckAges)
{
    auto const& shops = world.coffeeshops;
    for (double const coverage : {0.1, 0.33, 0.67, 1.0}) {
        spec.delivery.coverage = coverage;
        auto const covered = month();
        EXPECT_EQ(covered, std::max(1.0, std::round(3.0 * coverage)));
        EXPECT_EQ(static_cast<double>(std::ranges::count(shops.trained, 0.0F)), 3.0 - covered);
        for (ShopId shop{0}; shop.index < 3; ++shop.index) {
            EXPECT_TRUE(shops.trained[shop] == 0.0F || std::abs(shops.trained[shop] - dose()) < 1e-6F);
            EXPECT_NEAR(shops.turned_away[shop], of("compliance") * shops.trained[shop], 1e-6);
        }
    }
}

// Minors of a place are turned away as its shops do, the nearer the more they count.
TEST_F(CoffeeshopQuality, ShowsNearestToTheShopsThatAreCovered)
{
    auto& shops = world.coffeeshops;
    spec.delivery.coverage = 0.33;
    month();
    auto const trained = static_cast<std::uint32_t>(std::ranges::find_if(shops.trained, [](float t) { return t > 0.0F; }) - shops.trained.begin());
    auto const& all = world.neighbourhoods;
    float least = 1.0F, most = 0.0F;
    for (NeighbourhoodId place{1}; place.index < all.count(); ++place.index) {
        float weights = 0.0F, weight = 0.0F;
        for (ShopId shop{0}; shop.index < 3; ++shop.index) {
            float const w = std::exp(-std::hypot(all.x[place] - shops.x[shop], all.y[place] - shops.y[shop]) / shops.reach);
            weights += w;
            if (shop.index == trained) weight = w;
        }
        EXPECT_NEAR(all.now[place].minors_access, 1.0 - moved_by() * of("compliance") * dose() * weight / weights, 1e-5);
        least = std::min(least, all.now[place].minors_access);
        most = std::max(most, all.now[place].minors_access);
    }
    EXPECT_LT(least, most);
}

// Nobody checks ages in a shop that is closed, and nobody pays for it.
TEST_F(CoffeeshopQuality, LeavesClosedShopsAlone)
{
    begin_environment(world);
    world.coffeeshops.open[ShopId{1}] = 0;
    EXPECT_EQ(act(), 2.0);
    EXPECT_EQ(world.coffeeshops.trained[ShopId{1}], 0.0F);
    expect_ended(moved_by() * of("compliance") * dose());
}

TEST_F(CoffeeshopQuality, ChangesNothingAtZeroCoverageOrStrength) { expect_nothing_at_zero(); }
TEST_F(CoffeeshopQuality, LeavesNothingInPlacesNextMonth) { expect_nothing_left(); }
TEST_F(CoffeeshopQuality, GoesWithoutATown) { expect_imports_survive(); }

TEST_F(CoffeeshopQuality, EndsNothingThatOthersBuyForThem)
{
    values["regulation.coffeeshop_quality.moved_to_social"] = 1.0;
    month();
    expect_ended(0.0);
    values["regulation.coffeeshop_quality.moved_to_social"] = 0.0;
    month();
    expect_ended(of("own_share") * of("compliance") * dose());
}

}  // namespace
}  // namespace pijler::test
