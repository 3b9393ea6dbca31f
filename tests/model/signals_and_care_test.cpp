#include "model/give_care.hpp"
#include "model/raise_signals.hpp"
#include "support/worlds.hpp"

#include <gtest/gtest.h>

namespace pijler::test {
namespace {

// A town that has lived for a while, with its users.
class SignalsAndCare : public testing::Test {
protected:
    static World lived_in()
    {
        pijler::Run run{small_town(2000)};
        run_months(run, {}, {}, key, 0, 12);
        auto world = run.world;
        world.cases.clear();
        world.youths.care.fill(Care::none);
        world.happenings.clear();
        return world;
    }
    std::ptrdiff_t happened(Happens what) const { return std::ranges::count(world.happenings, what, &Happening::what); }
    void signal(int month = 0)
    {
        world.happenings.clear();
        raise_signals(world, signals, MonthRandom{key, month});
    }
    std::ptrdiff_t users(bool heavy) const
    {
        return std::ranges::count_if(world.youths.stage, [heavy](Stage stage) { return heavy ? stage == Stage::regular || stage == Stage::problematic : stage == Stage::occasional; });
    }

    static constexpr std::uint64_t seed = 7;
    static inline RandomKey const key{seed, 0};
    World world = lived_in();
    SignalParams signals;
    CareParams care;
};

TEST_F(SignalsAndCare, EverySignalIsServedReferredOrLost)
{
    signals.others = 1.0;
    signals.occasional = signals.regular = 1.0;
    signals.false_rate = signals.help_seeking = 0.0;
    signal();
    auto const all = users(true) + users(false);
    EXPECT_GT(users(true), 20);
    EXPECT_EQ(happened(Happens::signal_raised), all);
    EXPECT_EQ(happened(Happens::signal_lost) + happened(Happens::signal_served) + happened(Happens::referral), all);
    EXPECT_EQ(std::ssize(world.cases), happened(Happens::referral));
    for (auto const& one : world.cases) {
        EXPECT_TRUE(one.waits);
        EXPECT_EQ(one.help == Care::treatment, world.youths.stage[one.youth] == Stage::problematic);
    }
    // Those who wait are known already.
    auto const waiting = std::ssize(world.cases);
    signal(1);
    EXPECT_EQ(happened(Happens::signal_raised), all - waiting);
}

TEST_F(SignalsAndCare, ASecureChainLosesNobody)
{
    signals.others = signals.contact = signals.hand_over = 1.0;
    signals.occasional = signals.regular = 1.0;
    signals.false_rate = 0.0;
    signal();
    EXPECT_EQ(happened(Happens::signal_lost), 0);
    EXPECT_EQ(std::ssize(world.cases), users(true));
}

// Of those who ask in a month as many are advised as there is room for, by chance; the others' signals are lost.
TEST_F(SignalsAndCare, AdviceHasRoomForSoMany)
{
    signals.others = signals.occasional = signals.regular = signals.contact = 1.0;
    signals.false_rate = 0.0;
    world.services.intake_scale = 1.0;
    auto again = world;
    signal();
    EXPECT_EQ(happened(Happens::signal_served), users(false));
    EXPECT_GT(users(false), 50);
    std::swap(world, again);
    auto const heavy_lost = std::ranges::count_if(again.happenings, [&](Happening const& one) { return one.what == Happens::signal_lost; });
    signals.advice_intake = 30.0;
    auto const before = world.youths.perceived_risk;
    signal();
    EXPECT_EQ(happened(Happens::signal_served), 30);
    EXPECT_EQ(happened(Happens::signal_lost), heavy_lost + users(false) - 30);
    std::size_t advised = 0, of_first_half = 0;
    for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index) {
        if (world.youths.perceived_risk[youth] <= before[youth]) continue;
        ++advised;
        of_first_half += youth.index < world.youths.count() / 2;
    }
    EXPECT_EQ(advised, 30U);
    EXPECT_GT(of_first_half, 0U);
    EXPECT_LT(of_first_half, 30U);
}

TEST_F(SignalsAndCare, InformationSharedBeyondConsentKeepsYouthsFromSeekingHelp)
{
    signals.parents = signals.school = signals.others = signals.false_rate = 0.0;
    signals.help_seeking = 1.0;
    signals.regular = signals.withheld = signals.hand_over = 1.0;
    signal();
    EXPECT_EQ(std::ssize(world.cases), users(true));
    world.cases.clear();
    world.services.shared_beyond_consent = 1.0F;
    signal();
    EXPECT_EQ(std::ssize(world.cases), 0);
}

TEST_F(SignalsAndCare, AMistakeCostsThePupilsBond)
{
    signals.parents = signals.school = signals.others = signals.help_seeking = 0.0;
    signals.false_rate = 1.0;
    auto const before = world.youths.bond;
    signal();
    EXPECT_GT(happened(Happens::false_signal), 20);
    EXPECT_EQ(happened(Happens::false_signal), happened(Happens::signal_raised));
    for (auto const& [youth, what] : world.happenings) {
        if (what != Happens::false_signal) continue;
        EXPECT_EQ(world.youths.stage[youth], Stage::never);
        EXPECT_NEAR(world.youths.bond[youth], std::max(0.0, before[youth] - signals.false_bond), 1e-6);
    }
}

TEST_F(SignalsAndCare, TakesInWhoWaitsLongestWithinTheIntake)
{
    std::vector<YouthId> queue;
    for (YouthId youth{0}; queue.size() < 20; ++youth.index)
        if (world.youths.present[youth]) queue.push_back(youth);
    for (auto const youth : queue) world.cases.push_back({youth, Care::light, true, 0});
    care.light_intake = 2.5;
    care.lost_waiting = care.drop_out = 0.0;
    world.services.intake_scale = 1.0;
    std::size_t in = 0;
    for (int month = 0; month < 4; ++month) {
        give_care(world, care, MonthRandom{key, month});
        in += month % 2 == 0 ? 2 : 3;  // 2.5 a month
        for (std::size_t n = 0; n < queue.size(); ++n) EXPECT_EQ(world.youths.care[queue[n]] == Care::light, n < in) << n << " in month " << month;
    }
    EXPECT_EQ(happened(Happens::signal_served), 10);
    world.services.light_places = 2.0F;
    give_care(world, care, MonthRandom{key, 4});
    EXPECT_EQ(happened(Happens::signal_served), 15);
}

TEST_F(SignalsAndCare, HelpEndsAfterItsMonths)
{
    YouthId youth{0};
    while (!world.youths.present[youth]) ++youth.index;
    world.cases = {{youth, Care::treatment, false, 0}};
    world.youths.care[youth] = Care::treatment;
    care.drop_out = 0.0;
    for (int month = 0; month < 5; ++month) give_care(world, care, MonthRandom{key, month});
    EXPECT_EQ(world.youths.care[youth], Care::treatment);
    give_care(world, care, MonthRandom{key, 5});
    EXPECT_EQ(world.youths.care[youth], Care::none);
    EXPECT_TRUE(world.cases.empty());
}

TEST_F(SignalsAndCare, WaitingLosesPeopleUnlessBottlenecksAreSolved)
{
    std::size_t waiting = 0;
    for (YouthId youth{0}; waiting < 1000; ++youth.index)
        if (world.youths.present[youth]) world.cases.push_back({youth, Care::light, true, 0}), ++waiting;
    care.light_intake = 0.0;
    care.lost_waiting = 0.3;
    auto again = world;
    give_care(world, care, MonthRandom{key, 0});
    // 300 of 1000, within five standard errors (false alarms: 6e-7).
    EXPECT_NEAR(static_cast<double>(happened(Happens::signal_lost)), 300.0, 5.0 * std::sqrt(210.0));
    again.services.bottlenecks = 1.0F;
    give_care(again, care, MonthRandom{key, 0});
    EXPECT_EQ(again.cases.size(), 1000U);
}

TEST_F(SignalsAndCare, HelpSpeedsUpQuitting)
{
    auto& y = world.youths;
    auto const quits = [&](Care level) {
        auto copy = world;
        copy.youths.stage.fill(Stage::regular);
        copy.youths.care.fill(level);
        Column<YouthId, UseEvent> event(y.count());
        std::ptrdiff_t sum = 0;
        StageParams const params;
        for (int month = 0; month < 3; ++month) {
            StageChange const change{params, MonthRandom{key, month}};
            for (std::size_t begin = 0; begin < y.count(); begin += block_size) change(copy.youths, begin, std::min(y.count(), begin + block_size), event);
        }
        sum = std::ranges::count(copy.youths.stage, Stage::regular);
        return sum;
    };
    EXPECT_GT(quits(Care::none), quits(Care::light));
    EXPECT_GT(quits(Care::light), quits(Care::treatment));
}

}  // namespace
}  // namespace pijler::test
