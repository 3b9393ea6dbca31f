// Studies: arms, estimand, uncertainty, and what the command line changes in all arms.
#include "support.hpp"

namespace pijler::test {
namespace {

std::string arm(std::string const& name, std::string const& file)
{
    return "[[arm]]\nname = \"" + name + "\"\nscenario = \"" + (good() / file).string() + "\"\n";
}

Study read(std::filesystem::path const& path, Overrides const& overrides = {})
{
    return read_study({path}, vocabulary(), overrides);
}

TEST(ReadStudy, every_key_lands_in_its_member)
{
    Folder folder;
    auto const study = read(folder.write("s.toml", R"(title = "Parents or youths?"
[study]
equalise = "budget"
budget = 100000
uncertainty = "priors"
[study.estimand]
outcome = "past_month_use"
subgroup = "all"
horizon = 60
relevant_difference = 0.1
[output]
outcomes = ["starts"]
every = 12
)" + arm("baseline", "base.toml") + arm("parents", "parents.toml") +
                                                       "parameters = { \"norms.descriptive.learning_rate\" = 0.3 }\n" + R"([sweep]
design = "sobol"
points = 1024
[sweep.parameters]
"arm.parents.evenings.coverage" = [0.05, 0.5]
)"));
    EXPECT_EQ(study.title, "Parents or youths?");
    EXPECT_EQ(study.equalise, Equalise::budget);
    EXPECT_EQ(study.budget, 100000.0);
    EXPECT_EQ(study.uncertainty, Uncertainty::priors);
    EXPECT_EQ(study.estimand.outcome, "past_month_use");
    EXPECT_EQ(study.estimand.subgroup, "all");
    EXPECT_EQ(study.estimand.horizon, 60);
    EXPECT_EQ(study.estimand.relevant_difference, 0.1);
    ASSERT_EQ(study.arms.size(), 2u);
    EXPECT_EQ(study.arms[0].name, "baseline");
    EXPECT_EQ(study.arms[1].name, "parents");
    EXPECT_TRUE(study.arms[0].parameters.empty());
    EXPECT_EQ(study.arms[1].parameters, (ParameterValues{{"norms.descriptive.learning_rate", 0.3}}));
    EXPECT_EQ(study.arms[1].scenario.interventions.size(), 1u);
    for (auto const& one : study.arms) {
        EXPECT_EQ(one.scenario.output.outcomes, (std::vector<std::string>{"starts"}));
        EXPECT_EQ(one.scenario.output.every, 12);
    }
    ASSERT_EQ(study.inputs.size(), 4u);  // the study, base.toml, town.toml, parents.toml, each once
    EXPECT_EQ(study.inputs[0].path, (folder.path() / "s.toml").string());
    EXPECT_EQ(study.inputs[3].path, (good() / "parents.toml").string());
}

TEST(ReadStudy, without_a_study_table_nothing_is_equalised_or_uncertain)
{
    Folder folder;
    auto const study = read(folder.write("s.toml", "title = \"x\"\n" + arm("a", "base.toml")));
    EXPECT_EQ(study.equalise, Equalise::none);
    EXPECT_EQ(study.uncertainty, Uncertainty::none);
    EXPECT_EQ(study.estimand.horizon, 0);
}

TEST(ReadStudy, parameter_sets_come_from_csv)
{
    Folder folder;
    folder.write("sets.csv", "norms.descriptive.learning_rate,education.parents.effect_communication\n0.1,0.5\n0.2,-0.5\n");
    auto const study =
        read(folder.write("s.toml", "title = \"x\"\n[study]\nuncertainty = \"sets.csv\"\n" + arm("a", "base.toml")));
    EXPECT_EQ(study.uncertainty, Uncertainty::parameter_sets);
    ASSERT_EQ(study.parameter_sets.size(), 2u);
    EXPECT_EQ(study.parameter_sets[1],
              (ParameterValues{{"norms.descriptive.learning_rate", 0.2}, {"education.parents.effect_communication", -0.5}}));
    ASSERT_GE(study.inputs.size(), 2u);
    EXPECT_EQ(study.inputs[1].path, (folder.path() / "sets.csv").string());
    EXPECT_EQ(study.inputs[1].rows, 2u);
    EXPECT_EQ(study.inputs[1].text, "");
}

TEST(ReadStudy, several_scenarios_are_arms_named_by_stem)
{
    auto const study = read_study({good() / "base.toml", good() / "parents.toml"}, vocabulary());
    ASSERT_EQ(study.arms.size(), 2u);
    EXPECT_EQ(study.arms[0].name, "base");
    EXPECT_EQ(study.arms[1].name, "parents");
    EXPECT_EQ(study.title, "base, parents");
    auto const faults = faults_of([] { read_study({good() / "base.toml", good() / "shorter.toml"}, vocabulary()); });
    EXPECT_NE(faults.find("shorter.toml:1:1: error: arm 'shorter' has months 60"), std::string::npos) << faults;
}

TEST(ReadStudy, scenarios_of_one_name_and_studies_among_scenarios_are_usage)
{
    EXPECT_NE(status_of([] { read_study({good() / "base.toml", good() / "base.toml"}, vocabulary()); }, ExitStatus::usage), "");
    EXPECT_NE(status_of(
                  [] {
                      read_study({good() / "base.toml", corpus() / "study-names.toml"}, vocabulary());
                  },
                  ExitStatus::usage),
              "");
    EXPECT_NE(status_of([] { read_study({}, vocabulary()); }, ExitStatus::usage), "");
}

TEST(ReadStudy, options_change_all_arms_and_interventions_where_they_are)
{
    Folder folder;
    auto const path = folder.write("s.toml", "title = \"x\"\n[study.estimand]\nhorizon = 120\n" + arm("a", "base.toml") +
                                                 arm("b", "parents.toml"));
    Overrides overrides;
    overrides.months = 24;
    overrides.set = {{"evenings.coverage", "0.1"}, {"norms.descriptive.learning_rate", "0.7"}};
    auto const study = read(path, overrides);
    for (auto const& one : study.arms) {
        EXPECT_EQ(one.scenario.simulation.months, 24);
        EXPECT_EQ(one.scenario.parameters.at("norms.descriptive.learning_rate"), 0.7);
    }
    EXPECT_EQ(study.arms[1].scenario.interventions.front().delivery.coverage, 0.1);
    EXPECT_EQ(study.estimand.horizon, 24);  // a run cut short is looked at where it ends
    overrides.set = {{"mornings.coverage", "0.1"}};
    EXPECT_NE(status_of([&] { read(path, overrides); }, ExitStatus::usage), "");
}

TEST(ReadStudy, a_fault_of_a_file_that_all_arms_extend_is_told_once)
{
    Folder folder;
    folder.write("base.toml", "title = \"b\"\n[population]\nmunicipality = \"" + (good() / "town.toml").string() +
                                  "\"\n[simulation]\nmonths = 0\n");
    folder.write("one.toml", "title = \"1\"\nextends = \"base.toml\"\n");
    auto const path = folder.write(
        "s.toml",
        "title = \"x\"\n[[arm]]\nname = \"a\"\nscenario = \"base.toml\"\n[[arm]]\nname = \"b\"\nscenario = \"one.toml\"\n");
    EXPECT_EQ(faults_of([&] { read(path); }),
              (folder.path() / "base.toml").string() + ":5:10: error: 'simulation.months' is 0; it lies between 1 and 1200\n");
}

}  // namespace
}  // namespace pijler::test
