#include "support/rounds.hpp"

#include "model/shape_environment.hpp"

namespace pijler::test {
namespace {

class YouthWorkHouseRules : public OneRound {
protected:
    YouthWorkHouseRules() : OneRound{"youth_work_house_rules"} { spec.delivery.coverage = 0.5; }
    std::size_t covered() const { return share_of(places.count() - 1, spec.delivery.coverage); }
    Neighbourhoods& places = world.neighbourhoods;
};

TEST_F(YouthWorkHouseRules, HideUseAndShutSomeOut)
{
    EXPECT_EQ(act(), static_cast<double>(covered()));
    auto const pull = pulled(spec.delivery);
    std::size_t hidden = 0;
    for (NeighbourhoodId place{1}; place.index < places.count(); ++place.index) {
        auto const& here = places.now[place];
        if (here.visible == 1.0F) {
            EXPECT_EQ(here.free_time, 1.0F);
            continue;
        }
        EXPECT_NEAR(here.visible, 1.0 - effect("regulation.youth_work_house_rules.hidden") * pull, 1e-6);
        EXPECT_NEAR(here.free_time, 1.0 + effect("regulation.youth_work_house_rules.shut_out") * pull, 1e-6);
        EXPECT_LT(here.visible, 1.0F);
        EXPECT_GT(here.free_time, 1.0F);
        ++hidden;
    }
    EXPECT_EQ(hidden, covered());
}

TEST_F(YouthWorkHouseRules, ShutNobodyOutAtZero)
{
    values["regulation.youth_work_house_rules.shut_out"] = 0.0;
    act();
    for (auto const& here : places.now) EXPECT_EQ(here.free_time, 1.0F);
}

TEST_F(YouthWorkHouseRules, StayWhereTheyAre)
{
    act(0);
    auto const first = state_of_month(world);
    begin_environment(world);
    act(12);
    EXPECT_EQ(state_of_month(world), first);
}

TEST_F(YouthWorkHouseRules, ChangesNothingAtZeroCoverageOrStrength)
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

TEST_F(YouthWorkHouseRules, LeavesNothingToTheNextMonth)
{
    act();
    EXPECT_NE(state_of_month(world), state_of_month(before));
    EXPECT_EQ(differences(world, before), std::vector<std::string>{});
    begin_environment(world);
    EXPECT_EQ(state_of_month(world), state_of_month(before));
}

// As in an imported population: nowhere to go, one place, no schools.
TEST_F(YouthWorkHouseRules, DoesNotMindATownWithoutNeighbourhoods)
{
    world = plain_world(20);
    EXPECT_EQ(act(), 1.0);
    EXPECT_LT(world.neighbourhoods.now[NeighbourhoodId{0}].visible, 1.0F);
}

}  // namespace
}  // namespace pijler::test
