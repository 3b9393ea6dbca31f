#include "model/end_ties.hpp"
#include "support/worlds.hpp"

#include <gtest/gtest.h>

#include <map>

namespace pijler::test {
namespace {

RandomKey const key{1, 0};

void turn(World& world, int year, CalendarParams const& params = {}) { turn_school_year(world, params, MonthRandom{key, months_per_year * year}); }

std::map<YouthIdentity, YouthId> places(World const& world)
{
    std::map<YouthIdentity, YouthId> found;
    for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index)
        if (world.youths.present[youth]) found.emplace(world.youths.identity[youth], youth);
    return found;
}

TEST(TurnSchoolYear, LetsTheOldestGoAndANewCohortIn)
{
    auto const before = small_town(1500);
    auto after = before;
    turn(after, 1);
    expect_consistent(after);
    auto const was = places(before), is = places(after);
    EXPECT_EQ(was.size(), is.size());
    EXPECT_EQ(was.size(), static_cast<std::size_t>(std::ranges::count(before.youths.present, 1)));
    for (auto const& [who, place] : was) {
        auto const found = is.find(who);
        bool const left = before.youths.school_age[place] == oldest_age;
        ASSERT_EQ(found == is.end(), left) << who.value;
        if (left) continue;
        ASSERT_EQ(found->second, place);
        EXPECT_EQ(after.youths.school_age[place], before.youths.school_age[place] + 1);
        EXPECT_EQ(after.youths.impulsivity[place], before.youths.impulsivity[place]);
        EXPECT_EQ(after.households.identity[after.youths.household[place]], before.households.identity[before.youths.household[place]]);
        EXPECT_EQ(after.youths.stage[place], before.youths.stage[place]);
    }
    int new_12 = 0, new_18 = 0;
    for (auto const& [who, place] : is) {
        if (was.contains(who)) continue;
        auto const age = after.youths.school_age[place];
        EXPECT_TRUE(age == youngest_age || age == 18) << int{age};
        (age == youngest_age ? new_12 : new_18) += 1;
        EXPECT_TRUE(age == 18 || after.youths.stage[place] == Stage::never);
        EXPECT_EQ(after.youths.degree[place], 0);
    }
    EXPECT_EQ(new_12, before.demography.cohort_12);
    EXPECT_EQ(new_18, before.demography.cohort_18 - before.demography.cohort_12);
}

TEST(TurnSchoolYear, StaysConsistentAndOfOneSizeForThirtyYears)
{
    auto world = small_town(800);
    auto const youths = places(world).size();
    auto const homes = world.households.count();
    for (int year = 1; year <= 30; ++year) {
        turn(world, year);
        ASSERT_EQ(places(world).size(), youths) << year;
    }
    expect_consistent(world);
    EXPECT_LT(static_cast<double>(world.households.count()), 1.3 * static_cast<double>(homes)) << "places of households are not used again";
}

TEST(TurnSchoolYear, NeverUsesAnIdentityAgain)
{
    auto world = small_town(300);
    std::map<YouthIdentity, Share> trait;
    for (int year = 1; year <= 30; ++year) {
        for (auto const& [who, place] : places(world)) {
            auto const [entry, fresh] = trait.emplace(who, world.youths.impulsivity[place]);
            ASSERT_EQ(entry->second, world.youths.impulsivity[place]) << who.value;
        }
        turn(world, year);
    }
}

TEST(TurnSchoolYear, MovesSchoolAt16To18)
{
    auto const before = small_town(3000);
    auto after = before;
    turn(after, 1);
    for (auto const& [who, place] : places(before)) {
        auto const age = after.youths.school_age[place];
        auto const was = before.youths.track[place], is = after.youths.track[place];
        if (after.youths.identity[place] != who) continue;
        if (was == Track::vmbo && age == 16) {
            EXPECT_TRUE(is == Track::mbo || is == Track::none);
        } else if (was == Track::havo && age == 17) {
            EXPECT_TRUE(is == Track::hbo || is == Track::mbo || is == Track::work);
        } else if (was == Track::vwo && age == 18) {
            EXPECT_TRUE(is == Track::wo || is == Track::hbo || is == Track::work);
        } else if (in_secondary(was)) {
            EXPECT_EQ(is, was);
            EXPECT_EQ(after.youths.school[place], before.youths.school[place]);
        } else if (was == Track::work || was == Track::none) {
            EXPECT_EQ(is, was);
        }
    }
}

TEST(TurnSchoolYear, CutsTiesOfThoseWhoMoveOnly)
{
    auto const before = small_town(1500);
    auto after = before;
    CalendarParams params;
    params.reshuffle = 0.0;
    params.cut_on_change = 0.8;
    turn(after, 1, params);
    auto const& was = before.youths;
    auto const& is = after.youths;
    auto const moved = [&](YouthId youth) { return was.track[youth] != is.track[youth]; };
    double cut = 0, at_risk = 0;
    for (auto const& [who, place] : places(before)) {
        if (is.identity[place] != who || !is.present[place]) continue;
        for (std::size_t n = 0; n < was.degree[place]; ++n) {
            auto const other = was.ties[place][n];
            if (other.index < place.index || was.identity[other] != is.identity[other] || !is.present[other]) continue;
            if (!moved(place) && !moved(other)) {
                EXPECT_TRUE(tied(is, place, other));
            } else {
                at_risk += 1;
                cut += !tied(is, place, other);
            }
        }
    }
    EXPECT_GT(at_risk, 200.0);
    EXPECT_NEAR(cut, 0.8 * at_risk, count_bound(at_risk, 0.8));
}

// What arms can change must not change who is where: use, beliefs and parents' beliefs.
TEST(TurnSchoolYear, DoesNotDependOnBeliefsOrUse)
{
    auto plain = small_town(1500);
    auto other = plain;
    for (YouthId youth{0}; youth.index < other.youths.count(); ++youth.index) {
        if (!other.youths.present[youth]) continue;
        other.youths.stage[youth] = youth.index % 2 ? Stage::regular : Stage::former;
        other.youths.approval[youth] = other.youths.bond[youth] = other.youths.perceived_risk[youth] = 0.9F;
    }
    for (auto& beliefs : other.households.belief)
        for (auto& belief : beliefs) belief.knowledge = 0.9F;
    for (int year = 1; year <= 3; ++year) {
        turn(plain, year);
        turn(other, year);
    }
    auto const found = differences(plain, other);
    for (auto const* name : {"youths.identity", "youths.present", "youths.school_age", "youths.birth_offset", "youths.sex", "youths.track", "youths.school",
                             "youths.class_group", "youths.club", "youths.neighbourhood", "youths.household", "youths.impulsivity", "youths.sociability",
                             "youths.proneness", "youths.degree", "ties or siblings", "households.identity", "households.child"})
        EXPECT_TRUE(std::ranges::find(found, name) == found.end()) << name;
}

TEST(TurnSchoolYear, RenewsGroups)
{
    auto world = small_town(1500);
    turn(world, 1);
    std::size_t members = 0, in_class = 0;
    for (ClassId group{0}; group.index < world.classes.count(); ++group.index)
        for (auto const youth : world.classes.members.of(group)) {
            EXPECT_EQ(world.youths.class_group[youth], group);
            EXPECT_TRUE(world.youths.present[youth]);
            ++members;
        }
    for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index) in_class += world.youths.present[youth] && world.youths.class_group[youth].index != 0;
    EXPECT_EQ(members, in_class);
    EXPECT_TRUE(world.classes.members.of(ClassId{0}).empty());
}

TEST(CutTie, CutsFromBothSidesAndNoOther)
{
    auto world = plain_world(4);
    tie(world, 0, 1);
    tie(world, 0, 2);
    tie(world, 1, 3);
    cut_tie(world.youths, YouthId{0}, YouthId{1});
    EXPECT_FALSE(tied(world.youths, YouthId{0}, YouthId{1}));
    EXPECT_TRUE(tied(world.youths, YouthId{0}, YouthId{2}));
    EXPECT_TRUE(tied(world.youths, YouthId{3}, YouthId{1}));
    expect_consistent(world);
}

}  // namespace
}  // namespace pijler::test
