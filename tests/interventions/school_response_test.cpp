#include "support/rounds.hpp"

#include "model/shape_environment.hpp"

namespace pijler::test {
namespace {

class SchoolResponse : public OneRound {
protected:
    SchoolResponse() : OneRound{"school_response"} {}
    Schools& schools = world.schools;
};

TEST_F(SchoolResponse, HoldsTheBondOfPupils)
{
    EXPECT_EQ(act(), static_cast<double>(schools.count() - 1));
    EXPECT_GT(schools.count(), 2U);
    for (SchoolId school{1}; school.index < schools.count(); ++school.index) {
        EXPECT_NEAR(schools.policy[school].bond, effect("environment.school_response.bond") * pulled(spec.delivery), 1e-6);
        EXPECT_EQ(schools.policy[school].risk, 0.0F);
        EXPECT_EQ(schools.policy[school].visible, 1.0F);
    }
    EXPECT_EQ(schools.policy[SchoolId{0}].bond, 0.0F);
}

TEST_F(SchoolResponse, ComesToTheSameShareOfSchools)
{
    spec.delivery.coverage = 0.5;
    auto const units = act(0);
    EXPECT_EQ(units, static_cast<double>(share_of(schools.count() - 1, 0.5)));
    EXPECT_EQ(units, static_cast<double>(std::ranges::count_if(schools.policy, [](SchoolPolicy const& policy) { return policy.bond > 0.0F; })));
    auto const first = state_of_month(world);
    begin_environment(world);
    act(12);
    EXPECT_EQ(state_of_month(world), first);
}

TEST_F(SchoolResponse, KeepsToSchoolsThatTeachItsTracks)
{
    spec.delivery.tracks = {"vwo"};
    EXPECT_GT(act(), 0.0);
    for (SchoolId school{1}; school.index < schools.count(); ++school.index) EXPECT_EQ(schools.policy[school].bond > 0.0F, schools.teaches[school][2]);
}

TEST_F(SchoolResponse, CanExcludeAsMuchAsItHolds)
{
    act();
    auto const held = schools.policy;
    begin_environment(world);
    values["environment.school_response.bond"] = -effect("environment.school_response.bond");
    act();
    for (SchoolId school{1}; school.index < schools.count(); ++school.index) EXPECT_EQ(schools.policy[school].bond, -held[school].bond);
}

TEST_F(SchoolResponse, StrengthensTheBondOfPupilsLater)
{
    ModelParams const params;
    auto covered = pijler::Run{world}, plain = pijler::Run{world};
    spec.delivery.start = 6;
    spec.delivery.every = 1;
    run_months(covered, Programme{{spec}, values, 120}, params, RandomKey{1, 0}, 6, 11);
    run_months(plain, {}, params, RandomKey{1, 0}, 6, 11);
    double more = 0;
    for_each_youth(world, [&](YouthId youth) {
        auto const change = covered.world.youths.bond[youth] - plain.world.youths.bond[youth];
        if (in_secondary(y.track[youth]) && y.class_group[youth].index != 0) more += change;
    });
    EXPECT_GT(more, 1.0);
}

TEST_F(SchoolResponse, ChangesNothingAtZeroCoverageOrStrength)
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

TEST_F(SchoolResponse, LeavesNothingToTheNextMonth)
{
    act();
    EXPECT_NE(state_of_month(world), state_of_month(before));
    EXPECT_EQ(differences(world, before), std::vector<std::string>{});
    begin_environment(world);
    EXPECT_EQ(state_of_month(world), state_of_month(before));
}

// As in an imported population: nowhere to go, one place, no schools.
TEST_F(SchoolResponse, DoesNotMindATownWithoutSchools)
{
    world = plain_world(20);
    EXPECT_EQ(act(), 0.0);
    EXPECT_EQ(world.schools.policy[SchoolId{0}].bond, 0.0F);
}

}  // namespace
}  // namespace pijler::test
