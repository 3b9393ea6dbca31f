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
    folder.write("two.toml", extending_base() + "[simulation]\nreplicates = 2\n");
    auto const path = folder.write("s.toml", "title = \"x\"\n[study]\nuncertainty = \"sets.csv\"\n[[arm]]\nname = \"a\"\nscenario = \"two.toml\"\n");
    auto const study = read(path);
    EXPECT_EQ(study.uncertainty, Uncertainty::parameter_sets);
    ASSERT_EQ(study.parameter_sets.size(), 2u);
    EXPECT_EQ(study.parameter_sets[1],
              (ParameterValues{{"norms.descriptive.learning_rate", 0.2}, {"education.parents.effect_communication", -0.5}}));
    ASSERT_GE(study.inputs.size(), 2u);
    EXPECT_EQ(study.inputs[1].path, (folder.path() / "sets.csv").string());
    EXPECT_EQ(study.inputs[1].rows, 2u);
    EXPECT_EQ(study.inputs[1].text, "");
    Overrides overrides;
    overrides.replicates = 3;
    EXPECT_EQ(status_of([&] { read(path, overrides); }, ExitStatus::usage), "2 parameter sets for 3 replicates; each replicate takes a row of its own");
    overrides.replicates = std::nullopt;
    for (auto const* setting : {"norms.descriptive.learning_rate", "parameters.\"norms.descriptive.learning_rate\"", "arm.a.parameters.norms.descriptive.learning_rate"}) {
        overrides.set = {{setting, "0.3"}};
        EXPECT_NE(status_of([&] { read(path, overrides); }, ExitStatus::usage), "") << setting;
    }
}

TEST(ReadStudy, parameter_sets_may_be_of_one_substance)
{
    Folder folder;
    folder.write("two.toml", extending_base() + "[simulation]\nreplicates = 1\nsubstances = [\"cannabis\", \"alcohol\"]\n");
    auto const study = [&](std::string const& column) {
        folder.write("sets.csv", column + "\n0.1\n");
        return folder.write("s.toml", "title = \"x\"\n[study]\nuncertainty = \"sets.csv\"\n[[arm]]\nname = \"a\"\nscenario = \"two.toml\"\n");
    };
    EXPECT_EQ(read(study("alcohol.norms.descriptive.learning_rate")).parameter_sets.front(), (ParameterValues{{"alcohol.norms.descriptive.learning_rate", 0.1}}));
    EXPECT_NE(faults_of([&] { read(study("alcohl.norms.descriptive.learning_rate")); }).find("s.toml:3:15: error: the parameter sets have 'alcohl.norms.descriptive.learning_rate': the run has no substance 'alcohl'; did you mean 'alcohol'?"),
              std::string::npos);
    EXPECT_NE(faults_of([&] { read(study("alcohol.norms.descriptive.learning_rat")); }).find("sets.csv:1:1: error: unknown column"), std::string::npos);
}

TEST(ReadStudy, every_replicate_has_a_parameter_set_that_no_arm_overrules)
{
    Folder folder;
    folder.write("sets.csv", "norms.descriptive.learning_rate\n0.1\n");
    auto const path = folder.write("s.toml", "title = \"x\"\n[study]\nuncertainty = \"sets.csv\"\n" + arm("a", "base.toml") +
                                                 "parameters = { \"norms.descriptive.learning_rate\" = 0.3 }\n");
    EXPECT_EQ(faults_of([&] { read(path); }), path.string() + ":3:15: error: 1 parameter set for 20 replicates; each replicate takes a row of its own\n" + path.string() +
                                                  ":7:14: error: arm 'a' sets 'norms.descriptive.learning_rate', which the parameter sets set in all arms\n");
}

TEST(ReadStudy, a_horizon_ends_with_a_record)
{
    Folder folder;
    auto const path = folder.write("s.toml", "title = \"x\"\n[study.estimand]\nhorizon = 100\n[output]\nevery = 12\n" + arm("a", "base.toml"));
    EXPECT_EQ(faults_of([&] { read(path); }),
              path.string() + ":3:11: error: the horizon of 100 months falls between two records of 12 months (output.every); 96 or 108 would do\n");
    auto const right = folder.write("r.toml", "title = \"x\"\n[study.estimand]\nhorizon = 96\n[output]\nevery = 12\n" + arm("a", "base.toml"));
    EXPECT_EQ(read(right).estimand.horizon, 96);
    Overrides overrides;
    overrides.set = {{"output.every", "7"}};
    EXPECT_NE(status_of([&] { read(right, overrides); }, ExitStatus::usage), "");
    overrides.set = {};
    overrides.months = 90;  // a record may be cut short with the run
    EXPECT_EQ(read(right, overrides).estimand.horizon, 96);
}

TEST(ReadStudy, options_reach_one_arm)
{
    Folder folder;
    auto const path = folder.write("s.toml", "title = \"x\"\n" + arm("a", "base.toml") + arm("b", "parents.toml") + arm("b.2", "parents.toml"));
    auto const with = [&](std::string const& setting, std::string const& value) {
        Overrides overrides;
        overrides.set = {{setting, value}};
        return read(path, overrides);
    };
    auto study = with("arm.b.evenings.coverage", "0.1");
    EXPECT_EQ(study.arms[1].scenario.interventions.front().delivery.coverage, 0.1);
    EXPECT_EQ(study.arms[2].scenario.interventions.front().delivery.coverage, 0.4);
    study = with("arm.b.2.evenings.coverage", "0.1");
    EXPECT_EQ(study.arms[2].scenario.interventions.front().delivery.coverage, 0.1);
    study = with("arm.b.parameters.\"norms.descriptive.learning_rate\"", "0.7");
    EXPECT_EQ(study.arms[1].parameters, (ParameterValues{{"norms.descriptive.learning_rate", 0.7}}));
    EXPECT_TRUE(study.arms[2].parameters.empty());
    auto const refusal = [&](std::string const& setting, std::string const& value = "0.1") {
        return status_of([&] { with(setting, value); }, ExitStatus::usage);
    };
    EXPECT_NE(refusal("arm.c.evenings.coverage").find("did you mean 'arm.b.evenings.coverage'?"), std::string::npos);
    EXPECT_NE(refusal("arm.b.evening.coverage").find("did you mean 'arm.b.evenings.coverage'?"), std::string::npos);
    EXPECT_NE(refusal("arm.b.evenings.covrage").find("did you mean 'coverage'?"), std::string::npos);
    EXPECT_NE(refusal("arm.b.parameters.norms.descriptive.learning_rat").find("did you mean 'norms.descriptive.learning_rate'?"), std::string::npos);
    EXPECT_NE(refusal("arm.b.evenings.coverage", "1.1"), "");
    EXPECT_NE(refusal("arm.a.evenings.coverage"), "");  // has none
    EXPECT_NE(refusal("arm.b.simulation.months", "12"), "");
    for (auto const* setting : {"arm", "arm.", "arm.b", "arm.b.", "arm.b.parameters", "arm.b.parameters.", "arm..evenings.coverage"}) EXPECT_NE(refusal(setting), "") << setting;
}

TEST(ReadStudy, arms_share_what_shapes_people)
{
    auto words = vocabulary();
    words.parameters.push_back({"class.reshuffle", "", 0.6, 0.0, 1.0, "", "", 'J', 0.0, Shapes::people});
    words.parameters.push_back({"norms.bias", "", 1.4, 0.0, 4.0, "", "", 'J', 0.0, Shapes::newcomers});
    Folder folder;
    auto const faults = [&](std::string const& of_arm) {
        auto const path = folder.write("s.toml", "title = \"x\"\n" + arm("a", "base.toml") + arm("b", "parents.toml") + of_arm);
        return faults_of([&] { read_study({path}, words); });
    };
    EXPECT_NE(faults("parameters = { \"class.reshuffle\" = 0.3 }\n").find("s.toml:8:14: error: arm 'b' has 'class.reshuffle' 0.3 where the run-in has 0.6"), std::string::npos);
    EXPECT_EQ(faults("parameters = { \"class.reshuffle\" = 0.6 }\n"), "");
    EXPECT_EQ(faults("parameters = { \"norms.bias\" = 1.5 }\n"), "");
    Overrides overrides;
    auto const study = [&] { return read_study({folder.path() / "s.toml"}, words, overrides); };
    ASSERT_EQ(study().notes.size(), 1u);
    EXPECT_NE(study().notes.front().find("arm 'b': 'norms.bias' acts on youths and parents who arrive"), std::string::npos);
    overrides.set = {{"class.reshuffle", "0.3"}};  // in all arms
    EXPECT_EQ(study().notes.size(), 1u);
    overrides.set = {{"arm.b.parameters.class.reshuffle", "0.3"}};
    EXPECT_NE(status_of(study, ExitStatus::usage), "");
    folder.write("own.toml", extending_base() + "[parameters]\n\"class.reshuffle\" = 0.3\n");
    overrides.set = {};
    EXPECT_NE(faults_of([&] { read_study({good() / "base.toml", folder.path() / "own.toml"}, words); }).find("own.toml:1:1: error: arm 'own' has 'class.reshuffle' 0.3"),
              std::string::npos);
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

TEST(ReadStudy, names_that_a_study_gives_are_kept_free_only_where_it_gives_them)
{
    Folder folder;
    auto const faults = [&](std::string const& of_study) {
        return faults_of([&] { read(folder.write("s.toml", "title = \"x\"\n[study]\n" + of_study + arm("a_drawn", "base.toml") + arm("b_equalised", "parents.toml"))); });
    };
    EXPECT_EQ(faults(""), "");
    EXPECT_EQ(faults("uncertainty = \"priors\"\n"), (folder.path() / "s.toml").string() +
                                                       ":5:8: error: arm 'a_drawn': this study itself gives names ending in '_drawn' to the arms that it adds, with effects drawn from "
                                                       "their priors; choose another name\n");
    EXPECT_NE(faults("equalise = \"hours\"\nbudget = 1\n").find(":9:8: error: arm 'b_equalised'"), std::string::npos);
    // Scenarios named on the command line are neither equalised nor drawn.
    for (auto const* name : {"b.toml", "b_equalised.toml", "b_drawn.toml"}) folder.write(name, extending_base());
    EXPECT_EQ(read_study({folder.path() / "b.toml", folder.path() / "b_equalised.toml", folder.path() / "b_drawn.toml"}, vocabulary()).arms.back().name, "b_drawn");
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
    EXPECT_EQ(study.estimand.horizon, 120);  // a run cut short does not change what was fixed
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
