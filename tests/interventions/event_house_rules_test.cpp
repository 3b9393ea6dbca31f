#include "support/rounds.hpp"

#include "model/shape_environment.hpp"

namespace pijler::test {
namespace {

class EventHouseRules : public OneRound {
protected:
    // A town with room to go out.
    EventHouseRules() : OneRound{"event_house_rules"}
    {
        venues.resize(4);
        for (VenueId venue{0}; venue.index < 4; ++venue.index) venues.attendance[venue] = attendance[venue.index];
        venues.offers.fill(1.0F);
        began = world;
    }
    float offers_after()
    {
        venues.open();
        return venues.all_offers;
    }
    std::array<float, 4> const attendance{0.2F, 0.4F, 0.1F, 0.3F};
    Venues& venues = world.venues;
    World began{0};
};

TEST_F(EventHouseRules, TakeOffersAwayInTheBiggestVenues)
{
    spec.delivery.coverage = 0.5;
    EXPECT_EQ(act(), 2.0);
    auto const left = 1.0 - effect("environment.event_house_rules.offers") * (1.0 - effect("environment.event_house_rules.displaced")) * pulled(spec.delivery);
    EXPECT_LT(left, 1.0);
    for (VenueId venue{0}; venue.index < 4; ++venue.index) EXPECT_NEAR(venues.offers[venue], attendance[venue.index] > 0.25F ? left : 1.0, 1e-6);
    EXPECT_NEAR(offers_after(), 0.7 * left + 0.3, 1e-6);
}

TEST_F(EventHouseRules, PullAsFarAsStrengthAllows)
{
    spec.delivery.strength = 0.5;
    values["environment.event_house_rules.displaced"] = 0.0;
    EXPECT_EQ(act(), 4.0);
    EXPECT_NEAR(pulled(spec.delivery), 0.5 * spec.delivery.fidelity, 1e-6);
    for (float const offers : venues.offers) EXPECT_NEAR(offers, 1.0 - pulled(spec.delivery) * effect("environment.event_house_rules.offers"), 1e-6);
}

TEST_F(EventHouseRules, SendOffersOnToAfterParties)
{
    values["environment.event_house_rules.displaced"] = 0.0;
    act();
    auto const without = offers_after();
    world = began;
    values["environment.event_house_rules.displaced"] = 0.6;
    act();
    EXPECT_NEAR(1.0F - offers_after(), 0.4F * (1.0F - without), 1e-6F);
}

TEST_F(EventHouseRules, CanWorkTheOtherWay)
{
    values["environment.event_house_rules.offers"] = -0.2;
    act();
    EXPECT_GT(offers_after(), 1.0F);
}

TEST_F(EventHouseRules, ChangesNothingAtZeroCoverageOrStrength)
{
    for (auto* zero : {&spec.delivery.coverage, &spec.delivery.strength}) {
        auto const was = *zero;
        *zero = 0.0;
        EXPECT_EQ(act(), 0.0);
        EXPECT_EQ(state_of_month(world), state_of_month(began));
        EXPECT_EQ(differences(world, began), std::vector<std::string>{});
        *zero = was;
    }
}

TEST_F(EventHouseRules, LeavesNothingToTheNextMonth)
{
    act();
    EXPECT_NE(state_of_month(world), state_of_month(began));
    EXPECT_EQ(differences(world, began), std::vector<std::string>{});
    begin_environment(world);
    EXPECT_EQ(state_of_month(world), state_of_month(began));
}

// As in an imported population: nowhere to go, one place, no schools.
TEST_F(EventHouseRules, DoesNotMindATownWithoutVenues)
{
    world = plain_world(20);
    EXPECT_EQ(act(), 0.0);
    EXPECT_EQ(offers_after(), plain_world(20).venues.all_offers);
}

}  // namespace
}  // namespace pijler::test
