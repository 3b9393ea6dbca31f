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
    double gone() const { return effect("environment.supervision.free_time") * pulled(spec.delivery); }  // at the hours it is stated for
    // Hours paid, and the share of its time without adults that a covered place loses.
    std::pair<double, double> acting_for(double hours)
    {
        begin_environment(world);
        values["environment.supervision.hours"] = hours;
        values["environment.supervision.moved"] = 0.0;
        auto const paid = act();
        return {paid, 1.0 - std::ranges::min(places.now, {}, &Locality::free_time).free_time};
    }
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

TEST_F(Supervision, ActsByTheHoursThatArePaid)
{
    auto const [paid, lost] = acting_for(40.0);
    EXPECT_EQ(paid, 40.0 * static_cast<double>(covered()));
    EXPECT_NEAR(lost, gone(), 1e-6);
    auto const [paid_twice, lost_twice] = acting_for(80.0);
    EXPECT_EQ(paid_twice, 2.0 * paid);
    EXPECT_NEAR(1.0 - lost_twice, (1.0 - lost) * (1.0 - lost), 1e-6);
    auto const [paid_little, lost_little] = acting_for(4.0);
    EXPECT_NEAR(paid_little, 0.1 * paid, 1e-9);
    EXPECT_NEAR(std::pow(1.0 - lost_little, 10.0), 1.0 - lost, 1e-5);
    // A dose is hours.
    spec.delivery.dose = 2.0;
    EXPECT_EQ(acting_for(40.0), std::pair(paid_twice, lost_twice));
    spec.delivery.dose = 0.5;
    EXPECT_EQ(acting_for(8.0), std::pair(paid_little, lost_little));
}

TEST_F(Supervision, IsNothingWithoutHours)
{
    values["environment.supervision.moved"] = 0.3;
    values["environment.supervision.hours"] = 0.0;
    EXPECT_EQ(act(), 0.0);
    EXPECT_EQ(state_of_month(world), state_of_month(before));
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
