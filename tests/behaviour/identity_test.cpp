// Bit for bit: threads, idle programmes, the order of arms, other replicates, and stopping change nothing.
#include "support/studies.hpp"

#include <filesystem>
#include <unistd.h>

namespace pijler::test {
namespace {

std::vector<std::string> const none{};

Study all_programmes()
{
    auto study = small_study({arm("baseline"), arm("information", {lessons()}), arm("parents", {evenings()}),
                              arm("all", {lessons("skills"), evenings(), training()})});
    study.uncertainty = Uncertainty::priors;
    return study;
}

Study with_outcomes(Study study, std::vector<std::string> const& names)
{
    for (auto& each : study.arms) each.scenario.output.outcomes = names;
    return study;
}

TEST(Identity, OneTwoAndEightThreadsGiveTheSameBits)
{
    auto const study = all_programmes();
    auto const one = run(study, 1).file;
    EXPECT_EQ(differences(one, run(study, 2).file), none);
    EXPECT_EQ(differences(one, run(study, 8).file), none);
    EXPECT_GT(total(one, "starts", 0), 0.0);
}

// With one replicate the threads share a month.
TEST(Identity, ThreadsWithinAMonthGiveTheSameBits)
{
    auto study = all_programmes();
    for (auto& each : study.arms) {
        each.scenario.simulation.replicates = 1;
        each.scenario.population.youths = 4000;  // several blocks
    }
    EXPECT_EQ(differences(run(study, 1).file, run(study, 8).file), none);
}

TEST(Identity, TheSurveyOfFriendshipsToo)
{
    auto const study = with_outcomes(all_programmes(), {"starts", "network_degree", "network_transitivity", "network_tie_survival", "friend_odds_ratio", "network_influence", "network_selection"});
    EXPECT_EQ(differences(run(study, 1).file, run(study, 8).file), none);
}

// Every replicate plans its own spending, whoever else runs.
TEST(Identity, EqualisedArmsToo)
{
    auto study = all_programmes();
    study.equalise = Equalise::budget;
    study.budget = 20'000.0;
    auto const one = run(study, 1).file;
    ASSERT_LT(arm_named(one, "all_equalised_drawn"), size_of(one, "arm"));
    EXPECT_EQ(differences(one, run(study, 2).file), none);
    EXPECT_EQ(differences(one, run(study, 8).file), none);
    auto turned = study;
    std::reverse(turned.arms.begin() + 1, turned.arms.end());
    auto const back = run(turned, 2).file;
    for (auto const* name : {"information_equalised", "parents_equalised", "all_equalised", "parents_equalised_drawn", "all_equalised_drawn"})
        EXPECT_EQ(arm_differences(one, arm_named(one, name), back, arm_named(back, name)), none) << name;
    for (auto& each : study.arms) each.scenario.simulation.replicates = 3;
    auto const three = run(study, 2).file;
    for (auto const& each : one.variables) {
        if (!has_dimension(each, "replicate")) continue;
        for (std::size_t r = 0; r < 2; ++r) EXPECT_EQ(slice(one, each, "replicate", r), slice(three, variable(three, each.name), "replicate", r)) << each.name;
    }
}

// Of every intervention there is, at central effects and at drawn ones: what is drawn belongs to programmes, never to the town.
TEST(Identity, ZeroCoverageOrStrengthIsTheBaseline)
{
    std::vector<Arm> arms{arm("baseline")};
    for (auto const& kind : intervention_kinds()) {
        auto const approaches = kind.type.approaches.empty() ? std::vector<std::string>{""} : kind.type.approaches;
        for (auto const& approach : approaches) {
            auto idle = deliver(kind.type.name, approach);
            idle.delivery.coverage = 0.0;
            arms.push_back(arm(kind.type.name + approach + " without coverage", {idle}));
            idle = deliver(kind.type.name, approach);
            idle.delivery.strength = 0.0;
            arms.push_back(arm(kind.type.name + approach + " without strength", {idle}));
        }
    }
    auto study = small_study(arms);
    study.uncertainty = Uncertainty::priors;
    // A town where many are in care, so that what care does would show.
    for (auto& each : study.arms) each.scenario.parameters = {{"signals.others", 0.2}, {"care.light_intake", 30.0}, {"care.treatment_intake", 30.0}};
    auto const result = run(study, 2).file;
    auto const& names = std::get<std::vector<std::string>>(variable(result, "arm").values);
    ASSERT_EQ(names.size(), 2 * arms.size() - 1);  // all but the first are drawn too
    for (std::size_t n = 1; n < names.size(); ++n) {
        auto found = arm_differences(result, n, result, 0);
        std::erase(found, "parameter_drawn");  // what a drawn arm has, and does not use
        EXPECT_EQ(found, none) << names[n];
    }
}

// An arm for every type of intervention, all of it from the first month on.
Study each_programme_alone(int months, double youths, ParameterValues const& parameters)
{
    std::vector<Arm> arms{arm("baseline")};
    for (auto const& kind : intervention_kinds()) {
        auto now = deliver(kind.type.name, kind.type.approaches.empty() ? "" : kind.type.approaches.front());
        now.delivery.coverage = 1.0;
        now.delivery.start = 0;
        if (kind.type.name == "peer_education") now.delivery.age_low = 12, now.delivery.age_high = 18;
        arms.push_back(arm(kind.type.name, {now}));
    }
    auto study = small_study(arms);
    for (auto& each : study.arms) {
        each.scenario.simulation.months = months;
        each.scenario.population.youths = youths;
        each.scenario.parameters = parameters;
    }
    return study;
}

std::vector<std::int32_t> const& counts(ResultFile const& result, char const* name) { return std::get<std::vector<std::int32_t>>(variable(result, name).values); }

// Feedback takes a month: until then what an arm does is all direct. With friends as they are at the end of the month, peers would teach
// others in the twin, which this town shows.
TEST(Identity, WhatAnArmDoesInItsFirstMonthIsDirect)
{
    auto const result = run(each_programme_alone(1, 60'000, {{"education.peers.message", 1.2}, {"education.peers.leaders", 0.3}, {"acceptance.intercept_shift", 1.0}}), 2).file;
    EXPECT_TRUE(counts(result, "starts") == counts(result, "direct_starts"));
    for (auto const* name : {"peer_education", "supervision", "family_skills"}) EXPECT_NE(total(result, "starts", 0), total(result, "starts", arm_named(result, name))) << name;
}

// But for peers, who teach by what friends do.
TEST(Identity, WithoutInfluenceAllThatAnArmDoesIsDirect)
{
    auto study = each_programme_alone(36, 4'000, {{"peer.influence", 0.0}, {"parents.exchange_rate", 0.0}, {"acceptance.intercept_shift", 1.0}});
    std::erase_if(study.arms, [](Arm const& each) { return each.name == "peer_education"; });
    auto const result = run(study, 2).file;
    EXPECT_TRUE(counts(result, "starts") == counts(result, "direct_starts"));
    for (auto const* name : {"supervision", "family_skills"}) EXPECT_NE(total(result, "starts", 0), total(result, "starts", arm_named(result, name))) << name;
}

// Nobody knows how long a run will last.
TEST(Identity, ALongerRunBeginsAsAShorterOne)
{
    auto const shorter = run(each_programme_alone(8, 1'200, {}), 2).file, longer = run(each_programme_alone(20, 1'200, {}), 2).file;
    for (auto const& each : shorter.variables) {
        if (!has_dimension(each, "month") || each.name == "month") continue;
        for (std::size_t month = 0; month < 8; ++month)
            EXPECT_TRUE(slice(shorter, each, "month", month) == slice(longer, variable(longer, each.name), "month", month)) << each.name << " in month " << month;
    }
    EXPECT_EQ(size_of(shorter, "month"), 8U);
}

TEST(Identity, BeforeItStartsAnArmIsTheBaseline)
{
    auto study = each_programme_alone(8, 1'200, {});
    for (auto& each : study.arms)
        for (auto& intervention : each.scenario.interventions) intervention.delivery.start = 6;
    auto const late = run(study, 2).file;
    for (auto const& each : late.variables) {
        if (!has_dimension(each, "month") || !has_dimension(each, "arm")) continue;
        for (std::size_t month = 0; month < 6; ++month) {
            auto const all_arms = slice(late, each, "month", month);
            auto const one = all_arms.substr(0, all_arms.size() / size_of(late, "arm"));
            for (std::size_t arm = 1; arm < size_of(late, "arm"); ++arm)
                EXPECT_TRUE(all_arms.substr(arm * one.size(), one.size()) == one) << each.name << " of arm " << arm << " in month " << month;
        }
    }
    EXPECT_TRUE(slice(late, variable(late, "contacts"), "month", 5) != slice(late, variable(late, "contacts"), "month", 6));
}

TEST(Identity, AProgrammeThatDoesSomethingIsNot)
{
    auto const result = run(small_study({arm("baseline"), arm("parents", {evenings()})})).file;
    auto const found = arm_differences(result, 1, result, 0);
    for (auto const* name : {"parental_disapproval", "prevented_starts", "contacts", "cost"}) EXPECT_TRUE(std::ranges::find(found, name) != found.end()) << name;
}

TEST(Identity, TheOrderOfTheOtherArmsDoesNotMatter)
{
    auto study = all_programmes();
    auto const forth = run(study).file;
    std::reverse(study.arms.begin() + 1, study.arms.end());
    auto const back = run(study).file;
    for (auto const* name : {"baseline", "information", "parents", "all", "parents_drawn", "all_drawn"})
        EXPECT_EQ(arm_differences(forth, arm_named(forth, name), back, arm_named(back, name)), none) << name;
}

TEST(Identity, AnArmIsTheSameWhateverStandsBesideIt)
{
    auto const alone = run(small_study({arm("baseline"), arm("parents", {evenings()})})).file;
    auto const among = run(all_programmes()).file;
    EXPECT_EQ(arm_differences(alone, 0, among, 0), none);
    EXPECT_EQ(arm_differences(alone, 1, among, arm_named(among, "parents")), none);
}

TEST(Identity, AReplicateIsTheSameAmongTwoOrFive)
{
    auto study = all_programmes();
    auto const two = run(study, 2).file;
    for (auto& each : study.arms) each.scenario.simulation.replicates = 5;
    auto const five = run(study, 2).file;
    for (auto const& each : two.variables) {
        if (!has_dimension(each, "replicate")) continue;
        for (std::size_t r = 0; r < 2; ++r) EXPECT_EQ(slice(two, each, "replicate", r), slice(five, variable(five, each.name), "replicate", r)) << each.name;
    }
    auto const& starts = variable(five, "starts");
    EXPECT_NE(slice(five, starts, "replicate", 0), slice(five, starts, "replicate", 1));
}

class StopAndResume : public testing::TestWithParam<int> {};

TEST_P(StopAndResume, IsAsIfUnbroken)
{
    auto study = small_study({arm("baseline"), arm("parents", {evenings()})});
    study.uncertainty = Uncertainty::priors;
    study.equalise = Equalise::budget;
    study.budget = 8000.0;
    for (auto& each : study.arms) each.scenario.simulation.replicates = 5;
    auto const unbroken = run(study, 1);
    ASSERT_EQ(unbroken.replicates_done, 5U);

    std::atomic<bool> stop{false};
    auto const stopped = run(study, RunSettings{GetParam(), [&](double done) { stop = stop || done > 0.6; }, &stop});
    ASSERT_GT(stopped.replicates_done, 0U);
    ASSERT_LT(stopped.replicates_done, 5U);
    EXPECT_EQ(size_of(stopped.file, "replicate"), stopped.replicates_done);
    auto const& numbers = std::get<std::vector<std::int32_t>>(variable(stopped.file, "replicate").values);
    for (std::size_t n = 0; n < stopped.replicates_done; ++n)
        EXPECT_EQ(slice(stopped.file, variable(stopped.file, "starts"), "replicate", n),
                  slice(unbroken.file, variable(unbroken.file, "starts"), "replicate", static_cast<std::size_t>(numbers[n])));

    // By way of a file, as the command does it.
    auto const path = std::filesystem::temp_directory_path() / ("pijler-resume-" + std::to_string(getpid()) + ".h5");
    write_result(path, stopped.file, Existing::replace);
    auto const kept = read_result(path);
    std::filesystem::remove(path);
    auto const resumed = run(study, GetParam(), KeptRun{kept, "", {}});
    EXPECT_EQ(resumed.replicates_done, 5U);
    EXPECT_EQ(differences(resumed.file, unbroken.file), none);
}
INSTANTIATE_TEST_SUITE_P(Threads, StopAndResume, testing::Values(1, 2));

TEST(StopAndResumeTwice, IsAsIfUnbroken)
{
    auto study = small_study({arm("baseline"), arm("parents", {evenings()})});
    for (auto& each : study.arms) each.scenario.simulation.replicates = 4;
    auto const unbroken = run(study);
    std::atomic<bool> stop{false};
    auto const stop_at = [&](double share) { return [&, share](double done) { stop = stop || done > share; }; };
    auto first = run(study, RunSettings{1, stop_at(0.3), &stop});
    ASSERT_EQ(first.replicates_done, 1U);
    stop = false;
    auto second = run(study, RunSettings{1, stop_at(0.6), &stop}, kept_of(std::move(first)));
    ASSERT_GT(second.replicates_done, 1U);
    ASSERT_LT(second.replicates_done, 4U);
    stop = false;
    EXPECT_EQ(differences(run(study, 1, kept_of(std::move(second))).file, unbroken.file), none);
}

TEST(Resume, RefusesWhatAnotherStudyKept)
{
    auto const study = small_study({arm("baseline"), arm("parents", {evenings()})});
    KeptRun const kept{run(study).file, "", {}};
    auto other = study;
    other.arms[1].scenario.interventions[0].delivery.coverage += 0.01;
    EXPECT_THROW(run(other, 1, kept), StatusError);
    other = study;
    for (auto& each : other.arms) each.scenario.simulation.seed += 1;
    EXPECT_THROW(run(other, 1, kept), StatusError);
}

}  // namespace
}  // namespace pijler::test
