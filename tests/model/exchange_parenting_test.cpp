#include "support/worlds.hpp"

#include <gtest/gtest.h>

namespace pijler::test {
namespace {

// Ten homes in one class, in pairs of unlike parents.
class ExchangeParenting : public testing::Test {
protected:
    ExchangeParenting()
    {
        give_classes(world, 2);
        for (std::uint32_t n = 0; n < 10; ++n) {
            put_in_class(world, n, 1);
            float const x = 0.1F + 0.08F * static_cast<float>(n);
            settle(HouseholdId{n}, {ParentAnchor{x, 0.9F - x, x, x}, ParentAnchor{x + 0.05F, x, 1.0F - x, 0.5F}});
        }
    }
    void settle(HouseholdId home, std::array<ParentAnchor, parents_max> const& anchors)
    {
        homes.anchor[home] = anchors;
        homes.belief[home] = {anchors[0], anchors[1]};
    }
    void live(int months, int first_month = 0)
    {
        find_circles(world);
        for (int month = first_month; month < first_month + months; ++month) {
            observe_parents(world, circles);
            exchange_parenting(world, circles, params, month, {});
        }
    }
    double mean_knowledge(bool by_involvement) const
    {
        double sum = 0.0, weight = 0.0;
        for (std::uint32_t n = 0; n < 10; ++n)
            for (std::size_t p = 0; p < homes.parents[HouseholdId{n}]; ++p) {
                double const w = by_involvement ? static_cast<double>(homes.involvement[HouseholdId{n}][p]) : 1.0;
                sum += w * homes.belief[HouseholdId{n}][p].knowledge;
                weight += w;
            }
        return sum / weight;
    }

    World world = plain_world(12);  // 10 and 11 are in no class
    Households& homes = world.households;
    ParentCircles circles;
    ParentingParams params;
};

TEST_F(ExchangeParenting, HalvesAChangeInItsHalfLife)
{
    params.exchange_rate = 0.0;
    ParentBeliefs const was = homes.anchor[HouseholdId{3}][1];
    homes.belief[HouseholdId{3}][1] = {was.knowledge + 0.2F, was.communication - 0.1F, was.disapproval + 0.1F, was.monitoring + 0.2F};
    live(static_cast<int>(params.half_life));
    auto const is = homes.belief[HouseholdId{3}][1];
    EXPECT_NEAR(is.knowledge - was.knowledge, 0.1, 1e-5);
    EXPECT_NEAR(is.communication - was.communication, -0.05, 1e-5);
    EXPECT_NEAR(is.disapproval - was.disapproval, 0.05, 1e-5);
    EXPECT_NEAR(is.monitoring - was.monitoring, 0.1, 1e-5);
}

TEST_F(ExchangeParenting, KeepsTheMeanAndShrinksTheSpreadWhereAllAreEquallyInvolved)
{
    params.half_life = 1e12;
    double const mean = mean_knowledge(false);
    double const apart = homes.belief[HouseholdId{9}][0].knowledge - mean;
    live(24);
    EXPECT_NEAR(mean_knowledge(false), mean, 1e-4);
    EXPECT_NEAR(homes.belief[HouseholdId{9}][0].knowledge - mean, apart * std::pow(1.0 - params.exchange_rate, 24), 1e-4);
}

TEST_F(ExchangeParenting, PullsTowardsTheInvolved)
{
    params.half_life = 1e12;
    homes.involvement[HouseholdId{9}] = {0.9F, 0.9F};
    double const target = mean_knowledge(true);
    double const before = homes.belief[HouseholdId{0}][0].knowledge;
    live(1);
    EXPECT_NEAR(homes.belief[HouseholdId{0}][0].knowledge, before + params.exchange_rate * (target - before), 1e-5);
}

TEST_F(ExchangeParenting, LeavesParentsWithoutACircleAlone)
{
    params.half_life = 1e12;
    auto const before = homes.belief;
    world.youths.track[YouthId{0}] = Track::mbo;  // no longer in secondary school
    live(12);
    for (std::uint32_t n : {0U, 10U, 11U}) EXPECT_NEAR(homes.belief[HouseholdId{n}][0].knowledge, before[HouseholdId{n}][0].knowledge, 1e-6) << n;
    EXPECT_NE(homes.belief[HouseholdId{1}][0].knowledge, before[HouseholdId{1}][0].knowledge);
}

TEST_F(ExchangeParenting, FeelsTheStricterParentOrTheMean)
{
    params.half_life = 1e12;
    params.exchange_rate = 0.0;
    HouseholdId const home{11};
    world.youths.birth_offset[YouthId{11}] = 6;
    world.youths.school_age[YouthId{11}] = 12;  // 12 years in September
    settle(home, {ParentAnchor{0.3F, 0.5F, 0.8F, 0.2F}, ParentAnchor{0.3F, 0.9F, 0.6F, 0.7F}});
    struct Case {
        double strictest_share;
        std::uint8_t parents;
        double felt;
    };
    for (auto const& [share, parents, felt] : {Case{1.0, 2, 0.54}, Case{0.0, 2, 0.47}, Case{0.5, 2, 0.505}, Case{1.0, 1, 0.40}, Case{0.0, 1, 0.40}}) {
        params.strictest_share = share;
        homes.parents[home] = parents;
        live(1);
        EXPECT_NEAR(homes.felt[home].disapproval, felt, 1e-5);
        EXPECT_NEAR(world.youths.parental_disapproval[YouthId{11}], felt, 1e-5);
        EXPECT_NEAR(world.youths.parental_monitoring[YouthId{11}], parents == 2 ? 0.7 : 0.2, 1e-5);
    }
}

TEST_F(ExchangeParenting, FadesWithAgeDownToAFloor)
{
    params.half_life = 1e12;
    params.exchange_rate = 0.0;
    YouthId const youth{11};
    for (int const age : {12, 14, 18, 25}) {
        world.youths.school_age[youth] = static_cast<std::uint8_t>(age);
        for (int const month : {0, 11}) {
            live(1, month);
            double const years_over_12 = age - 12 + month / 12.0;
            EXPECT_NEAR(world.youths.parental_disapproval[youth], 0.75 * 0.55 * std::max(0.3, 1.0 - params.disapproval_age_fade * years_over_12), 1e-5) << age;
        }
    }
}

TEST_F(ExchangeParenting, GivesTheSameBitsOnAnyNumberOfThreads)
{
    auto one = small_town(1500);
    auto many = one;
    observe_parents(one, circles);
    exchange_parenting(one, circles, params, 5, {1});
    exchange_parenting(many, circles, params, 5, {8});
    EXPECT_EQ(differences(one, many), std::vector<std::string>{});
}

TEST(MeanBeliefs, AverageOverTheParentsThereAre)
{
    auto world = plain_world(1);
    HouseholdId const home{0};
    world.households.anchor[home] = {ParentAnchor{0.2F, 0.4F, 0.6F, 0.8F}, ParentAnchor{0.4F, 0.6F, 0.8F, 1.0F}};
    for (std::size_t p = 0; p < parents_max; ++p) world.households.belief[home][p] = world.households.anchor[home][p];
    ParentCircles circles;
    ParentingParams params;
    params.half_life = 1e12;
    for (int const parents : {2, 1}) {
        world.households.parents[home] = static_cast<std::uint8_t>(parents);
        observe_parents(world, circles);
        exchange_parenting(world, circles, params, 0, {});
        auto const& mean = world.households.mean_belief[home];
        double const more = parents == 2 ? 0.1 : 0.0;
        EXPECT_NEAR(mean.knowledge, 0.2 + more, 1e-5);
        EXPECT_NEAR(mean.communication, 0.4 + more, 1e-5);
        EXPECT_NEAR(mean.disapproval, 0.6 + more, 1e-5);
        EXPECT_NEAR(mean.monitoring, 0.8 + more, 1e-5);
    }
}

}  // namespace
}  // namespace pijler::test
