#include "support/worlds.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace pijler::test {
namespace {

RandomKey const key{1, 0};
ModelParams const params;

Programme lessons_and_evenings()
{
    auto lessons = deliver("youth_education", "information");
    auto evenings = deliver("parent_education");
    lessons.delivery.start = evenings.delivery.start = 1;
    return Programme{{lessons, evenings, deliver("professional_education")}, {}, 120};
}

TEST(AdvanceMonth, GivesTheSameBitsOnAnyNumberOfThreads)
{
    auto const programme = lessons_and_evenings();
    pijler::Run one{small_town(1500)};
    auto two = one, eight = one;
    run_months(one, programme, params, key, 0, 26, {1});
    run_months(two, programme, params, key, 0, 26, {2});
    run_months(eight, programme, params, key, 0, 26, {8});
    EXPECT_EQ(differences(one.world, two.world), std::vector<std::string>{});
    EXPECT_EQ(differences(one.world, eight.world), std::vector<std::string>{});
    expect_consistent(one.world);
}

void expect_shares(Youths const& y)
{
    struct Named {
        char const* name;
        Column<YouthId, float> const& column;
    };
    for (auto const& [name, column] :
         {Named{"descriptive_norm", y.descriptive_norm}, Named{"injunctive_norm", y.injunctive_norm}, Named{"approval", y.approval},
          Named{"perceived_risk", y.perceived_risk}, Named{"curiosity", y.curiosity}, Named{"refusal", y.refusal}, Named{"bond", y.bond},
          Named{"parental_disapproval", y.parental_disapproval}, Named{"parental_monitoring", y.parental_monitoring}, Named{"frequency", y.frequency},
          Named{"start_probability", y.start_probability}}) {
        EXPECT_GE(*std::ranges::min_element(column), 0.0F) << name;
        EXPECT_LE(*std::ranges::max_element(column), 1.0F) << name;
    }
}

TEST(AdvanceMonth, KeepsEverythingInItsRange)
{
    pijler::Run run{small_town(1500)};
    auto lessons = deliver("youth_education", "information");
    run_months(run, Programme{{lessons, deliver("parent_education")}, {}, 120}, params, key, 0, 60);
    auto const& y = run.world.youths;
    expect_shares(y);
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        ASSERT_TRUE(y.stage[youth] == Stage::never || y.curiosity[youth] == 0.0F);
        ASSERT_EQ(uses(y.stage[youth]), y.frequency[youth] > 0.0F);
    }
    expect_consistent(run.world);
}

TEST(AdvanceMonth, KeepsEverythingInItsRangeWithTrainedStaff)
{
    pijler::Run run{small_town(1500)};
    run_months(run, lessons_and_evenings(), params, key, 0, 60);
    expect_shares(run.world.youths);
}

// A twin without a programme of its own lives the reference's life, friends apart: those it reads from the reference.
TEST(AdvanceDirectTwin, IsTheReferenceWithoutAProgramme)
{
    pijler::Run reference{small_town(1500)};
    auto twin = reference;
    StartDraws draws;
    Programme const nothing;
    for (int month = 0; month < 30; ++month) {
        MonthRandom const random{key, month};
        turn_calendar(reference, params, random, {});
        draw_starts(reference.world.youths, random, {}, draws);
        Month const now{random, draws, {}};
        advance_month(reference, nothing, params, now);
        turn_twin_calendar(twin, params, random);
        advance_direct_twin(twin, reference, nothing, params, now);
        ASSERT_EQ(twin.event, reference.event) << month;
        ASSERT_EQ(twin.world.youths.start_probability, reference.world.youths.start_probability) << month;
    }
    auto found = differences(twin.world, reference.world);
    std::erase_if(found, [](std::string const& name) { return name == "youths.degree" || name == "ties or siblings"; });
    EXPECT_EQ(found, std::vector<std::string>{});
}

// Whoever no programme reaches, neither in class nor at home, lives in the twin as in the reference.
TEST(AdvanceDirectTwin, LeavesTheUnreachedAsTheyAre)
{
    pijler::Run reference{small_town(1500)};
    auto twin = reference;
    auto lessons = deliver("youth_education", "information");
    auto evenings = deliver("parent_education");
    lessons.delivery.start = evenings.delivery.start = 1;
    lessons.delivery.coverage = 0.5;
    Programme const nothing, programme{{lessons, evenings}, {}, 120};
    StartDraws draws;
    double reached = 0, moved = 0, unreached = 0;
    for (int month = 0; month < 30; ++month) {
        MonthRandom const random{key, month};
        turn_calendar(reference, params, random, {});
        draw_starts(reference.world.youths, random, {}, draws);
        Month const now{random, draws, {}};
        advance_month(reference, nothing, params, now);
        turn_twin_calendar(twin, params, random);
        advance_direct_twin(twin, reference, programme, params, now);
        auto const& y = twin.world.youths;
        for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
            if (!y.present[youth]) continue;
            auto const& courses = twin.world.households.courses[y.household[youth]];
            if (y.lessons[youth] == 0 && courses[0] == 0 && courses[1] == 0) {
                unreached += 1;
                ASSERT_EQ(y.start_probability[youth], reference.world.youths.start_probability[youth]) << month;
                ASSERT_EQ(y.stage[youth], reference.world.youths.stage[youth]) << month;
            } else {
                reached += 1;
                moved += y.start_probability[youth] != reference.world.youths.start_probability[youth];
            }
        }
    }
    EXPECT_GT(unreached, 1000.0);
    EXPECT_GT(moved, 0.2 * reached);
}

}  // namespace
}  // namespace pijler::test
