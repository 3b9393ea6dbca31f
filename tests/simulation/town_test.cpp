#include "simulation/town.hpp"

#include "model/follow_substance.hpp"
#include "support/worlds.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace pijler::test {
namespace {

RandomKey const key{1, 0};

// A second substance, as the first in all else, that follows it.
TownModel two_substances(double followed)
{
    TownModel model(2);
    model[1].params.acceptance().followed = followed;
    model[1].follows = 0;
    return model;
}

Town after_months(TownModel const& model, int months, int threads = 1, std::size_t layers = 2)
{
    Town town;
    for (std::size_t n = 0; n < layers; ++n) town.emplace_back(small_town(3000));
    for (std::size_t n = 1; n < layers; ++n) town[n].world.youths.forget_ties();
    std::vector<StartDraws> draws;
    for (int month = 0; month < months; ++month) {
        MonthRandom const random{key, month};
        turn_calendar(town, model, random, {threads});
        draw_starts(town, random, {threads}, draws);
        advance_month(town, model, {random, draws, {threads}});
    }
    return town;
}

// Of having used the second substance by having used the first, at 16 to 19.
double odds_ratio(Town const& town)
{
    std::array<std::array<double, 2>, 2> count{};
    auto const& y = town[0].world.youths;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index)
        if (y.present[youth] && y.school_age[youth] >= 16 && y.school_age[youth] <= 19)
            ++count[y.stage[youth] != Stage::never][town[1].world.youths.stage[youth] != Stage::never];
    return (count[1][1] + 0.5) * (count[0][0] + 0.5) / ((count[0][1] + 0.5) * (count[1][0] + 0.5));
}

TEST(Town, AnotherSubstanceChangesNothingInTheFirst)
{
    TownModel const alone(1);
    auto const one = after_months(alone, 30, 1, 1);
    auto const two = after_months(two_substances(3.0), 30);
    EXPECT_EQ(differences(one[0].world, two[0].world), std::vector<std::string>{});
}

TEST(Town, GivesTheSameBitsOnAnyNumberOfThreads)
{
    auto const one = after_months(two_substances(3.0), 26);
    auto const eight = after_months(two_substances(3.0), 26, 8);
    for (std::size_t layer = 0; layer < 2; ++layer) EXPECT_EQ(differences(one[layer].world, eight[layer].world), std::vector<std::string>{});
}

TEST(Town, HasTheSamePeopleAndFriendsInEachLayerButOtherChances)
{
    auto const town = after_months(two_substances(0.0), 26);
    auto const& first = town[0].world.youths;
    auto const& second = town[1].world.youths;
    EXPECT_EQ(first.identity, second.identity);
    EXPECT_EQ(first.present, second.present);
    EXPECT_EQ(first.class_group, second.class_group);
    EXPECT_EQ(first.impulsivity, second.impulsivity);
    EXPECT_EQ(town[0].surroundings.per_friend, town[1].surroundings.per_friend);
    EXPECT_FALSE(second.has_ties());
    EXPECT_NE(first.stage, second.stage);
}

// Peers teach by the friendships of the reference's first layer, in the twin as in the arm, and in each layer.
TEST(Town, InItsFirstMonthAnArmIsItsDirectTwin)
{
    auto reference = after_months(two_substances(3.0), 4);
    auto peers = deliver("peer_education");
    peers.delivery.coverage = 1.0;
    peers.delivery.start = 4;
    auto model = two_substances(3.0), taught = model;
    for (auto& layer : taught) layer.programme = Programme{{peers}, {{"education.peers.message", 1.2}, {"education.peers.leaders", 0.3}}, 120};
    auto arm = reference, twin = reference;
    for (auto& layer : twin) layer.world.youths.forget_ties();
    MonthRandom const random{key, 4};
    std::vector<StartDraws> draws;
    draw_starts(reference, random, {}, draws);
    TownMonth const month{random, draws, {}};
    live_month(reference, model, month);
    live_month(arm, taught, month);
    advance_direct_twin(twin, reference, taught, month);
    for (std::size_t layer = 0; layer < 2; ++layer) {
        EXPECT_EQ(arm[layer].world.youths.start_probability, twin[layer].world.youths.start_probability);
        EXPECT_NE(arm[layer].world.youths.start_probability, reference[layer].world.youths.start_probability);
    }
}

// Whoever officers speak to on account of one substance has one bond, and loses of it in each layer once.
TEST(Town, AContactCostsTheBondInEachLayerOnce)
{
    auto ban = deliver("public_smoking_ban");
    ban.delivery.coverage = 1.0;
    auto const programme = [&](double covers) {
        return Programme{{ban}, {{"regulation.public_smoking_ban.contact", 0.2}, {"regulation.public_smoking_ban.trust", 0.3}, {"regulation.public_smoking_ban.covers", covers}}, 120};
    };
    auto const bonds_with = [&](double of_first, double of_second) {
        auto model = two_substances(3.0);
        for (auto& layer : model) layer.params.signals.false_rate = 0.0;
        model[0].programme = programme(of_first);
        model[1].programme = programme(of_second);
        auto const town = after_months(model, 6);
        EXPECT_EQ(town[0].world.youths.bond, town[1].world.youths.bond);
        return town[0].world.youths.bond;
    };
    auto const none = bonds_with(0.0, 0.0), of_first = bonds_with(1.0, 0.0), of_second = bonds_with(0.0, 1.0), of_both = bonds_with(1.0, 1.0);
    auto const lower = [&](auto const& bond, auto const& than) {
        int count = 0;
        for (YouthId youth{0}; youth.index < bond.size(); ++youth.index) {
            EXPECT_LE(bond[youth], than[youth]);
            count += bond[youth] < than[youth];
        }
        return count;
    };
    EXPECT_GT(lower(of_first, none), 10);
    EXPECT_GT(lower(of_second, none), 10);
    EXPECT_GT(lower(of_both, of_first), 0) << "who uses the second alone";
    EXPECT_GT(lower(of_both, of_second), 0);
}

// Traits, homes and friends are the same, so that who uses one is likelier to use the other though nothing else ties them.
TEST(Town, CommonPronenessTiesSubstances)
{
    auto const by_traits = odds_ratio(after_months(two_substances(0.0), 48));
    auto const followed = odds_ratio(after_months(two_substances(3.0), 48));
    EXPECT_GT(by_traits, 1.1);
    EXPECT_GT(followed, 2.0 * by_traits);
}

TEST(FollowSubstance, LeavesTheMeanOfEachAge)
{
    auto town = after_months(two_substances(0.0), 12);
    auto const before = town[1].world.youths.proneness;
    AcceptanceParams params;
    params.followed = 2.0;
    follow_substance(town[1].world, town[0].world, params);
    std::array<double, oldest_age + 1> moved{};
    auto const& y = town[1].world.youths;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (!y.present[youth]) continue;
        double const by = static_cast<double>(y.proneness[youth]) - static_cast<double>(before[youth]);
        moved[y.school_age[youth]] += by;
        EXPECT_EQ(by > 0.0, town[0].world.youths.stage[youth] != Stage::never);
        if (HasFailure()) break;
    }
    for (double const sum : moved) EXPECT_NEAR(sum, 0.0, 1e-3);
}

}  // namespace
}  // namespace pijler::test
