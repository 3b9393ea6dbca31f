#include "support/rounds.hpp"

#include "core/math.hpp"
#include "model/raise_signals.hpp"
#include "model/shape_environment.hpp"

namespace pijler::test {
namespace {

class SchoolResponse : public OneRound {
protected:
    SchoolResponse() : OneRound{"school_response"}
    {
        // Staff notice all, and nobody else does.
        signals.parents = signals.others = signals.help_seeking = signals.false_rate = 0.0;
        signals.school = signals.occasional = signals.regular = 1.0;
    }
    // The pupils in secondary school who use and are noticed.
    std::vector<YouthId> noticed_after(double guided)
    {
        values["environment.school_response.guided"] = guided;
        spec.delivery.fidelity = 1.0;
        world.cases.clear();
        world.youths.care.fill(Care::none);
        begin_environment(world);
        act();
        raise_signals(world, signals, MonthRandom{RandomKey{1, 0}, 0});
        std::vector<YouthId> noticed;
        for (auto const& [youth, what] : world.happenings)
            if (what == Happens::signal_raised && in_secondary(y.track[youth])) noticed.push_back(youth);
        return noticed;
    }
    double response() const { return effect("environment.school_response.guided") * pulled(spec.delivery); }
    SignalParams signals;
    Schools& schools = world.schools;
};

TEST_F(SchoolResponse, GuidesPupilsWhomStaffNotice)
{
    auto const noticed = noticed_after(1.0);
    EXPECT_GT(noticed.size(), 20U);
    for (auto const youth : noticed) EXPECT_EQ(y.bond[youth], with_headroom(before.youths.bond[youth], static_cast<float>(signals.school_reaction.guidance_bond)));
    for_each_youth(world, [&](YouthId youth) {
        if (std::ranges::find(noticed, youth) == noticed.end()) {
            EXPECT_EQ(y.bond[youth], before.youths.bond[youth]);
        }
    });
    EXPECT_TRUE(world.suspended.empty());
}

TEST_F(SchoolResponse, SeesToItThatTheSignalFindsSomebody)
{
    signals.contact = 0.0;
    signals.hand_over = signals.school_reaction.guidance_contact = 1.0;
    auto const lost = [&] {
        return std::ranges::count_if(world.happenings, [&](Happening const& one) { return one.what == Happens::signal_lost && in_secondary(y.track[one.youth]); });
    };
    EXPECT_GT(noticed_after(1.0).size(), 20U);
    EXPECT_EQ(lost(), 0);
    world = before;
    auto const noticed = noticed_after(0.0);
    EXPECT_EQ(lost(), std::ssize(noticed));
}

TEST_F(SchoolResponse, SuspendsWhereItIsBelowZero)
{
    auto const noticed = noticed_after(-1.0);
    EXPECT_GT(noticed.size(), 20U);
    EXPECT_EQ(world.suspended.size(), noticed.size());
    for (auto const& one : world.suspended) {
        EXPECT_NE(std::ranges::find(noticed, one.youth), noticed.end());
        EXPECT_EQ(one.months, static_cast<int>(signals.school_reaction.suspension_months));
        EXPECT_NEAR(y.bond[one.youth], before.youths.bond[one.youth] * (1.0 - signals.school_reaction.suspension_bond), 1e-6);
        EXPECT_GT(y.approval[one.youth], before.youths.approval[one.youth]);
    }
    begin_environment(world);
    EXPECT_EQ(world.own_time.size(), noticed.size());
    // Who is noticed again is suspended anew, not twice.
    world.youths.care.fill(Care::none);
    act();
    raise_signals(world, signals, MonthRandom{RandomKey{1, 0}, 1});
    EXPECT_EQ(world.suspended.size(), noticed.size());
}

// Of those noticed it reaches the share that it says, by a draw of the pupil.
TEST_F(SchoolResponse, ReachesAShareOfThem)
{
    auto const n = static_cast<double>(noticed_after(-0.5).size());
    EXPECT_NEAR(static_cast<double>(world.suspended.size()), 0.5 * n, count_bound(n, 0.5));
}

TEST_F(SchoolResponse, HoldsTheBondOfPupils)
{
    EXPECT_EQ(act(), static_cast<double>(schools.count() - 1));
    EXPECT_GT(schools.count(), 2U);
    for (SchoolId school{1}; school.index < schools.count(); ++school.index) {
        EXPECT_NEAR(schools.policy[school].bond, effect("environment.school_response.climate") * response(), 1e-6);
        EXPECT_NEAR(schools.policy[school].response, response(), 1e-6);
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
    values["environment.school_response.guided"] = -effect("environment.school_response.guided");
    act();
    for (SchoolId school{1}; school.index < schools.count(); ++school.index) {
        EXPECT_EQ(schools.policy[school].bond, -held[school].bond);
        EXPECT_EQ(schools.policy[school].response, -held[school].response);
    }
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
