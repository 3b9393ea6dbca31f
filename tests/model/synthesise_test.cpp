#include "support/worlds.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace pijler::test {
namespace {

template <class Holds>
double count_youths(World const& world, Holds const& holds)
{
    double count = 0;
    for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index)
        if (world.youths.present[youth] && holds(youth)) count += 1;
    return count;
}

// The town of 100,000 inhabitants, once for all tests.
class Town : public testing::Test {
protected:
    static World const& world()
    {
        static World const town = small_town(youths_in(small_municipality()));
        return town;
    }
    Municipality figures = small_municipality();
    Youths const& y = world().youths;

    double share(double part, int from, int to) const
    {
        return part / count_youths(world(), [&](YouthId youth) { return y.school_age[youth] >= from && y.school_age[youth] <= to; });
    }
    double with_track(Track track, int from, int to) const
    {
        return count_youths(world(), [&](YouthId youth) { return y.track[youth] == track && y.school_age[youth] >= from && y.school_age[youth] <= to; });
    }
};

TEST_F(Town, HasTheYouthsOfItsFigures)
{
    for (int age = youngest_age; age <= oldest_age; ++age) {
        auto const number = count_youths(world(), [&](YouthId youth) { return y.school_age[youth] == age; });
        EXPECT_NEAR(number, age < 18 ? figures.youths_12_17 / 6.0 : figures.youths_18_24 / 7.0, 1.0) << age;
    }
}

TEST_F(Town, IsConsistent) { expect_consistent(world()); }

// Parents are drawn per household.
TEST_F(Town, HasItsShareOfOneParentHomes)
{
    double homes = 0, one_parent = 0;
    for (HouseholdId home{0}; home.index < world().households.count(); ++home.index) {
        auto const& children = world().households.child[home];
        auto const young = std::any_of(children.begin(), children.begin() + world().households.children[home], [&](YouthId youth) { return y.school_age[youth] < 18; });
        homes += young;
        one_parent += young && world().households.parents[home] == 1;
    }
    EXPECT_GT(homes, 1000.0);
    EXPECT_NEAR(one_parent, homes * figures.one_parent_share, count_bound(homes, figures.one_parent_share));
}

// Of those aged 12 to 17 all older siblings are still at home and all younger ones planned. A household's children stand or fall
// together: bounds count at most three for one.
TEST_F(Town, HasItsShareOfSiblings)
{
    std::array<double, 3> with{};
    double all = 0;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (!y.present[youth] || y.school_age[youth] >= 18) continue;
        auto const home = y.household[youth];
        auto const children = world().households.children[home] + world().households.planned[home];
        ASSERT_GE(children, 1);
        ASSERT_LE(children, 3);
        with[static_cast<std::size_t>(children - 1)] += 1;
        all += 1;
    }
    std::array const wanted{figures.no_sibling_share, figures.one_sibling_share, 1.0 - figures.no_sibling_share - figures.one_sibling_share};
    for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(with[k], all * wanted[k], std::sqrt(3.0) * count_bound(all, wanted[k])) << k << " siblings";
}

TEST_F(Town, PutsPupilsInClassesOfItsSize)
{
    std::array<double, 3> pupils{}, classes{};
    for (ClassId group{1}; group.index < world().classes.count(); ++group.index) {
        auto const members = world().classes.members.of(group);
        if (members.empty() || !in_secondary(y.track[members[0]])) continue;
        auto const track = static_cast<std::size_t>(y.track[members[0]]);
        pupils[track] += static_cast<double>(members.size());
        classes[track] += 1;
        EXPECT_LT(members.size(), 60U);
        for (auto const youth : members) {
            EXPECT_EQ(y.track[youth], y.track[members[0]]);
            EXPECT_EQ(y.school[youth], y.school[members[0]]);
            EXPECT_EQ(y.school_age[youth], y.school_age[members[0]]);
        }
    }
    EXPECT_NEAR(pupils[0] / classes[0], figures.class_size_vmbo, 0.2 * figures.class_size_vmbo);
    for (std::size_t t : {1UL, 2UL}) EXPECT_NEAR(pupils[t] / classes[t], figures.class_size, 0.25 * figures.class_size) << t;
}

TEST_F(Town, HasItsTracksUpTo15AndChangesThemAt16To18)
{
    auto const all = count_youths(world(), [&](YouthId youth) { return y.school_age[youth] <= 15; });
    EXPECT_NEAR(with_track(Track::vmbo, 12, 15), all * figures.track_vmbo, count_bound(all, figures.track_vmbo));
    EXPECT_NEAR(with_track(Track::havo, 12, 15), all * figures.track_havo, count_bound(all, figures.track_havo));
    EXPECT_EQ(count_youths(world(), [&](YouthId youth) { return y.school_age[youth] <= 15 && !in_secondary(y.track[youth]); }), 0);
    EXPECT_EQ(with_track(Track::vmbo, 16, 25), 0);
    EXPECT_EQ(with_track(Track::havo, 17, 25), 0);
    EXPECT_EQ(with_track(Track::vwo, 18, 25), 0);
    EXPECT_GT(with_track(Track::mbo, 16, 16), 0.9 * with_track(Track::vmbo, 15, 15));
    EXPECT_EQ(count_youths(world(), [&](YouthId youth) { return in_secondary(y.track[youth]) != (y.school[youth].index != 0); }), 0);
}

// Within 6 points: routes and lengths of study are fitted, not drawn from these shares.
TEST_F(Town, HasItsStudentsAndWorkersAt18To24)
{
    EXPECT_NEAR(share(with_track(Track::mbo, 18, 24), 18, 24), figures.state_18_24_mbo, 0.06);
    EXPECT_NEAR(share(with_track(Track::hbo, 18, 24), 18, 24), figures.state_18_24_hbo, 0.06);
    EXPECT_NEAR(share(with_track(Track::wo, 18, 24), 18, 24), figures.state_18_24_wo, 0.06);
    EXPECT_NEAR(share(with_track(Track::work, 18, 24), 18, 24), figures.state_18_24_work, 0.06);
    EXPECT_NEAR(share(with_track(Track::none, 18, 24), 18, 24), figures.state_18_24_neither, 0.03);
}

TEST_F(Town, HasItsClubMembers)
{
    auto const young = count_youths(world(), [&](YouthId youth) { return y.school_age[youth] < 18; });
    auto const members = count_youths(world(), [&](YouthId youth) { return y.school_age[youth] < 18 && y.club[youth].index != 0; });
    EXPECT_NEAR(members, young * figures.club_share_12_17, count_bound(young, figures.club_share_12_17));
    auto const older = count_youths(world(), [&](YouthId youth) { return y.school_age[youth] >= 18; });
    auto const still = count_youths(world(), [&](YouthId youth) { return y.school_age[youth] >= 18 && y.club[youth].index != 0; });
    EXPECT_NEAR(still, older * figures.club_share_18_24, count_bound(older, figures.club_share_18_24));
}

TEST_F(Town, TiesYouthsWithinTheirWishAndCapacity)
{
    double ties = 0, wishes = 0;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (!y.present[youth]) continue;
        EXPECT_LE(y.degree[youth], std::min<int>(tie_capacity, y.sociability[youth] + 2));
        ties += y.degree[youth];
        wishes += y.sociability[youth];
    }
    EXPECT_NEAR(ties / wishes, 1.0, 0.3);
}

TEST_F(Town, HasTraitsThatSpreadAsScalesSay)
{
    double n = 0, sum = 0, squares = 0;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (!y.present[youth]) continue;
        n += 1;
        sum += y.impulsivity[youth];
        squares += y.impulsivity[youth] * y.impulsivity[youth];
    }
    EXPECT_NEAR(sum / n, 0.5, 0.01);
    EXPECT_NEAR(std::sqrt(squares / n - sum * sum / n / n), 0.18, 0.01);
}

TEST(Synthesise, IsAFunctionOfSeedAndReplicateAndNotOfThreads)
{
    auto const town = [](std::uint64_t seed, std::uint32_t replicate, int threads) {
        return synthesise(small_municipality(), 1200, {}, RandomKey{seed, replicate}, 0, {threads});
    };
    auto const first = town(1, 0, 1);
    EXPECT_EQ(differences(first, town(1, 0, 8)), std::vector<std::string>{});
    EXPECT_NE(differences(first, town(1, 1, 1)), std::vector<std::string>{});
    EXPECT_NE(differences(first, town(2, 0, 1)), std::vector<std::string>{});
}

TEST(Synthesise, RoundsEverythingToAtLeastOne)
{
    for (double const youths : {1.0, 14.0, 50.0, 333.0}) {
        auto const world = small_town(youths);
        expect_consistent(world);
        EXPECT_GE(world.schools.count(), 2U);
        EXPECT_NEAR(static_cast<double>(std::ranges::count(world.youths.present, std::uint8_t{1})), youths, 14.0 + 0.02 * youths);
    }
}

TEST(Synthesise, BuildsTownsOfOtherKinds)
{
    auto town = small_municipality();
    town.coffeeshops = 0;
    town.schools_vmbo = town.schools_havo_vwo = 0;
    town.schools_all_tracks = 1;
    town.youths_18_24 = 5000;  // fewer than at 12-17: some leave at 18
    auto const world = synthesise(town, youths_in(town), {}, RandomKey{1, 0}, 0, {});
    expect_consistent(world);
    auto const at_12 = count_youths(world, [&](YouthId youth) { return world.youths.school_age[youth] == 12; });
    auto const at_20 = count_youths(world, [&](YouthId youth) { return world.youths.school_age[youth] == 20; });
    EXPECT_NEAR(at_20, at_12 * (5000.0 / 7) / (6600.0 / 6), count_bound(at_12, 5000.0 / 7 / 1100));
}

}  // namespace
}  // namespace pijler::test
