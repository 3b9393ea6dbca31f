// Good scenarios: what is read, what an extending file keeps and what it changes.
#include "support.hpp"

#include <algorithm>
#include <sys/stat.h>

namespace pijler::test {
namespace {

Scenario read(std::filesystem::path const& path) { return read_scenario(path, vocabulary()); }

TEST(ReadScenario, every_key_lands_in_its_member)
{
    Folder folder;
    auto const scenario = read(folder.write("a.toml", extending_base() + R"(
description = "all keys"
[simulation]
months = 24
run_in_months = 0
replicates = 3
seed = 7
substances = ["party", "cannabis"]
[population]
youths = 500
[parameters]
education.parents.effect_communication = 1
[output]
subgroups = ["all"]
every = 12
[[intervention]]
type = "leisure_offer"
name = "leisure"
[[intervention]]
type = "youth_education"
approach = "skills"
start = 6
end = 18
every = 2
coverage = 1
dose = 2.5
fidelity = 0.5
strength = 0
supports = "leisure"
target = { age = [12, 15], track = ["vmbo"], sex = "female" }
cost = { fixed = 2000, per_contact = [5, 40.5], payer = "province" }
)"));
    EXPECT_EQ(scenario.title, "x");
    EXPECT_EQ(scenario.description, "all keys");
    EXPECT_EQ(scenario.simulation.months, 24);
    EXPECT_EQ(scenario.simulation.run_in_months, 0);
    EXPECT_EQ(scenario.simulation.replicates, 3);
    EXPECT_EQ(scenario.simulation.seed, 7u);
    EXPECT_EQ(scenario.simulation.substances, (std::vector<std::string>{"party", "cannabis"}));
    ASSERT_TRUE(scenario.population.municipality);
    EXPECT_EQ(scenario.population.municipality->name, "Middelstad");
    EXPECT_EQ(scenario.population.youths, 500.0);
    EXPECT_EQ(scenario.parameters,
              (ParameterValues{{"education.parents.effect_communication", 1.0}, {"norms.descriptive.learning_rate", 0.2}}));
    EXPECT_EQ(scenario.output.outcomes, (std::vector<std::string>{"starts", "past_month_use"}));  // from base.toml
    EXPECT_EQ(scenario.output.subgroups, (std::vector<std::string>{"all"}));
    EXPECT_EQ(scenario.output.every, 12);
    ASSERT_EQ(scenario.interventions.size(), 2u);
    auto const& spec = scenario.interventions[1];
    EXPECT_EQ(spec.type, "youth_education");
    EXPECT_EQ(spec.name, "youth_education");
    EXPECT_EQ(spec.approach, "skills");
    EXPECT_EQ(spec.supports, "leisure");
    EXPECT_EQ(spec.place.line, 21u);
    auto const& delivery = spec.delivery;
    EXPECT_EQ(delivery.start, 6);
    EXPECT_EQ(delivery.end, 18);
    EXPECT_EQ(delivery.every, 2);
    EXPECT_EQ(delivery.coverage, 1.0);
    EXPECT_EQ(delivery.dose, 2.5);
    EXPECT_EQ(delivery.fidelity, 0.5);
    EXPECT_EQ(delivery.strength, 0.0);
    EXPECT_EQ(delivery.age_low, 12);
    EXPECT_EQ(delivery.age_high, 15);
    EXPECT_EQ(delivery.tracks, (std::vector<std::string>{"vmbo"}));
    EXPECT_EQ(delivery.sex, "female");
    EXPECT_EQ(delivery.cost.fixed.low, 2000.0);
    EXPECT_EQ(delivery.cost.fixed.high, 2000.0);
    EXPECT_EQ(delivery.cost.per_contact.low, 5.0);
    EXPECT_EQ(delivery.cost.per_contact.high, 40.5);
    EXPECT_EQ(delivery.cost.payer, "province");
}

TEST(ReadScenario, whom_an_intervention_is_for_and_how_strong_it_is_when)
{
    Folder folder;
    auto const delivery = read(folder.write("a.toml", extending_base() + R"(
[[intervention]]
type = "youth_education"
approach = "skills"
content = "experimenting"
calendar = [ { from = 0, strength = 0.5 }, { from = 24, strength = 0 } ]
target = { sex = ["male"], neighbourhood = ["edge"], impulsivity = [0.66, 1], sensation_seeking = [0, 0.5], stage = ["occasional", "regular"] }
screening = { sensitivity = 0.7, specificity = 0.9, cost = 12.5 }
)")).interventions.front().delivery;
    EXPECT_EQ(delivery.content, "experimenting");
    ASSERT_EQ(delivery.calendar.size(), 2u);
    EXPECT_EQ(delivery.calendar[0].strength, 0.5);
    EXPECT_EQ(delivery.calendar[1].from, 24);
    EXPECT_EQ(delivery.sex, "male");
    EXPECT_EQ(delivery.neighbourhoods, std::vector<std::string>{"edge"});
    EXPECT_EQ(delivery.impulsivity.low, 0.66);
    EXPECT_EQ(delivery.sensation_seeking.high, 0.5);
    EXPECT_EQ(delivery.stages, (std::vector<std::string>{"occasional", "regular"}));
    ASSERT_TRUE(delivery.screening);
    EXPECT_EQ(delivery.screening->sensitivity, 0.7);
    EXPECT_EQ(delivery.screening->specificity, 0.9);
    EXPECT_EQ(delivery.screening->cost, 12.5);
    auto const both = read(folder.write("b.toml", extending_base() + "[[intervention]]\ntype = \"parent_education\"\ntarget = { sex = [\"male\", \"female\"] }\n"));
    EXPECT_EQ(both.interventions.front().delivery.sex, "") << "both are everybody";
}

TEST(ReadScenario, coverage_goes_as_far_as_practice_does_where_that_is_more_than_all)
{
    Folder folder;
    auto words = vocabulary();
    words.interventions[2].plausible_coverage = 2.0;
    auto const stating = [&](std::string const& type, std::string const& coverage) {
        auto const file = folder.write("a.toml", extending_base() + "[[intervention]]\ntype = \"" + type + "\"\ncoverage = " + coverage + "\n");
        return faults_of([&] { read_scenario(file, words); });
    };
    EXPECT_EQ(stating("leisure_offer", "1.54"), "");
    EXPECT_NE(stating("leisure_offer", "2.1").find("it lies between 0 and 2"), std::string::npos);
    EXPECT_EQ(stating("parent_education", "1.0"), "");  // beyond what is plausible: as stated
    EXPECT_NE(stating("parent_education", "1.1").find("it lies between 0 and 1"), std::string::npos);
}

TEST(ReadScenario, a_range_of_quantiles_holds_somebody)
{
    Folder folder;
    auto const meant = [&](std::string const& range) {
        auto const file = folder.write("a.toml", extending_base() + "[[intervention]]\ntype = \"youth_education\"\napproach = \"skills\"\ntarget = { impulsivity = " + range +
                                                     " }\nscreening = { sensitivity = 1.0, specificity = 1.0, cost = 0.0 }\n");
        return faults_of([&] { read(file); });
    };
    EXPECT_NE(meant("[0.5, 0.5]").find("a.toml:6:26: error: nobody lies between"), std::string::npos) << meant("[0.5, 0.5]");
    EXPECT_EQ(meant("[0.5, 0.51]"), "");
}

TEST(ReadScenario, lessons_reach_nobody_at_work)
{
    Folder folder;
    auto words = vocabulary();
    words.interventions[1].in_class = true;
    auto const aimed_at = [&](std::string const& tracks) {
        auto const file = folder.write("a.toml", extending_base() + "[[intervention]]\ntype = \"youth_education\"\napproach = \"skills\"\ntarget = { track = " + tracks + " }\n");
        return faults_of([&] { read_scenario(file, words); });
    };
    EXPECT_NE(aimed_at("[\"work\"]").find("a.toml:6:20: "), std::string::npos) << aimed_at("[\"work\"]");
    EXPECT_EQ(aimed_at("[\"mbo\", \"work\"]"), "");
}

TEST(ReadScenario, an_intervention_keeps_the_defaults_of_its_type)
{
    Folder folder;
    auto const scenario = read(
        folder.write("a.toml", extending_base() + "[[intervention]]\ntype = \"parent_education\"\ncost = { per_contact = 7 }\n"));
    auto const& delivery = scenario.interventions.front().delivery;
    EXPECT_EQ(delivery.coverage, 0.3);
    EXPECT_EQ(delivery.every, 12);
    EXPECT_EQ(delivery.cost.per_contact.low, 7.0);
    EXPECT_EQ(delivery.cost.per_contact.high, 7.0);
}

TEST(ReadScenario, an_approach_has_its_own_price_until_the_file_states_one)
{
    Folder folder;
    auto const price = [&](std::string const& rest) {
        auto const scenario = read(folder.write("a.toml", extending_base() + "[[intervention]]\ntype = \"youth_education\"\n" + rest));
        auto const& cost = scenario.interventions.front().delivery.cost;
        return std::pair{cost.per_contact.low, cost.per_contact.high};
    };
    EXPECT_EQ(price("approach = \"information\"\n"), (std::pair{3.0, 15.0}));
    EXPECT_EQ(price("approach = \"skills\"\n"), (std::pair{10.0, 70.0}));
    EXPECT_EQ(price("approach = \"skills\"\ncost = { per_contact = 4 }\n"), (std::pair{4.0, 4.0}));
    EXPECT_EQ(price("cost = { fixed = [1, 2] }\napproach = \"skills\"\n"), (std::pair{10.0, 70.0}));
}

TEST(ReadScenario, later_keys_win_and_interventions_are_appended)
{
    Folder folder;
    folder.write("deep/one.toml",
                 "title = \"one\"\ndescription = \"first\"\nextends = \"" + (good() / "base.toml").string() +
                     "\"\n[simulation]\nmonths = 36\nreplicates = 2\n[[intervention]]\ntype = \"parent_education\"\n");
    folder.write(
        "two.toml",
        "title = \"two\"\nextends = \"deep/one.toml\"\n[simulation]\nmonths = 48\n[[intervention]]\ntype = \"leisure_offer\"\n");
    auto const top = folder.write(
        "three.toml", "title = \"three\"\nextends = \"two.toml\"\n[parameters]\n\"norms.descriptive.learning_rate\" = 0.9\n");
    auto const scenario = read(top);
    EXPECT_EQ(scenario.title, "three");
    EXPECT_EQ(scenario.description, "first");
    EXPECT_EQ(scenario.simulation.months, 48);
    EXPECT_EQ(scenario.simulation.replicates, 2);
    EXPECT_EQ(scenario.simulation.run_in_months, 168);
    EXPECT_EQ(scenario.parameters.at("norms.descriptive.learning_rate"), 0.9);
    ASSERT_EQ(scenario.interventions.size(), 2u);
    EXPECT_EQ(scenario.interventions[0].type, "parent_education");
    EXPECT_EQ(scenario.interventions[1].type, "leisure_offer");
}

TEST(ReadScenario, a_title_is_inherited)
{
    Folder folder;
    auto const scenario = read(folder.write("a.toml", "extends = \"" + (good() / "base.toml").string() + "\"\n"));
    EXPECT_EQ(scenario.title, "Base");
}

TEST(ReadScenario, a_pipe_is_refused_and_not_waited_for)
{
    Folder folder;
    auto const pipe = folder.path() / "pipe.toml";
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_NE(status_of([&] { read(pipe); }, ExitStatus::no_input).find("is not an ordinary file"), std::string::npos);
    EXPECT_NE(faults_of([&] { read(folder.write("a.toml", "title = \"x\"\nextends = \"pipe.toml\"\n")); }).find("a.toml:2:11: error: "), std::string::npos);
}

TEST(ReadScenario, an_extending_file_changes_how_the_population_is_made)
{
    Folder folder;
    auto const imported =
        read(folder.write("a.toml", extending_base() + "[population]\nnodes = \"" + (good() / "nodes.csv").string() +
                                        "\"\nties = \"" + (good() / "ties.csv").string() + "\"\n"));
    EXPECT_FALSE(imported.population.municipality);
    ASSERT_TRUE(imported.population.imported);
    EXPECT_EQ(imported.population.imported->youths.size(), 3u);
}

TEST(ReadScenario, full_texts_are_kept_in_the_order_of_reading)
{
    auto const scenario = read(good() / "parents.toml");
    ASSERT_EQ(scenario.inputs.size(), 3u);
    EXPECT_EQ(scenario.inputs[0].path, (good() / "parents.toml").string());
    EXPECT_EQ(scenario.inputs[1].path, (good() / "base.toml").string());
    EXPECT_EQ(scenario.inputs[2].path, (good() / "town.toml").string());
    for (auto const& input : scenario.inputs) {
        EXPECT_EQ(input.text, read_text(input.path));
        EXPECT_EQ(input.checksum, "");
    }
}

TEST(ReadScenario, byte_order_mark_and_crlf_are_accepted_and_places_stay_right)
{
    Folder folder;
    auto text = extending_base() +
                "# caf\u00e9\n\"description\" = \"\"\"\u00e9\u00e9n \"\" # \u201cquoted\u201d\"\"\"\n[simulation]\nmonths = 24\n";
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) text.replace(at, 1, "\r\n");
    auto const good_one = read(folder.write("a.toml", "\xef\xbb\xbf" + text));
    EXPECT_EQ(good_one.simulation.months, 24);
    EXPECT_EQ(good_one.description, "\u00e9\u00e9n \"\" # \u201cquoted\u201d");
    auto const bad = folder.write("b.toml", "\xef\xbb\xbf" + text + "monhts = 1\r\n");
    EXPECT_EQ(faults_of([&] { read(bad); }),
              bad.string() + ":7:1: error: unknown key 'simulation.monhts'; did you mean 'months'?\n");
}

TEST(ReadScenario, strings_of_every_kind_may_hold_any_letter)
{
    Folder folder;
    for (std::string const value :
         {R"("\"é")", R"('\é')", "'''é''''", "\"\"\"é\\\"\"\"\"\"", "\"\"\"\né\n\"\"\"", R"("\\" # é)"}) {
        auto const path = folder.write("a.toml", extending_base() + "description = " + value + "\n");
        EXPECT_EQ(faults_of([&] { read(path); }), "") << value;
    }
}

TEST(ReadScenario, a_file_that_is_not_there_is_a_matter_of_the_command_line)
{
    Folder folder;
    EXPECT_NE(status_of([&] { read(folder.path() / "nowhere.toml"); }, ExitStatus::no_input).find("nowhere.toml: no such file"),
              std::string::npos);
    EXPECT_NE(status_of([&] { read(folder.path()); }, ExitStatus::no_input).find("is a folder"), std::string::npos);
    EXPECT_NE(status_of([&] { kind_of_file(folder.path() / "nowhere.toml"); }, ExitStatus::no_input), "");
    EXPECT_NE(status_of([&] { read_municipality(folder.path() / "nowhere.toml"); }, ExitStatus::no_input), "");
    EXPECT_NE(status_of([&] { read_study({folder.path() / "nowhere.toml"}, vocabulary()); }, ExitStatus::no_input), "");
}

TEST(ReadScenario, kinds_of_files_are_told_apart)
{
    EXPECT_EQ(kind_of_file(good() / "base.toml"), FileKind::scenario);
    EXPECT_EQ(kind_of_file(good() / "town.toml"), FileKind::municipality);
    EXPECT_EQ(kind_of_file(corpus() / "study-names.toml"), FileKind::study);
    EXPECT_NE(faults_of([] { kind_of_file(corpus() / "study-syntax.toml"); }), "");
}

TEST(ReadScenario, paths_are_relative_to_the_file_and_shown_short)
{
    Folder folder;
    folder.write("towns/town.toml", read_text(good() / "town.toml"));
    folder.write("base.toml", "title = \"b\"\n[population]\nmunicipality = \"towns/town.toml\"\n[simulation]\nmonths = 0\n");
    auto const path = folder.write("arms/a.toml", "title = \"a\"\nextends = \"../base.toml\"\n");
    EXPECT_EQ(faults_of([&] { read(path); }),
              (folder.path() / "base.toml").string() + ":5:10: error: 'simulation.months' is 0; it lies between 1 and 1200\n");
}

TEST(ReadScenario, a_linked_folder_is_left_by_its_own_door)
{
    Folder folder;
    folder.write("real/inner/a.toml", "title = \"a\"\nextends = \"../base.toml\"\n");
    folder.write("real/base.toml", "title = \"b\"\n[population]\nmunicipality = \"" + (good() / "town.toml").string() + "\"\n");
    std::filesystem::create_directory_symlink(folder.path() / "real" / "inner", folder.path() / "link");
    EXPECT_EQ(read(folder.path() / "link" / "a.toml").title, "a");
}

TEST(ReadScenario, of_very_many_faults_fifty_are_told_and_the_rest_counted)
{
    Folder folder;
    auto text = extending_base();
    for (int i = 0; i < 70; ++i) text += "unknown" + std::to_string(i) + " = 1\n";
    try {
        read(folder.write("a.toml", text));
        FAIL() << "accepted";
    } catch (InputError const& error) {
        ASSERT_EQ(error.faults().size(), 51u);
        EXPECT_NE(error.faults().back().text().find(":53:1: error: and 20 more"), std::string::npos)
            << error.faults().back().text();
    }
}

}  // namespace
}  // namespace pijler::test
