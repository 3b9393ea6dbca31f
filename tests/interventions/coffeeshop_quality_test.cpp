#include "support/levers.hpp"

namespace pijler::test {
namespace {

class CoffeeshopQuality : public OneLever {
protected:
    CoffeeshopQuality() : OneLever{"coffeeshop_quality"} { give_shops(); }
    double of(std::string const& name) const { return effect("regulation.coffeeshop_quality." + name); }
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

TEST_F(CoffeeshopQuality, CountsTheShareOfShops)
{
    for (double const coverage : {0.1, 0.33, 0.67, 1.0}) {
        spec.delivery.coverage = coverage;
        auto const shops = month();
        EXPECT_EQ(shops, std::max(1.0, std::round(3.0 * coverage)));
        expect_ended(of("own_share") * of("compliance") * (1.0 - of("moved_to_social")) * dose() * shops / 3.0);
    }
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
