// Trials: what is read, what is wrong, and what options may change.
#include "support.hpp"

namespace pijler::test {
namespace {

std::string const control = "[[arm]]\nname = \"control\"\nscenario = \"" + (good() / "base.toml").string() + "\"\n";
std::string const lessons = "[[arm]]\nname = \"lessons\"\nscenario = \"" + (good() / "base.toml").string() +
                            "\"\n[[arm.intervention]]\ntype = \"youth_education\"\napproach = \"skills\"\nstart = 1\n";
std::string const trial = R"(title = "x"
[trial]
randomise = "class"
schools = 19
classes = 8
age = [12, 13]
followup = [10, 24]
outcome = "past_month_use"
leaves_out_baseline_cases = true
pupils = 3490
)";
std::string const published = R"([[trial.published]]
arm = "lessons"
month = 24
odds_ratio = 0.64
low = 0.44
high = 0.93
source = "koning2013"
how_known = "derived"
)";

Study read(std::string const& text, Overrides const& overrides = {})
{
    Folder folder;
    return read_study({folder.write("t.toml", text)}, vocabulary(), overrides);
}
std::string faults(std::string const& text)
{
    return faults_of([&] { read(text); });
}
void expect_fault(std::string const& text, std::string const& place, std::string const& words)
{
    auto const found = faults(text);
    EXPECT_NE(found.find("t.toml:" + place + ": "), std::string::npos) << found;
    EXPECT_NE(found.find(words), std::string::npos) << found;
}

TEST(ReadTrial, EveryKeyLandsInItsMember)
{
    auto const study = read(trial + published + control + lessons);
    ASSERT_TRUE(study.trial);
    EXPECT_EQ(study.trial->unit, TrialUnit::school_class);
    EXPECT_EQ(study.trial->schools, 19);
    EXPECT_EQ(study.trial->classes, 8);
    EXPECT_EQ(study.trial->age_low, 12);
    EXPECT_EQ(study.trial->age_high, 13);
    EXPECT_EQ(study.trial->followups, (std::vector<int>{10, 24}));
    EXPECT_EQ(study.trial->outcome, TrialOutcome::past_month_use);
    EXPECT_TRUE(study.trial->leaves_out_baseline_cases);
    EXPECT_EQ(study.trial->pupils, 3490);
    ASSERT_EQ(study.trial->published.size(), 1U);
    auto const& result = study.trial->published.front();
    EXPECT_EQ(result.arm, "lessons");
    EXPECT_EQ(result.month, 24);
    EXPECT_EQ(result.odds_ratio, 0.64);
    EXPECT_EQ(result.low, 0.44);
    EXPECT_EQ(result.high, 0.93);
    EXPECT_EQ(result.significant, true) << "the interval leaves out 1";
    EXPECT_EQ(result.source, "koning2013");
    EXPECT_EQ(result.how_known, "derived");
    for (auto const& arm : study.arms) EXPECT_EQ(arm.scenario.simulation.months, 24) << "until the last follow-up";
    EXPECT_TRUE(study.arms[0].scenario.interventions.empty());
    ASSERT_EQ(study.arms[1].scenario.interventions.size(), 1U) << "an arm may state interventions itself";
    EXPECT_EQ(study.arms[1].scenario.interventions[0].approach, "skills");
}

TEST(ReadTrial, TellsAllFaultsAtOnce)
{
    auto const found = faults("title = \"x\"\n[trial]\nrandomize = \"school\"\nschools = 0\nfollowup = [24, 10]\noutcome = \"lifetime\"\n" + control + lessons);
    for (auto const* words : {"t.toml:2:1: ", "'trial.randomise' is missing", "t.toml:3:1: ", "did you mean 'randomise'?", "t.toml:4:11: ", "t.toml:5:17: ",
                              "each after the one before", "t.toml:6:11: ", "did you mean 'lifetime_use'?"})
        EXPECT_NE(found.find(words), std::string::npos) << words << "\n" << found;
}

TEST(ReadTrial, APublishedResultIsOfAnArmAndAFollowUp)
{
    auto const with = [&](std::string text, std::string const& old, std::string const& now) { return trial + text.replace(text.find(old), old.size(), now) + control + lessons; };
    expect_fault(with(published, "\"lessons\"", "\"lesson\""), "11:1", "did you mean 'lessons'?");
    expect_fault(with(published, "\"lessons\"", "\"control\""), "11:1", "no arm beside the control");
    expect_fault(with(published, "month = 24", "month = 12"), "11:1", "no follow-up");
    expect_fault(with(published, "low = 0.44", "low = 0.7"), "14:14", "outside its own interval");
    expect_fault(with(published, "low = 0.44\n", ""), "11:1", "a `low` and a `high`");
    expect_fault(with(published, "odds_ratio = 0.64\nlow = 0.44\nhigh = 0.93\n", ""), "11:1", "nothing is published");
    EXPECT_EQ(faults(with(published, "odds_ratio = 0.64", "odds_ratio = -1")).find("nothing is published"), std::string::npos);
    expect_fault(with(published, "source = \"koning2013\"\n", ""), "11:1", "'trial.published.source' is missing");
    expect_fault(with(published + published, "0.64", "0.64"), "19:1", "a second result");
}

TEST(ReadTrial, ArmsLiveInOneWorld)
{
    expect_fault(trial + control, "2:1", "control arm and another");
    expect_fault(trial + control + lessons + "[[arm]]\nname = \"b\"\nscenario = \"" + (good() / "base.toml").string() +
                     "\"\nparameters = { \"norms.descriptive.learning_rate\" = 0.3 }\n",
                 "24:14", "live in one world");
    expect_fault(trial + control + "[[arm]]\nname = \"sport\"\nscenario = \"" + (good() / "base.toml").string() + "\"\n[[arm.intervention]]\ntype = \"leisure_offer\"\n", "17:1",
                 "cannot be kept to the schools");
    Folder folder;
    auto const two = folder.write("two.toml", extending_base() + "[simulation]\nsubstances = [\"cannabis\", \"alcohol\"]\n").string();
    expect_fault(trial + "[[arm]]\nname = \"a\"\nscenario = \"" + two + "\"\n[[arm]]\nname = \"b\"\nscenario = \"" + two + "\"\n", "11:1", "of one substance");
    expect_fault(trial + "[study]\nequalise = \"budget\"\nbudget = 100\n" + control + lessons, "2:1", "not equalised");
    expect_fault(trial + "[study.estimand]\noutcome = \"starts\"\n" + control + lessons, "11:1", "its `outcome` at each follow-up");
    expect_fault(trial + control + lessons + "supports = \"nothing\"\n", "21:12", "names no other intervention");
    auto late = trial + control + lessons;
    late.replace(late.find("start = 1"), 9, "start = 24");
    expect_fault(late, "20:9", "when the run of 24 months is over");
}

TEST(ReadTrial, OptionsChangeNeitherItsLengthNorItsOutcome)
{
    Overrides shorter, outcomes, own, substances;
    substances.set = {{"simulation.substances", "cannabis,alcohol"}};
    EXPECT_NE(status_of([&] { read(trial + control + lessons, substances); }, ExitStatus::usage).find("of one substance"), std::string::npos);
    shorter.months = 12;
    outcomes.outcomes = {"starts"};
    own.set = {{"arm.lessons.parameters.norms.descriptive.learning_rate", "0.3"}};
    for (auto const& overrides : {shorter, outcomes, own})
        EXPECT_NE(status_of([&] { read(trial + control + lessons, overrides); }, ExitStatus::usage), "");
    Overrides smaller;
    smaller.youths = 3000;
    smaller.replicates = 7;
    smaller.set = {{"arm.lessons.youth_education.coverage", "0.4"}};
    auto const study = read(trial + control + lessons, smaller);
    EXPECT_EQ(study.arms[1].scenario.population.youths, 3000);
    EXPECT_EQ(study.arms[1].scenario.interventions[0].delivery.coverage, 0.4);
}

}  // namespace
}  // namespace pijler::test
