#include "support/rounds.hpp"

#include "model/shape_environment.hpp"

namespace pijler::test {
namespace {

class LeisureOffer : public OneRound {
protected:
    LeisureOffer() : OneRound{"leisure_offer"} { spec.delivery.coverage = 0.5; }
    std::size_t covered() const { return share_of(places.count() - 1, spec.delivery.coverage); }
    Neighbourhoods& places = world.neighbourhoods;
};

TEST_F(LeisureOffer, TakesUpTimeWithoutAdultsInCoveredPlaces)
{
    EXPECT_EQ(act(), static_cast<double>(covered()));
    auto const left = 1.0 - effect("environment.leisure_offer.free_time") * pulled(spec.delivery);
    std::size_t less = 0;
    for (NeighbourhoodId place{1}; place.index < places.count(); ++place.index) {
        if (places.now[place].free_time == 1.0F) continue;
        EXPECT_NEAR(places.now[place].free_time, left, 1e-6);
        ++less;
    }
    EXPECT_EQ(less, covered());
    EXPECT_LT(left, 1.0);
}

TEST_F(LeisureOffer, StaysWhereItIs)
{
    act(0);
    auto const first = state_of_month(world);
    begin_environment(world);
    act(12);
    EXPECT_EQ(state_of_month(world), first);
}

TEST_F(LeisureOffer, KeepsToItsNeighbourhoods)
{
    spec.delivery.neighbourhoods = {"centre"};
    spec.delivery.coverage = 1.0;
    EXPECT_GT(act(), 0.0);
    for (NeighbourhoodId place{1}; place.index < places.count(); ++place.index)
        EXPECT_EQ(places.now[place].free_time < 1.0F, places.type[place] == NeighbourhoodType::centre);
}

TEST_F(LeisureOffer, CanWorkTheOtherWay)
{
    values["environment.leisure_offer.free_time"] = -0.2;
    act();
    EXPECT_TRUE(std::ranges::any_of(places.now, [](Locality const& here) { return here.free_time > 1.0F; }));
}

TEST_F(LeisureOffer, ChangesNothingAtZeroCoverageOrStrength)
{
    for (auto* zero : {&spec.delivery.coverage, &spec.delivery.strength}) {
        auto const was = *zero;
        *zero = 0.0;
        EXPECT_EQ(act(), 0.0);
        EXPECT_EQ(state_of_month(world), state_of_month(before));
        EXPECT_EQ(differences(world, before), std::vector<std::string>{});
        *zero = was;
    }
}

TEST_F(LeisureOffer, LeavesNothingToTheNextMonth)
{
    act();
    EXPECT_NE(state_of_month(world), state_of_month(before));
    EXPECT_EQ(differences(world, before), std::vector<std::string>{});
    begin_environment(world);
    EXPECT_EQ(state_of_month(world), state_of_month(before));
}

// As in an imported population: nowhere to go, one place, no schools.
TEST_F(LeisureOffer, DoesNotMindATownWithoutNeighbourhoods)
{
    world = plain_world(20);
    EXPECT_EQ(act(), 1.0);
    EXPECT_LT(world.neighbourhoods.now[NeighbourhoodId{0}].free_time, 1.0F);
}

}  // namespace
}  // namespace pijler::test
