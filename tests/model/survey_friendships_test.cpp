#include "model/survey_friendships.hpp"
#include "model/end_ties.hpp"
#include "support/worlds.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace pijler::test {
namespace {

MonthRandom const march{RandomKey{1, 0}, 6};

FriendshipSurvey survey(World const& world)
{
    FriendshipSurveyor surveyor;
    return surveyor.survey(world, {}, march);
}

// Whether `from` names `to` this year: that depends on these two alone, so a world in which only one has the other shows it.
bool names(std::uint32_t from, std::uint32_t to)
{
    auto world = plain_world(std::max(from, to) + 1);
    world.youths.ties[YouthId{from}][0] = YouthId{to};
    world.youths.degree[YouthId{from}] = 1;
    return survey(world).degree > 0.0F;
}

struct Nominations {
    explicit Nominations(World const& world) : count{world.youths.count()}, named(count, std::vector<char>(count))
    {
        for (std::uint32_t i = 0; i < count; ++i)
            for (std::uint32_t j = 0; j < count; ++j) named[i][j] = tied(world.youths, YouthId{i}, YouthId{j}) && names(i, j);
    }
    double all() const
    {
        double sum = 0;
        for (auto const& row : named) sum += static_cast<double>(std::ranges::count(row, 1));
        return sum;
    }
    std::size_t count;
    std::vector<std::vector<char>> named;
};

// Twelve youths, each tied to the next and to the one after it.
World circle()
{
    auto world = plain_world(12);
    for (std::uint32_t n = 0; n < 12; ++n) {
        tie(world, n, (n + 1) % 12);
        tie(world, n, (n + 2) % 12);
    }
    return world;
}

TEST(SurveyFriendships, CountsByHandOnASmallNetwork)
{
    auto const world = circle();
    Nominations const by_hand{world};
    double returned = 0, same_sex = 0, paths = 0, closed = 0;
    for (std::size_t i = 0; i < 12; ++i)
        for (std::size_t j = 0; j < 12; ++j) {
            if (!by_hand.named[i][j]) continue;
            returned += by_hand.named[j][i];
            same_sex += i % 2 == j % 2;
            for (std::size_t k = 0; k < 12; ++k) {
                if (k == i || !by_hand.named[j][k]) continue;
                paths += 1;
                closed += by_hand.named[i][k];
            }
        }
    ASSERT_GT(paths, 10.0);
    auto const found = survey(world);
    EXPECT_FLOAT_EQ(found.degree, static_cast<float>(by_hand.all() / 12.0));
    EXPECT_FLOAT_EQ(found.reciprocity, static_cast<float>(returned / by_hand.all()));
    EXPECT_FLOAT_EQ(found.same_sex, static_cast<float>(same_sex / by_hand.all()));
    EXPECT_FLOAT_EQ(found.transitivity, static_cast<float>(closed / paths));
    EXPECT_TRUE(std::isnan(found.tie_survival));
}

TEST(SurveyFriendships, FindsNoClosureInAStarAndNothingInAnEmptyClass)
{
    auto star = plain_world(7);
    for (std::uint32_t n = 1; n < 7; ++n) tie(star, 0, n);
    EXPECT_EQ(survey(star).transitivity, 0.0F);
    auto const empty = survey(plain_world(7));
    EXPECT_EQ(empty.degree, 0.0F);
    EXPECT_TRUE(std::isnan(empty.reciprocity));
    EXPECT_TRUE(std::isnan(empty.transitivity));
    EXPECT_TRUE(std::isnan(empty.friend_odds_ratio));
}

TEST(SurveyFriendships, AsksSecondarySchoolsAndNamesEightAtMost)
{
    auto world = plain_world(14);
    for (std::uint32_t n = 1; n <= 12; ++n) tie(world, 0, n);
    for (std::uint32_t n = 1; n < 14; ++n) world.youths.degree[YouthId{n}] = 0;  // they name nobody
    double named = 0;
    for (std::uint32_t n = 1; n <= 12; ++n) named += names(0, n);
    EXPECT_FLOAT_EQ(survey(world).degree, static_cast<float>(std::min(8.0, named) / 14.0));
    for (std::uint32_t n = 1; n <= 12; ++n) world.youths.track[YouthId{n}] = Track::mbo;
    EXPECT_FLOAT_EQ(survey(world).degree, 0.0F);
}

TEST(SurveyFriendships, FollowsTiesFromYearToYear)
{
    auto world = circle();
    FriendshipSurveyor surveyor;
    auto const named = surveyor.survey(world, {}, march).degree * 12.0F;
    EXPECT_EQ(surveyor.survey(world, {}, march).tie_survival, 1.0F);  // the same month: the same names
    // One tie of youth 0 ends.
    auto const lost = static_cast<float>(names(0, 1) + names(1, 0));
    cut_tie(world.youths, YouthId{0}, YouthId{1});
    EXPECT_FLOAT_EQ(surveyor.survey(world, {}, march).tie_survival, 1.0F - lost / named);
    // Somebody else takes a place: ties with the one who left do not count.
    auto const now = surveyor.survey(world, {}, march).degree * 12.0F;
    EXPECT_GT(now, 0.0F);
    world.youths.identity[YouthId{5}] = {500};
    EXPECT_EQ(surveyor.survey(world, {}, march).tie_survival, 1.0F);
    for (std::uint32_t n = 0; n < 12; ++n)
        while (world.youths.degree[YouthId{n}] > 0) cut_tie(world.youths, YouthId{n}, world.youths.ties[YouthId{n}][0]);
    EXPECT_EQ(surveyor.survey(world, {}, march).tie_survival, 0.0F);
}

// Pairs of friends at two ages, each the other's only one; sum of a d / n over sum of b c / n.
TEST(SurveyFriendships, HasTheMantelHaenszelOddsRatio)
{
    constexpr std::uint32_t pairs = 200;
    auto world = plain_world(2 * pairs);
    std::array<std::array<double, 4>, 2> table{};
    for (std::uint32_t n = 0; n < pairs; ++n) {
        YouthId const a{2 * n}, b{2 * n + 1};
        tie(world, a.index, b.index);
        std::size_t const stratum = n % 2;
        for (auto const youth : {a, b}) world.youths.school_age[youth] = stratum == 0 ? 14 : 17;
        bool const a_uses = n % 3 == 0, b_uses = n % 5 == 0 || n % 6 == 0;
        world.youths.stage[a] = a_uses ? Stage::regular : Stage::never;
        world.youths.stage[b] = b_uses ? Stage::occasional : Stage::former;
        world.youths.track[b] = Track::mbo;  // friends out of school count
        table[stratum][static_cast<std::size_t>(b_uses * 2 + a_uses)] += 1;
        table[stratum][static_cast<std::size_t>(a_uses * 2 + b_uses)] += 1;
    }
    double above = 0, below = 0;
    for (auto const& t : table) {
        double const n = t[0] + t[1] + t[2] + t[3];
        above += t[0] * t[3] / n;
        below += t[1] * t[2] / n;
    }
    EXPECT_FLOAT_EQ(survey(world).friend_odds_ratio, static_cast<float>(above / below));
    world.youths.school_age.fill(13);
    EXPECT_TRUE(std::isnan(survey(world).friend_odds_ratio));
}

}  // namespace
}  // namespace pijler::test
