// Traits that newcomers bring. Means over 20,000; bounds of 4.9 standard errors (a false alarm in 1e-6 of seeds), where no clamp bites.
#include "support/worlds.hpp"

#include "model/newcomers.hpp"
#include "model/scales.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace pijler::test {
namespace {

constexpr std::uint32_t many = 20'000;
RandomKey const key{5, 0};

World newcomers(NewcomerParams const& params)
{
    auto world = plain_world(many, 12);
    for (std::uint32_t n = 0; n < many; ++n) {
        HouseholdId const home{n};
        world.households.identity[home] = {n};
        give_parents(world, std::span{&home, 1}, key, params);
    }
    for_each_block({}, many, [&](std::size_t begin, std::size_t end) { give_traits(world, begin, end, key, params); });
    return world;
}

TEST(Newcomers, AreWorseAtRefusingTheMoreImpulsiveTheyAre)
{
    auto const world = newcomers({});
    double xy = 0.0, xx = 0.0;
    for (YouthId youth{0}; youth.index < many; ++youth.index) {
        double const away = world.youths.impulsivity[youth] - 0.5;
        xy += away * (world.youths.refusal_anchor[youth] - scale::refusal.centre);
        xx += away * away;
    }
    EXPECT_NEAR(xy / xx, -0.2, 4.9 * scale::refusal.sd / std::sqrt(xx));
}

TEST(Newcomers, OverrateUseByAMedianAndASpread)
{
    NewcomerParams params;
    params.norm_bias = 1.5;
    params.norm_bias_sd = 0.4;
    auto const world = newcomers(params);
    double sum = 0.0, squares = 0.0;
    for (auto const bias : world.youths.norm_bias) {
        double const away = std::log(bias / params.norm_bias);
        sum += away;
        squares += away * away;
    }
    EXPECT_NEAR(sum / many, 0.0, 4.9 * params.norm_bias_sd / std::sqrt(many));
    EXPECT_NEAR(std::sqrt(squares / many), params.norm_bias_sd, 4.9 * params.norm_bias_sd / std::sqrt(2.0 * many));
}

TEST(Newcomers, WantAsManyFriendsAsIsSaidAndNoMoreThanTheyCanHave)
{
    NewcomerParams params;
    params.wanted_friends = 7.25;
    double sum = 0.0;
    for (auto const wanted : newcomers(params).youths.sociability) sum += wanted;
    EXPECT_NEAR(sum / many, 7.25, 4.9 * 1.71 / std::sqrt(many));
    params.wanted_friends = 10.0;
    auto const world = newcomers(params);
    EXPECT_EQ(*std::ranges::max_element(world.youths.sociability), tie_capacity);
    EXPECT_EQ(*std::ranges::min_element(world.youths.sociability), 7);
}

TEST(Newcomers, HaveMoreLenientParentsWhereTheseOnceUsed)
{
    NewcomerParams without;
    without.disapproval = 0.5;
    without.own_history_leniency = 0.0;
    auto with = without;
    with.own_history_leniency = 0.1;
    auto const strict = newcomers(without), lenient = newcomers(with);
    double used = 0.0;
    for (HouseholdId home{0}; home.index < many; ++home.index)
        for (std::size_t n = 0; n < parents_max; ++n) {
            double const lost = strict.households.anchor[home][n].disapproval - lenient.households.anchor[home][n].disapproval;
            EXPECT_GE(lost, 0.0);
            EXPECT_LE(lost, 0.1 + 2e-5);
            used += lost > 0.0;
        }
    EXPECT_NEAR(used, 2.0 * many * with.own_history_share, count_bound(2.0 * many, with.own_history_share) + 10.0);  // some are clamped at 0
}

}  // namespace
}  // namespace pijler::test
