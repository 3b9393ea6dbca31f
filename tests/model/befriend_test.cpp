#include "model/end_ties.hpp"
#include "support/worlds.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace pijler::test {
namespace {

RandomKey const key{1, 0};

void befriend_for(World& world, FriendshipParams const& params, int months, Workers workers = {})
{
    Friendships friendships;
    for (int month = 0; month < months; ++month) friendships.befriend(world, params, MonthRandom{key, month}, workers);
}

// 400 youths of one age without groups, each tied to those next to it in a ring.
World ring(std::size_t count = 400)
{
    auto world = plain_world(count);
    for (std::uint32_t n = 0; n < count; ++n)
        for (std::uint32_t step : {1U, 2U}) tie(world, n, (n + step) % static_cast<std::uint32_t>(count));
    return world;
}

std::set<std::pair<YouthIdentity, YouthIdentity>> ties_by_identity(World const& world)
{
    std::set<std::pair<YouthIdentity, YouthIdentity>> ties;
    auto const& y = world.youths;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index)
        for (std::size_t n = 0; n < y.degree[youth]; ++n) ties.insert(std::minmax(y.identity[youth], y.identity[y.ties[youth][n]]));
    return ties;
}

// Ties that form and end often enough to show what they follow, whatever the calibration says.
FriendshipParams lively()
{
    FriendshipParams params;
    params.reconsider = 0.5;
    params.form_intercept = 0.0;
    params.drop_intercept = 0.6;
    params.drop_outside_class = 0.5;
    params.same_sex = 3.4;
    params.common_friends = 0.5;
    params.through_friends = 0.7;
    return params;
}

// Share of ties between youths who are alike in something.
template <class Alike>
double share_alike(World const& world, Alike const& alike)
{
    double ties = 0, same = 0;
    for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index)
        for (std::size_t n = 0; n < world.youths.degree[youth]; ++n) {
            ties += 1;
            same += alike(youth, world.youths.ties[youth][n]);
        }
    return same / ties;
}

TEST(Befriend, KeepsTiesSymmetricAndWithinCapacity)
{
    auto world = small_town(1500);
    befriend_for(world, {}, 24);
    expect_consistent(world);
    for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index)
        EXPECT_LE(world.youths.degree[youth], std::min<int>(tie_capacity, world.youths.sociability[youth] + 2));
}

TEST(Befriend, KeepsWithinCapacityWhereEverybodyIsWanted)
{
    auto world = plain_world(60);
    give_classes(world, 1);
    for (std::uint32_t n = 0; n < 60; ++n) world.youths.class_group[YouthId{n}] = ClassId{1};
    world.classes.members.renew(world.youths.class_group, world.youths.present);
    world.youths.sociability.fill(12);
    FriendshipParams params;
    params.reconsider = 1.0;
    params.form_intercept = 3.0;
    befriend_for(world, params, 60);
    expect_consistent(world);
    EXPECT_GT(*std::ranges::max_element(world.youths.degree), 8);
}

// Everybody in the ring has four friends and room for one more.
TEST(Befriend, TakesTheLastPlaceToo)
{
    auto world = ring();
    world.youths.sociability.fill(3);
    FriendshipParams params;
    params.reconsider = 1.0;
    params.form_intercept = 30.0;
    params.drop_intercept = -30.0;
    befriend_for(world, params, 12);
    expect_consistent(world);
    EXPECT_GT(std::ranges::count(world.youths.degree, 5), 200);  // of 400: 290 with this seed
}

TEST(Befriend, ChangesTiesYet)
{
    auto world = ring();
    auto const before = ties_by_identity(world);
    befriend_for(world, lively(), 12);
    auto const after = ties_by_identity(world);
    std::size_t kept = 0;
    for (auto const& pair : before) kept += after.contains(pair);
    EXPECT_LT(kept, before.size());
    EXPECT_GT(after.size() - kept, 0U);
}

// Nobody makes friends, everybody has one more than wanted; a look ends a tie with probability .27 within the class, .62 outside it.
TEST(Befriend, DropsFriendsOutsideTheClassMoreEasily)
{
    auto world = ring();
    give_classes(world, 100);
    for (std::uint32_t n = 0; n < 400; ++n) {
        world.youths.class_group[YouthId{n}] = ClassId{1 + n / 4};
        world.youths.sociability[YouthId{n}] = 3;
    }
    world.classes.members.renew(world.youths.class_group, world.youths.present);
    auto const before = ties_by_identity(world);
    FriendshipParams params;
    params.reconsider = 1.0;
    params.form_intercept = -30.0;
    params.drop_intercept = -1.0;
    params.same_sex = params.age_gap = params.selection = params.common_friends = 0.0;
    params.drop_outside_class = 1.5;
    befriend_for(world, params, 2);
    auto const after = ties_by_identity(world);
    std::array<double, 2> ties{}, ended{};
    for (auto const& pair : before) {
        bool const outside = pair.first.value / 4 != pair.second.value / 4;
        ++ties[outside];
        ended[outside] += !after.contains(pair);
    }
    EXPECT_GT(ended[1] / ties[1], 1.4 * ended[0] / ties[0]);
    EXPECT_GT(ended[0], 0.0);
}

// Places in a row are no state: whoever lies first there must not be picked more easily.
TEST(Befriend, DoesNotDependOnTheOrderOfFriendsInARow)
{
    auto plain = ring();
    auto turned = plain;
    for (std::uint32_t n = 0; n < 400; ++n) {
        auto& row = turned.youths.ties[YouthId{n}];
        std::reverse(row.begin(), row.begin() + turned.youths.degree[YouthId{n}]);
        plain.youths.sociability[YouthId{n}] = turned.youths.sociability[YouthId{n}] = static_cast<std::uint8_t>(3 + n % 5);
    }
    FriendshipParams params;
    params.reconsider = 1.0;
    params.form_intercept = 3.0;  // many compete for few places
    befriend_for(plain, params, 12);
    befriend_for(turned, params, 12);
    EXPECT_TRUE(ties_by_identity(plain) == ties_by_identity(turned));
    EXPECT_FALSE(ties_by_identity(plain) == ties_by_identity(ring()));
}

TEST(Befriend, GivesTheSameBitsOnAnyNumberOfThreads)
{
    auto one = small_town(1500);
    auto many = one;
    befriend_for(one, {}, 6, {1});
    befriend_for(many, {}, 6, {8});
    EXPECT_EQ(differences(one, many), std::vector<std::string>{});
}

// A third of the youths use, at random. Ties number about 7,000; without selection the share of like pairs is that of all pairs within
// 0.05, a bound of well over 4.9 standard errors.
TEST(Befriend, SelectsFriendsOfTheSameUseOnlyWhenItIsTold)
{
    double const chance = 1.0 / 9.0 + 4.0 / 9.0;
    std::map<double, double> alike;
    for (double const selection : {0.0, 1.5}) {
        auto world = small_town(1500);
        for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index)
            world.youths.stage[youth] = (MonthRandom{key, 0}.uniform(world.youths.identity[youth], Purpose<YouthIdentity>{9'999, "test"}) < 1.0F / 3.0F) ? Stage::regular : Stage::never;
        auto params = lively();
        params.selection = selection;
        befriend_for(world, params, 48);
        alike[selection] = share_alike(world, [&](YouthId a, YouthId b) { return world.youths.stage[a] == world.youths.stage[b]; });
    }
    EXPECT_NEAR(alike[0.0], chance, 0.05);
    EXPECT_GT(alike[1.5], chance + 0.05);  // 0.637, standard deviation 0.008 over 40 seeds: a false alarm in 30,000
}

TEST(Befriend, PrefersTheSameSexAndAge)
{
    std::array<double, 2> same_sex{}, same_age{};
    for (std::size_t k = 0; k < 2; ++k) {
        SynthesisParams params;
        params.friendship = lively();
        params.friendship.form_intercept = -2.0;
        params.friendship.selection = params.friendship.common_friends = 1.0;  // so that many ties form and likeness decides
        params.friendship.same_sex = k == 0 ? 0.0 : 2.0;
        params.friendship.age_gap = k == 0 ? 0.0 : -1.0;
        auto const world = small_town(1500, 1, params);
        same_sex[k] = share_alike(world, [&](YouthId a, YouthId b) { return world.youths.sex[a] == world.youths.sex[b]; });
        same_age[k] = share_alike(world, [&](YouthId a, YouthId b) { return world.youths.school_age[a] == world.youths.school_age[b]; });
    }
    EXPECT_NEAR(same_sex[0], 0.5, 0.05);
    EXPECT_GT(same_sex[1], same_sex[0] + 0.08);
    EXPECT_GT(same_age[1], same_age[0]);
}

TEST(Befriend, TiesNobodyWhoIsInNoGroupAndHasNoFriends)
{
    auto world = small_town(1500);
    YouthId const lone{100};
    ASSERT_TRUE(world.youths.present[lone]);
    while (world.youths.degree[lone] > 0) cut_tie(world.youths, lone, world.youths.ties[lone][0]);
    world.youths.class_group[lone] = {};
    world.youths.club[lone] = {};
    renew_groups(world, {});
    befriend_for(world, {}, 24);
    EXPECT_EQ(world.youths.degree[lone], 0);
}

TEST(MeetClassmates, GivesNewcomersFriends)
{
    auto world = small_town(1500);
    turn_school_year(world, {}, MonthRandom{key, 12});
    Friendships friendships;
    friendships.meet_classmates(world, {}, key, 12, {});
    expect_consistent(world);
    double newcomers = 0, ties = 0;
    for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index) {
        if (!world.youths.present[youth] || world.youths.school_age[youth] != youngest_age) continue;
        newcomers += 1;
        ties += world.youths.degree[youth];
    }
    EXPECT_GT(ties / newcomers, 1.0);
}

}  // namespace
}  // namespace pijler::test
