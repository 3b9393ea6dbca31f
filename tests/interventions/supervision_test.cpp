#include "support/rounds.hpp"

#include "model/shape_environment.hpp"

namespace pijler::test {
namespace {

class Supervision : public OneRound {
protected:
    Supervision() : OneRound{"supervision"} { spec.delivery.coverage = 0.25; }
    double all_free_time() const
    {
        double sum = 0;
        for (NeighbourhoodId place{1}; place.index < places.count(); ++place.index) sum += places.now[place].free_time;
        return sum;
    }
    double gone() const { return effect("environment.supervision.free_time") * pulled(spec.delivery); }
    std::size_t covered() const { return share_of(places.count() - 1, spec.delivery.coverage); }
    Neighbourhoods& places = world.neighbourhoods;
};

TEST_F(Supervision, TakesTimeWithoutAdultsAwayInTheBusiestPlaces)
{
    values["environment.supervision.moved"] = 0.0;
    EXPECT_EQ(act(), effect("environment.supervision.hours") * static_cast<double>(covered()));
    EXPECT_GT(covered(), 1U);
    std::vector<float> streets;
    for (NeighbourhoodId place{1}; place.index < places.count(); ++place.index) streets.push_back(places.in_force[place].street);
    std::ranges::sort(streets, std::greater{});
    auto const busy = streets[covered() - 1];
    for (NeighbourhoodId place{1}; place.index < places.count(); ++place.index)
        EXPECT_NEAR(places.now[place].free_time, places.in_force[place].street >= busy ? 1.0 - gone() : 1.0, 1e-6);
    EXPECT_EQ(places.now[NeighbourhoodId{0}].free_time, before.neighbourhoods.now[NeighbourhoodId{0}].free_time);
}

TEST_F(Supervision, MovesPartOfThatTimeElsewhere)
{
    values["environment.supervision.moved"] = 0.6;
    auto const all = all_free_time();
    act();
    auto const n = static_cast<double>(covered()), others = static_cast<double>(places.count() - 1) - n;
    std::size_t less = 0;
    for (NeighbourhoodId place{1}; place.index < places.count(); ++place.index) {
        auto const now = places.now[place].free_time;
        if (now < 1.0F) ++less;
        EXPECT_NEAR(now, now < 1.0F ? 1.0 - gone() * 0.4 : 1.0 + n * gone() * 0.6 / others, 1e-6);
    }
    EXPECT_EQ(less, covered());
    EXPECT_NEAR(all_free_time() - all, n * gone() * (0.6 - 0.4), 1e-4);
}

TEST_F(Supervision, MovesNothingWhereAllPlacesAreCovered)
{
    spec.delivery.coverage = 1.0;
    values["environment.supervision.moved"] = 0.6;
    act();
    for (NeighbourhoodId place{1}; place.index < places.count(); ++place.index) EXPECT_NEAR(places.now[place].free_time, 1.0 - gone() * 0.4, 1e-6);
}

TEST_F(Supervision, CanWorkTheOtherWay)
{
    values["environment.supervision.free_time"] = -0.1;
    values["environment.supervision.moved"] = 0.0;
    auto const all = all_free_time();
    act();
    EXPECT_GT(all_free_time(), all);
}

TEST_F(Supervision, ChangesNothingAtZeroCoverageOrStrength)
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

TEST_F(Supervision, LeavesNothingToTheNextMonth)
{
    act();
    EXPECT_NE(state_of_month(world), state_of_month(before));
    EXPECT_EQ(differences(world, before), std::vector<std::string>{});
    begin_environment(world);
    EXPECT_EQ(state_of_month(world), state_of_month(before));
}

// As in an imported population: nowhere to go, one place, no schools.
TEST_F(Supervision, DoesNotMindATownWithoutNeighbourhoods)
{
    world = plain_world(20);
    EXPECT_EQ(act(), effect("environment.supervision.hours"));
    EXPECT_LT(world.neighbourhoods.now[NeighbourhoodId{0}].free_time, 1.0F);
}

}  // namespace
}  // namespace pijler::test
