#include "support/worlds.hpp"

#include "model/scales.hpp"

#include <gtest/gtest.h>

namespace pijler::test {
namespace {

constexpr int month = 5;  // February
constexpr std::size_t many = 60'000;

// A great many alike youths of 15, each on its own.
class DecideUse : public testing::Test {
protected:
    DecideUse()
    {
        y.parental_disapproval.fill(scale::parental_disapproval.centre);
        y.parental_monitoring.fill(0.5F);
        world.neighbourhoods.now.fill({.legal_access = 0.6F, .street = 0.4F});
        world.neighbourhoods.open();
        // All else at its centre, acceptance is the intercept alone.
        acceptance.male = 0.0;
    }
    void decide()
    {
        renew_groups(world, acceptance);
        observe_peers(world, {}, {}, around);
        draw_starts(y, random, {}, draws);
        decide_use(world, around, draws, opportunity, acceptance, stages, peer_influence, random, {}, event);
    }
    double count(UseEvent what) const { return static_cast<double>(std::ranges::count(event, what)); }
    double count(Stage stage) const { return static_cast<double>(std::ranges::count(y.stage, stage)); }
    void all_use(Stage stage, float frequency)
    {
        y.stage.fill(stage);
        y.frequency.fill(frequency);
        y.curiosity.fill(0.0F);
        y.months_since_use.fill(stage == Stage::former ? 20 : 0);
    }

    double age() const { return 15.0 - 0.5 + (6.0 + month + 0.5) / 12.0; }
    // Offers a year without users around, for the youths above.
    double offers() const
    {
        double const alone = 1.0 - (1.0 - opportunity.unsupervised_at_12) * std::pow((18.0 - age()) / 6.0, 2);
        double const watched = opportunity.monitoring * (20.0 - age()) / 8.0 * 0.5;
        double const outside = opportunity.availability * (0.6 * opportunity.leak + 0.4) + opportunity.going_out * (age() - 14.0) / 4.0;
        return alone * (1.0 - watched) * outside;
    }
    double accepts(double log_odds = 0.0) const { return 1.0 / (1.0 + std::exp(-(acceptance.intercept + acceptance.age_to_17 * (age() - 15.0) + log_odds))); }
    double starts(double log_odds = 0.0, double more_offers = 0.0) const { return (1.0 - std::exp(-(offers() + more_offers) / 12.0)) * accepts(log_odds); }

    MonthRandom const random{RandomKey{1, 0}, month};
    World world = plain_world(many, 15);
    Youths& y = world.youths;
    Surroundings around;
    StartDraws draws;
    OpportunityParams opportunity;
    AcceptanceParams acceptance;
    StageParams stages;
    double peer_influence = 1.0;
    Column<YouthId, UseEvent> event;
};

TEST_F(DecideUse, StartsNobodyWithoutOffers)
{
    opportunity.friends = opportunity.older_friends = opportunity.availability = opportunity.going_out = 0.0;
    acceptance.intercept = 3.0;
    all_use(Stage::former, 0.0F);
    for (std::uint32_t n = 0; n < many / 2; ++n) y.stage[YouthId{n}] = Stage::never;
    decide();
    EXPECT_EQ(count(UseEvent::nothing), static_cast<double>(many));
    for (auto const p : y.start_probability) ASSERT_EQ(p, 0.0F);
}

TEST_F(DecideUse, HasTheClosedFormOfOfferTimesAcceptance)
{
    decide();
    for (auto const p : y.start_probability) ASSERT_NEAR(p, starts(), 1e-6);
}

TEST_F(DecideUse, StartsAsManyAsItsProbabilitySays)
{
    opportunity.availability = 1.0;
    acceptance.intercept = 1.0;
    decide();
    double const p = starts();
    EXPECT_GT(p, 0.02);
    EXPECT_NEAR(count(UseEvent::start), many * p, count_bound(many, p));
    for (YouthId youth{0}; youth.index < many; ++youth.index) {
        bool const started = draws[youth] < y.start_probability[youth];
        ASSERT_EQ(event[youth] == UseEvent::start, started);
        ASSERT_EQ(y.stage[youth], started ? Stage::occasional : Stage::never);
        ASSERT_EQ(y.just_started[youth], started);
        ASSERT_EQ(y.months_since_use[youth], started ? 0 : 255);
        ASSERT_EQ(y.curiosity[youth] == 0.0F, started);
        ASSERT_EQ(y.frequency[youth] > 0.0F, started);
    }
}

TEST_F(DecideUse, AddsEachPredictorPerStandardDeviation)
{
    auto const expect_effect = [&](auto& state, Scale const& scale, double weight) {
        YouthId const youth{7};
        state[youth] = scale.centre + scale.sd;
        decide();
        EXPECT_NEAR(y.start_probability[youth] / starts(weight), 1.0, 1e-4) << weight;
        EXPECT_NEAR(y.start_probability[YouthId{8}] / starts(), 1.0, 1e-4);
        state[youth] = scale.centre;
        y.stage.fill(Stage::never);
        y.curiosity.fill(scale::curiosity.centre);
    };
    AcceptanceParams const a;
    expect_effect(y.descriptive_norm, scale::descriptive_norm, a.descriptive);
    expect_effect(y.injunctive_norm, scale::injunctive_norm, a.injunctive);
    expect_effect(y.approval, scale::approval, a.approval);
    expect_effect(y.curiosity, scale::curiosity, a.curiosity);
    expect_effect(y.impulsivity, scale::impulsivity, a.impulsivity);
    expect_effect(y.sensation_seeking, scale::sensation_seeking, a.sensation_seeking);
    expect_effect(y.perceived_risk, scale::perceived_risk, a.risk);
    expect_effect(y.refusal, scale::refusal, a.refusal);
    expect_effect(y.parental_disapproval, scale::parental_disapproval, a.parents);
    expect_effect(y.bond, scale::bond, a.bond);
}

TEST_F(DecideUse, FallsWithAgeWhenYouthsMatureOut)
{
    for (int const years : {17, 19, 22, 25}) {
        y.school_age.fill(static_cast<std::uint8_t>(years));
        decide();
        double const exact = (age_in_months(years, 6, month) + 0.5) / 12.0;
        double const out = exact < 18.0 ? (exact - 14.0) / 4.0 : exact < 22.0 ? 1.0 : 1.0 - 0.1 * (exact - 22.0);
        double const to_go = std::max(0.0, (18.0 - exact) / 6.0);
        double const alone = 1.0 - (1.0 - opportunity.unsupervised_at_12) * to_go * to_go;
        double const watched = opportunity.monitoring * std::max(0.0, (20.0 - exact) / 8.0) * 0.5;
        double const legal = years >= 18 ? 1.0 : opportunity.leak;
        double const offered = alone * (1.0 - watched) * (opportunity.availability * (0.6 * legal + 0.4) + opportunity.going_out * out);
        double const log_odds = acceptance.intercept + acceptance.age_to_17 * (std::min(exact, 17.0) - 15.0) + acceptance.age_over_17 * std::max(0.0, exact - 17.0);
        double const expected = (1.0 - std::exp(-offered / 12.0)) / (1.0 + std::exp(-log_odds));
        EXPECT_NEAR(y.start_probability[YouthId{0}] / expected, 1.0, 1e-4) << years;
    }
    EXPECT_LT(acceptance.age_over_17, 0.0);
}

TEST_F(DecideUse, AddsTheSchoolsOwnLevel)
{
    world.schools.effect[SchoolId{0}] = 0.4F;
    decide();
    EXPECT_NEAR(y.start_probability[YouthId{0}] / starts(0.4), 1.0, 1e-4);
}

TEST_F(DecideUse, GetsOffersFromFriendsWhoUse)
{
    y.stage[YouthId{1}] = Stage::regular;
    y.frequency[YouthId{1}] = 1.0F;
    y.school_age[YouthId{1}] = 18;
    tie(world, 0, 1);
    tie(world, 0, 2);
    decide();
    double const alone = offers() / (opportunity.availability * (0.6 * opportunity.leak + 0.4) + opportunity.going_out * (age() - 14.0) / 4.0);
    double const friends = opportunity.friends * (1.0 - std::exp(-opportunity.friends_saturation * 1.0)) + opportunity.older_friends * 0.5;
    EXPECT_NEAR(y.start_probability[YouthId{0}] / starts(0.0, alone * friends), 1.0, 1e-4);
    EXPECT_NEAR(y.start_probability[YouthId{2}] / starts(), 1.0, 1e-4);
}

// One friend of two uses half of the months; who has no friends is neither drawn nor held back.
TEST_F(DecideUse, FollowsWhatFriendsDoWhereItIsTheAverageAlterThatCounts)
{
    opportunity.friends = opportunity.older_friends = 0.0;
    tie(world, 0, 1);
    tie(world, 0, 2);
    y.descriptive_norm.fill(scale::descriptive_norm.centre + scale::descriptive_norm.sd);
    for (double const share : {0.0, 0.4, 1.0}) {
        for (std::uint32_t const n : {0U, 2U, 7U}) {
            y.stage[YouthId{n}] = Stage::never;
            y.frequency[YouthId{n}] = 0.0F;
            y.curiosity[YouthId{n}] = scale::curiosity.centre;
        }
        y.stage[YouthId{1}] = Stage::occasional;
        y.frequency[YouthId{1}] = 0.5F;
        acceptance.average_alter = share;
        decide();
        double const believed = (1.0 - share) * acceptance.descriptive;
        double const done = share * acceptance.descriptive * static_cast<double>(scale::friends_use(0.25F));
        EXPECT_NEAR(y.start_probability[YouthId{0}] / starts(believed + done), 1.0, 1e-4) << share;
        EXPECT_NEAR(y.start_probability[YouthId{7}] / starts(believed), 1.0, 1e-4) << share;
    }
}

TEST_F(DecideUse, DoesNotDependOnFriendsWithoutPeerInfluence)
{
    peer_influence = 0.0;
    acceptance.average_alter = 0.5;
    y.stage[YouthId{1}] = Stage::regular;
    y.frequency[YouthId{1}] = 1.0F;
    y.school_age[YouthId{1}] = 18;
    tie(world, 0, 1);
    y.descriptive_norm[YouthId{0}] = 0.9F;
    y.injunctive_norm[YouthId{0}] = 0.9F;
    decide();
    EXPECT_EQ(y.start_probability[YouthId{0}], y.start_probability[YouthId{2}]);
}

TEST_F(DecideUse, SellsToAdultsAndLeaksToMinors)
{
    y.school_age[YouthId{0}] = 18;
    y.school_age[YouthId{1}] = 17;
    for (std::uint32_t n : {0U, 1U}) y.birth_offset[YouthId{n}] = n == 0 ? 0 : 11;  // nearly of an age
    opportunity.going_out = 0.0;
    opportunity.leak = 0.0;
    for (auto& place : world.neighbourhoods.now) place.street = 0.0F;
    world.neighbourhoods.open();
    decide();
    EXPECT_GT(y.start_probability[YouthId{0}], 0.0F);
    EXPECT_EQ(y.start_probability[YouthId{1}], 0.0F);
}

TEST_F(DecideUse, SparesEmptyPlaces)
{
    acceptance.intercept = 3.0;
    opportunity.availability = 1.0;
    for (std::uint32_t n = 0; n < many / 2; ++n) y.present[YouthId{n}] = 0;
    decide();
    for (std::uint32_t n = 0; n < many / 2; ++n) {
        ASSERT_EQ(event[YouthId{n}], UseEvent::nothing);
        ASSERT_EQ(y.stage[YouthId{n}], Stage::never);
    }
    EXPECT_GT(count(UseEvent::start), 0.0);
}

TEST_F(DecideUse, RelapsesWithTheLogOddsOfAFormerUser)
{
    all_use(Stage::former, 0.0F);
    decide();
    double const p = starts(acceptance.relapse);
    EXPECT_NEAR(count(UseEvent::relapse), many * p, count_bound(many, p));
    EXPECT_EQ(count(UseEvent::start), 0.0);
    EXPECT_EQ(count(Stage::occasional), count(UseEvent::relapse));
    for (YouthId youth{0}; youth.index < many; ++youth.index) {
        ASSERT_EQ(y.months_since_use[youth], event[youth] == UseEvent::relapse ? 0 : 21);
        ASSERT_EQ(y.start_probability[youth], 0.0F);
    }
}

// Competing rates a year: a way's share is rate / all rates of 1 - exp(-all rates / 12).
TEST_F(DecideUse, MovesBetweenStagesAtItsRates)
{
    struct Way {
        Stage from, to;
        double rate, all;
    };
    double const young = std::exp(stages.quit_under_16 * (16.0 - age()));
    double const of_occasional = stages.occasional_to_regular + stages.quit_occasional * young;
    double const of_regular = stages.regular_to_problematic + (stages.regular_to_occasional + stages.quit_regular) * young;
    double const of_problematic = (stages.problematic_to_regular + stages.quit_problematic) * young;
    for (auto const& [from, to, rate, all] : {Way{Stage::occasional, Stage::regular, stages.occasional_to_regular, of_occasional},
                                             Way{Stage::occasional, Stage::former, stages.quit_occasional * young, of_occasional},
                                             Way{Stage::regular, Stage::problematic, stages.regular_to_problematic, of_regular},
                                             Way{Stage::regular, Stage::occasional, stages.regular_to_occasional * young, of_regular},
                                             Way{Stage::regular, Stage::former, stages.quit_regular * young, of_regular},
                                             Way{Stage::problematic, Stage::regular, stages.problematic_to_regular * young, of_problematic},
                                             Way{Stage::problematic, Stage::former, stages.quit_problematic * young, of_problematic}}) {
        all_use(from, 1.0F);
        decide();
        double const p = (1.0 - std::exp(-all / 12.0)) * rate / all;
        EXPECT_NEAR(count(to), many * p, count_bound(many, p)) << static_cast<int>(from) << " to " << static_cast<int>(to);
        EXPECT_EQ(count(UseEvent::quit), count(Stage::former));
    }
}

TEST_F(DecideUse, UsesInTheMonthWithItsFrequency)
{
    all_use(Stage::occasional, 0.47F);
    y.months_since_use.fill(3);
    decide();
    auto const used = static_cast<double>(std::ranges::count(y.months_since_use, 0));
    EXPECT_NEAR(used, many * 0.47, count_bound(many, 0.47));
    EXPECT_EQ(static_cast<double>(std::ranges::count(y.months_since_use, 4)), many - used);
    for (YouthId youth{0}; youth.index < many; ++youth.index) {
        auto const stage = y.stage[youth];
        ASSERT_NEAR(y.frequency[youth], stage == Stage::former ? 0.0 : stage == Stage::regular ? 1.0 : stages.monthly_use, 1e-6);
    }
}

TEST_F(DecideUse, GivesTheSameBitsOnAnyNumberOfThreads)
{
    auto const before = world;
    decide();
    auto const one = world;
    world = before;
    renew_groups(world, acceptance);
    decide_use(world, around, draws, opportunity, acceptance, stages, peer_influence, random, {8}, event);
    EXPECT_EQ(differences(one, world), std::vector<std::string>{});
}

TEST(DrawStarts, DrawsEachYouthTheSameWhereverItsPlace)
{
    auto world = plain_world(100);
    MonthRandom const random{RandomKey{1, 0}, 7};
    StartDraws draws, moved;
    draw_starts(world.youths, random, {}, draws);
    for (std::uint32_t n = 0; n < 100; ++n) world.youths.identity[YouthId{n}] = {99 - n};
    draw_starts(world.youths, random, {8}, moved);
    for (std::uint32_t n = 0; n < 100; ++n) EXPECT_EQ(draws[YouthId{n}], moved[YouthId{99 - n}]);
}

}  // namespace
}  // namespace pijler::test
