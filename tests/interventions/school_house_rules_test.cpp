#include "support/rounds.hpp"

#include "model/shape_environment.hpp"

namespace pijler::test {
namespace {

class SchoolHouseRules : public OneRound {
protected:
    SchoolHouseRules() : OneRound{"school_house_rules"} {}
    Schools& schools = world.schools;
};

TEST_F(SchoolHouseRules, ShowARiskAndHideUse)
{
    spec.delivery.strength = 0.5;
    auto const pull = pulled(spec.delivery);
    EXPECT_EQ(act(), static_cast<double>(schools.count() - 1));
    for (SchoolId school{1}; school.index < schools.count(); ++school.index) {
        auto const& policy = schools.policy[school];
        EXPECT_NEAR(policy.risk, effect("regulation.school_house_rules.risk") * pull, 1e-6);
        EXPECT_NEAR(policy.visible, 1.0 - effect("regulation.school_house_rules.hidden") * pull, 1e-6);
        EXPECT_NEAR(policy.bond, -effect("regulation.school_house_rules.strictness") * pull, 1e-6);
        EXPECT_GT(policy.risk, 0.0F);
        EXPECT_LT(policy.visible, 1.0F);
    }
    EXPECT_EQ(schools.policy[SchoolId{0}].visible, 1.0F);
}

TEST_F(SchoolHouseRules, CostBondWhereTheyAreStrictOnly)
{
    values["regulation.school_house_rules.strictness"] = 0.0;
    act();
    for (auto const& policy : schools.policy) EXPECT_EQ(policy.bond, 0.0F);
    begin_environment(world);
    values["regulation.school_house_rules.strictness"] = 0.1;
    act();
    for (SchoolId school{1}; school.index < schools.count(); ++school.index) EXPECT_NEAR(schools.policy[school].bond, -0.1 * pulled(spec.delivery), 1e-6);
}

TEST_F(SchoolHouseRules, ComeToTheSameShareOfSchools)
{
    spec.delivery.coverage = 0.5;
    auto const units = act(0);
    EXPECT_EQ(units, static_cast<double>(share_of(schools.count() - 1, 0.5)));
    EXPECT_EQ(units, static_cast<double>(std::ranges::count_if(schools.policy, [](SchoolPolicy const& policy) { return policy.risk > 0.0F; })));
    auto const first = state_of_month(world);
    begin_environment(world);
    act(12);
    EXPECT_EQ(state_of_month(world), first);
}

TEST_F(SchoolHouseRules, RaiseTheRiskThatPupilsSeeLater)
{
    ModelParams const params;
    auto covered = pijler::Run{world}, plain = pijler::Run{world};
    spec.delivery.start = 6;
    spec.delivery.every = 1;
    run_months(covered, Programme{{spec}, values, 120}, params, RandomKey{1, 0}, 6, 11);
    run_months(plain, {}, params, RandomKey{1, 0}, 6, 11);
    double more = 0;
    for_each_youth(world, [&](YouthId youth) {
        auto const change = covered.world.youths.perceived_risk[youth] - plain.world.youths.perceived_risk[youth];
        if (in_secondary(y.track[youth]) && y.class_group[youth].index != 0) more += change;
    });
    EXPECT_GT(more, 1.0);
}

TEST_F(SchoolHouseRules, ChangesNothingAtZeroCoverageOrStrength)
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

TEST_F(SchoolHouseRules, LeavesNothingToTheNextMonth)
{
    act();
    EXPECT_NE(state_of_month(world), state_of_month(before));
    EXPECT_EQ(differences(world, before), std::vector<std::string>{});
    begin_environment(world);
    EXPECT_EQ(state_of_month(world), state_of_month(before));
}

// As in an imported population: nowhere to go, one place, no schools.
TEST_F(SchoolHouseRules, DoesNotMindATownWithoutSchools)
{
    world = plain_world(20);
    EXPECT_EQ(act(), 0.0);
    EXPECT_EQ(world.schools.policy[SchoolId{0}].risk, 0.0F);
}

}  // namespace
}  // namespace pijler::test
