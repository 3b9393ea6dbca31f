#include "model/count_nuisance.hpp"
#include "support/worlds.hpp"

#include <gtest/gtest.h>

namespace pijler::test {
namespace {

// A town where people use, with what its youths see of it.
class ShapeEnvironment : public testing::Test {
protected:
    ShapeEnvironment()
    {
        pijler::Run run{small_town(3000)};
        run_months(run, {}, {}, key, 0, 12);
        world = run.world;
        begin_environment(world);
        settle_environment(world, {});
    }
    Surroundings seen(World const& of) const
    {
        Surroundings around;
        observe_peers(of, observation, {1}, around);
        return around;
    }
    // Hazards of a first use of all youths after the month's decisions.
    Column<YouthId, float> hazards(World copy) const
    {
        auto const around = seen(copy);
        StartDraws draws;
        draw_starts(copy.youths, MonthRandom{key, 12}, {1}, draws);
        Column<YouthId, UseEvent> event(copy.youths.count());
        ModelParams const params;
        decide_use(copy, around, draws, params.opportunity, params.acceptance(), params.stages(), params.norms.peer_influence, MonthRandom{key, 12}, {1}, event);
        return copy.youths.start_probability;
    }
    template <class Among>
    void expect_fewer(World const& changed, Among const& among) const
    {
        auto const before = hazards(world), after = hazards(changed);
        std::size_t fewer = 0;
        for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index) {
            if (!world.youths.present[youth] || before[youth] == 0.0F) continue;
            if (among(youth)) {
                EXPECT_LT(after[youth], before[youth]) << youth.index;
                ++fewer;
            } else {
                EXPECT_EQ(after[youth], before[youth]) << youth.index;
            }
        }
        EXPECT_GT(fewer, 100U);
    }

    static void hide_in_schools(World& world, float visible)
    {
        for (SchoolId school{1}; school.index < world.schools.count(); ++school.index) world.schools.policy[school].visible = visible;
    }

    static inline RandomKey const key{3, 0};
    ObservationParams const observation;
    World world{0};
};

TEST_F(ShapeEnvironment, EveryMonthBeginsWithThePolicyInForce)
{
    auto changed = world;
    for (auto& place : changed.neighbourhoods.now) place.street = place.visible = place.free_time = 0.0F;
    for (auto& school : changed.schools.policy) school = {0.5F, -0.5F, 0.0F, 1.0F};
    changed.venues.now.fill({1.0F, 1.0F, 1.0F});
    changed.own_time.push_back({YouthId{0}, 0.0F});
    changed.coffeeshops.open.fill(0);
    changed.services.contact = 1.0F;
    changed.happenings.push_back({YouthId{0}, Happens::fine});
    begin_environment(changed);
    settle_environment(changed, {});
    EXPECT_EQ(hazards(changed), hazards(world));
    EXPECT_TRUE(hide_alike(changed, world));
    EXPECT_EQ(changed.services.contact, 0.0F);
    EXPECT_TRUE(changed.happenings.empty());
}

TEST_F(ShapeEnvironment, AClosedShopIsFurtherAway)
{
    ASSERT_GT(world.coffeeshops.count(), 0U);
    auto closed = world;
    closed.coffeeshops.open.fill(0);
    settle_environment(closed, {});
    auto const& shops = world.coffeeshops;
    for (NeighbourhoodId place{1}; place.index < world.neighbourhoods.count(); ++place.index) {
        EXPECT_NEAR(closed.neighbourhoods.now[place].legal_access, std::exp(-shops.elsewhere / shops.reach), 1e-6);
        EXPECT_GT(world.neighbourhoods.now[place].legal_access, closed.neighbourhoods.now[place].legal_access);
    }
    auto moved = world;
    moved.coffeeshops.moved_x.fill(100.0F);  // out of town
    settle_environment(moved, {});
    EXPECT_EQ(moved.neighbourhoods.now[NeighbourhoodId{1}].legal_access, closed.neighbourhoods.now[NeighbourhoodId{1}].legal_access);
}

TEST_F(ShapeEnvironment, PlacesWeighOnWhoLivesThere)
{
    auto const of_minors = [&](YouthId youth) { return world.youths.school_age[youth] < 18; };
    auto const here = [&](YouthId youth) { return world.youths.neighbourhood[youth].index == 1 || world.youths.neighbourhood[youth].index == 2; };
    auto changed = world;
    for (auto& place : changed.neighbourhoods.now) place.minors_access = 0.5F;
    settle_environment(changed, {});
    expect_fewer(changed, of_minors);
    changed = world;
    for (auto const place : {NeighbourhoodId{1}, NeighbourhoodId{2}}) changed.neighbourhoods.now[place].free_time = 0.8F;
    settle_environment(changed, {});
    expect_fewer(changed, here);
    changed = world;
    changed.venues.now.fill({1.0F, 1.0F, 1.0F});
    settle_environment(changed, {});
    auto const moment = month_of_year(12);
    expect_fewer(changed, [&](YouthId youth) { return age_in_months(world.youths, youth, moment) >= 14 * months_per_year; });
}

// Each age meets the rules of the venues that it goes to.
TEST_F(ShapeEnvironment, VenuesRulesAreMetByAge)
{
    auto& venues = world.venues;
    venues.resize(2);
    venues.attendance[VenueId{0}] = {0.25F, 0.75F};
    venues.attendance[VenueId{1}] = {0.75F, 0.25F};
    venues.in_force.fill({0.5F, 0.5F, 0.0F});
    venues.now = venues.in_force;
    venues.now[VenueId{0}] = {1.0F, 0.8F, 0.5F};
    venues.open();
    EXPECT_NEAR(venues.rules_felt.minors, 0.25 * 0.4, 1e-6);
    EXPECT_NEAR(venues.rules_felt.adults, 0.75 * 0.4, 1e-6);
    EXPECT_NEAR(venues.enforced.adults, 0.75 * 0.5, 1e-6);
    venues.now = venues.in_force;
    venues.open();
    EXPECT_EQ(venues.rules_felt.minors, 0.0F);
    EXPECT_EQ(venues.rules_felt.adults, 0.0F);
    double minors = 0.0, adults = 0.0;
    auto const town = small_town(15'000);
    ASSERT_GT(town.venues.count(), 3U);
    for (auto const& of : town.venues.attendance) minors += of.minors, adults += of.adults;
    EXPECT_NEAR(minors, 1.0, 1e-5);
    EXPECT_NEAR(adults, 1.0, 1e-5);
    EXPECT_LT(town.venues.attendance[VenueId{0}].minors, town.venues.attendance[VenueId{0}].adults);
}

TEST_F(ShapeEnvironment, TimeOfOnesOwnIsNobodyElses)
{
    auto changed = world;
    YouthId const one{700}, other{5};
    ASSERT_TRUE(world.youths.present[one] && world.youths.present[other]);
    changed.youths.stage[one] = changed.youths.stage[other] = world.youths.stage[one] = world.youths.stage[other] = Stage::never;
    changed.own_time = {{one, 1.5F}, {other, 0.5F}, {other, 0.5F}};
    settle_environment(changed, {});
    auto const before = hazards(world), after = hazards(changed);
    EXPECT_GT(after[one], before[one]);
    EXPECT_NEAR(after[other], 0.25 * before[other], 0.03 * before[other]);
    for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index)
        if (youth != one && youth != other) {
            ASSERT_EQ(after[youth], before[youth]);
        }
}

TEST_F(ShapeEnvironment, ASuspensionEndsAfterItsMonths)
{
    world.suspended = {{YouthId{3}, 2, 1.6F}};
    for (int month = 0; month < 2; ++month) {
        begin_environment(world);
        ASSERT_EQ(world.own_time.size(), 1U);
        EXPECT_EQ(world.own_time[0].youth, YouthId{3});
        EXPECT_EQ(world.own_time[0].times, 1.6F);
    }
    begin_environment(world);
    EXPECT_TRUE(world.own_time.empty());
    EXPECT_TRUE(world.suspended.empty());
}

// Hidden use looks like no use: what is seen of the group falls by what is hidden, its weight stays.
TEST_F(ShapeEnvironment, HiddenUseLooksLikeNoUse)
{
    auto changed = world;
    for (auto& place : changed.neighbourhoods.now) place.visible = 0.4F;
    hide_in_schools(changed, 0.25F);
    settle_environment(changed, {});
    EXPECT_FALSE(hide_alike(world, changed));
    auto const plain = seen(world), hidden = seen(changed);
    auto only_streets = world;
    for (auto& place : only_streets.neighbourhoods.now) place.visible = 0.4F;
    auto const streets = seen(only_streets);
    auto const& y = world.youths;
    std::size_t lower = 0;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        EXPECT_EQ(hidden.seen_weight[youth], plain.seen_weight[youth]);
        float const own = FriendWord::frequency(plain.word[youth]);
        auto const& street = plain.neighbourhoods[y.neighbourhood[youth]];
        auto const weight = static_cast<float>(observation.weight_street * observation.visibility_street);
        EXPECT_NEAR(plain.seen_use[youth] - streets.seen_use[youth], 0.6F * weight * (street.all - own * street.each), 1e-6F);
        lower += in_secondary(y.track[youth]) && hidden.seen_use[youth] < streets.seen_use[youth] ? 1 : 0;
    }
    EXPECT_GT(lower, 100U);
}

// A direct twin sees what the reference's youths saw, but for what its own levers hide: the same as looking at the reference's people
// with these levers.
TEST_F(ShapeEnvironment, ATwinSeesTheReferenceThroughItsOwnLevers)
{
    auto const reference = seen(world);
    auto twin = world;
    for (auto const place : {NeighbourhoodId{1}, NeighbourhoodId{2}}) twin.neighbourhoods.now[place].visible = 0.3F;
    hide_in_schools(twin, 0.5F);
    settle_environment(twin, {});
    auto const looked = seen(twin);
    Surroundings through;
    see_groups(twin, reference, through);
    LookAround const look{observation};
    look.otherwise_hidden(twin, reference, through, 0, twin.youths.count());
    for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index) {
        EXPECT_NEAR(through.seen_use[youth], looked.seen_use[youth], 1e-6F);
        EXPECT_EQ(through.friends[youth], reference.friends[youth]);
        bool const elsewhere = world.youths.neighbourhood[youth].index > 2 && !in_secondary(world.youths.track[youth]);
        if (elsewhere) {
            EXPECT_EQ(through.seen_use[youth], reference.seen_use[youth]);
        }
    }
}

TEST_F(ShapeEnvironment, NeighboursNoticeUseAndDealing)
{
    Surroundings const around = seen(world);
    NuisanceParams params;
    params.dealing = 0.0;
    double use = 0.0;
    for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index)
        if (world.youths.present[youth]) use += world.youths.frequency[youth];
    EXPECT_NEAR(count_nuisance(world, around, params), params.public_share * use, 1e-4 * use);
    auto quieter = world;
    for (auto& place : quieter.neighbourhoods.now) place.disturbance = 0.5F;
    EXPECT_NEAR(count_nuisance(quieter, around, params), 0.5 * params.public_share * use, 1e-4 * use);
    params.dealing = 10.0;
    EXPECT_GT(count_nuisance(world, around, params), params.public_share * use + 1.0);
}

TEST_F(ShapeEnvironment, YouthsSeeUseAroundThemUnlessItIsOutOfSight)
{
    Surroundings const around = seen(world);
    double use = 0.0, youths = 0.0;
    for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index) {
        if (!world.youths.present[youth]) continue;
        use += world.youths.frequency[youth];
        youths += 1.0;
    }
    EXPECT_NEAR(share_use_seen(world, around), use / youths, 1e-4 * use / youths);
    auto hidden = world;
    for (auto& place : hidden.neighbourhoods.now) place.visible = 0.7F;
    EXPECT_NEAR(share_use_seen(hidden, around), 0.7 * use / youths, 1e-4 * use / youths);
}

}  // namespace
}  // namespace pijler::test
