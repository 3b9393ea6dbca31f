// What the command line changes: after the files were checked, by the same rules, refused as usage.
#include "support.hpp"

#include <limits>
#include <map>

namespace pijler::test {
namespace {

Overrides set(std::string const& path, std::string const& value)
{
    Overrides overrides;
    overrides.set = {{path, value}};
    return overrides;
}

Scenario read(Overrides const& overrides) { return read_scenario(good() / "parents.toml", vocabulary(), overrides); }

std::string refusal(Overrides const& overrides)
{
    return status_of([&] { read(overrides); }, ExitStatus::usage);
}

TEST(Overrides, options_change_their_keys)
{
    Overrides overrides;
    overrides.months = 2;
    overrides.replicates = 1;
    overrides.youths = 500;
    overrides.seed = std::numeric_limits<std::uint64_t>::max();
    overrides.outcomes = {"youths"};
    auto const scenario = read(overrides);
    EXPECT_EQ(scenario.simulation.months, 2);
    EXPECT_EQ(scenario.simulation.replicates, 1);
    EXPECT_EQ(scenario.population.youths, 500.0);
    EXPECT_EQ(scenario.simulation.seed, std::numeric_limits<std::uint64_t>::max());
    EXPECT_EQ(scenario.output.outcomes, (std::vector<std::string>{"youths"}));
    EXPECT_EQ(scenario.simulation.run_in_months, 168);
}

TEST(Overrides, set_reaches_keys_parameters_and_interventions)
{
    EXPECT_EQ(read(set("simulation.run_in_months", "12")).simulation.run_in_months, 12);
    EXPECT_EQ(read(set("population.youths", "900")).population.youths, 900.0);
    EXPECT_EQ(read(set("output.every", "6")).output.every, 6);
    EXPECT_EQ(read(set("output.outcomes", "starts,youths")).output.outcomes, (std::vector<std::string>{"starts", "youths"}));
    EXPECT_EQ(read(set("output.outcomes", "[\"youths\"]")).output.outcomes, (std::vector<std::string>{"youths"}));
    EXPECT_EQ(read(set("simulation.substances", "party")).simulation.substances, (std::vector<std::string>{"party"}));
    EXPECT_EQ(read(set("title", "New title")).title, "New title");
    for (auto const* path : {"norms.descriptive.learning_rate", "parameters.norms.descriptive.learning_rate",
                             "parameters.\"norms.descriptive.learning_rate\""})
        EXPECT_EQ(read(set(path, "0.5")).parameters.at("norms.descriptive.learning_rate"), 0.5) << path;
    for (auto const* path : {"evenings.coverage", "intervention.evenings.coverage"})
        EXPECT_EQ(read(set(path, "0.05")).interventions.front().delivery.coverage, 0.05) << path;
    EXPECT_EQ(read(set("evenings.target.age", "[13, 14]")).interventions.front().delivery.age_low, 13);
    EXPECT_EQ(read(set("evenings.target.track", "vmbo,havo")).interventions.front().delivery.tracks,
              (std::vector<std::string>{"vmbo", "havo"}));
    EXPECT_EQ(read(set("evenings.target.sex", "male")).interventions.front().delivery.sex, "male");
    EXPECT_EQ(read(set("evenings.target.neighbourhood", "centre,edge")).interventions.front().delivery.neighbourhoods, (std::vector<std::string>{"centre", "edge"}));
    auto const stepped = read(set("evenings.calendar", "[{ from = 0, strength = 0.5 }, { from = 24, strength = 1 }]")).interventions.front().delivery.calendar;
    ASSERT_EQ(stepped.size(), 2u);
    EXPECT_EQ(stepped[1].from, 24);
    EXPECT_EQ(read(set("evenings.cost.per_contact", "3")).interventions.front().delivery.cost.per_contact.high, 3.0);
}

TEST(Overrides, set_reaches_screening_and_who_is_meant_by_it)
{
    Folder folder;
    auto const path = folder.write("screened.toml", extending_base() + "[[intervention]]\ntype = \"youth_education\"\napproach = \"skills\"\n"
                                                    "target = { impulsivity = [0.5, 1.0] }\nscreening = { sensitivity = 0.7, specificity = 0.9, cost = 10 }\n");
    auto const with = [&](Overrides const& overrides) { return read_scenario(path, vocabulary(), overrides).interventions.front().delivery; };
    EXPECT_EQ(with(set("youth_education.screening.sensitivity", "0.8")).screening->sensitivity, 0.8);
    EXPECT_EQ(with(set("youth_education.target.impulsivity", "[0.8, 1]")).impulsivity.low, 0.8);
    EXPECT_EQ(with(set("youth_education.target.stage", "never,former")).stages, (std::vector<std::string>{"never", "former"}));
    EXPECT_EQ(with(set("youth_education.content", "non_user")).content, "non_user");
    EXPECT_EQ(with({}).screening->specificity, 0.9);
    auto const plain = folder.write("plain.toml", extending_base() + "[[intervention]]\ntype = \"youth_education\"\napproach = \"skills\"\n");
    auto const refused = status_of([&] { read_scenario(plain, vocabulary(), set("youth_education.target.stage", "regular")); }, ExitStatus::usage);
    EXPECT_NE(refused.find("nobody sees a youth's stage"), std::string::npos) << refused;
}

TEST(Overrides, a_town_has_no_more_schools_and_neighbourhoods_than_numbers_for_them)
{
    Folder folder;
    auto town = read_text(good() / "town.toml");
    town.replace(town.find("value = 40"), 10, "value = 400");  // neighbourhoods, for 15,700 youths
    folder.write("town.toml", town);
    auto const scenario = folder.write("s.toml", "title = \"x\"\n[population]\nmunicipality = \"town.toml\"\n");
    auto const refused = [&](Overrides const& overrides) { return status_of([&] { read_scenario(scenario, vocabulary(), overrides); }, ExitStatus::usage); };
    EXPECT_EQ(refused(set("population.youths", std::to_string(15'700 * 149))), "");
    EXPECT_NE(refused(set("population.youths", std::to_string(15'700 * 151))).find("60400 neighbourhoods"), std::string::npos);
    Overrides overrides;
    overrides.youths = 15'700 * 151;
    EXPECT_NE(refused(overrides).find("60400 neighbourhoods"), std::string::npos);
    // As written it is told at its place.
    auto const stated = folder.write("t.toml", "title = \"x\"\n[population]\nmunicipality = \"town.toml\"\nyouths = 2370700\n");
    EXPECT_NE(faults_of([&] { read_scenario(stated, vocabulary()); }).find("t.toml:4:10: error: a town with 60400 neighbourhoods"), std::string::npos);
}

TEST(Overrides, names_of_nothing_are_refused_with_what_was_meant)
{
    EXPECT_EQ(refusal(set("simulation.monhts", "12")),
              "--set simulation.monhts=12: unknown key 'simulation.monhts'; did you mean 'months'?");
    EXPECT_EQ(refusal(set("months", "12")), "--set months=12: unknown name 'months'; did you mean 'simulation.months'?");
    EXPECT_EQ(refusal(set("norms.descriptive.learning_rat", "1")),
              "--set norms.descriptive.learning_rat=1: unknown name 'norms.descriptive.learning_rat'; did you mean "
              "'norms.descriptive.learning_rate'?");
    EXPECT_EQ(refusal(set("evening.coverage", "1")),
              "--set evening.coverage=1: unknown name 'evening.coverage'; did you mean 'evenings.coverage'?");
    EXPECT_EQ(refusal(set("evenings.covrage", "1")),
              "--set evenings.covrage=1: unknown key 'evenings.covrage'; did you mean 'coverage'?");
    for (auto const* path : {"", ".", "evenings.", "evenings", "evenings.type", "evenings.name", "extends", "intervention",
                             "simulation", "simulation.months.x"})
        EXPECT_NE(refusal(set(path, "1")), "") << path;
}

TEST(Overrides, a_path_of_very_many_parts_is_refused)
{
    std::string path = "parameters";
    for (int i = 0; i < 60000; ++i) path += ".a";
    EXPECT_NE(refusal(set(path, "1")), "");
}

TEST(Overrides, values_are_held_to_the_same_ranges)
{
    for (auto const* value :
         {"0", "-1", "1201", "1.5", "1,5", "nan", "inf", "", "x", "12\nreplicates = 1", "99999999999999999999", "[12]", "\"12\""})
        EXPECT_NE(refusal(set("simulation.months", value)), "") << value;
    for (auto const* value : {"1.01", "nan", "-inf", "0,5", "", "true"})
        EXPECT_NE(refusal(set("evenings.coverage", value)), "") << value;
    EXPECT_NE(refusal(set("norms.descriptive.learning_rate", "1.5")), "");
    EXPECT_NE(refusal(set("output.outcomes", "")), "");
    EXPECT_NE(refusal(set("output.outcomes", "starts,,youths")), "");
    EXPECT_NE(refusal(set("evenings.end", "0")), "");
    EXPECT_NE(refusal(set("evenings.supports", "evenings")), "");
    EXPECT_NE(refusal(set("population.municipality", "nowhere.toml")), "");
    EXPECT_NE(refusal(set("population.nodes", (good() / "nodes.csv").string())), "");
    Overrides youths;
    for (double const number :
         {0.0, -5.0, 2.5, 1e300, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        youths.youths = number;
        EXPECT_NE(refusal(youths), "") << number;
    }
    Overrides outcomes;
    outcomes.outcomes = {"stars"};
    EXPECT_EQ(refusal(outcomes), "--outcomes: 'output.outcomes': unknown 'stars'; did you mean 'starts'?");
}

TEST(Overrides, decimals_written_otherwise_are_told_how)
{
    auto const said = [](std::string const& value) { return refusal(set("norms.descriptive.learning_rate", value)); };
    for (auto const& [value, right] : std::map<std::string, std::string>{{"0,3", "written with a point: 0.3"}, {",3", "written with a point: 0.3"}, {".4", "both sides of the point: 0.4"},
                                                                         {"-.4", "both sides of the point: -0.4"}, {"1.", "both sides of the point: 1.0"}})
        EXPECT_TRUE(said(value).ends_with(right)) << said(value);
    for (auto const* value : {".", ",", "1.2.3", "0,3,4", "little"}) EXPECT_TRUE(said(value).ends_with("a number between 0 and 1")) << said(value);
}

TEST(Overrides, end_before_start_is_seen_across_options)
{
    Overrides overrides;
    overrides.set = {{"evenings.start", "24"}, {"evenings.end", "12"}};
    EXPECT_NE(refusal(overrides), "");
    overrides.set = {{"evenings.start", "12"}, {"evenings.end", "24"}};
    EXPECT_EQ(read(overrides).interventions.front().delivery.end, 24);
}

TEST(Overrides, a_population_can_be_exchanged)
{
    Overrides overrides;
    overrides.set = {{"population.nodes", (good() / "nodes.csv").string()}, {"population.ties", (good() / "ties.csv").string()}};
    auto const scenario = read(overrides);
    ASSERT_TRUE(scenario.population.imported);
    EXPECT_FALSE(scenario.population.municipality);
    EXPECT_EQ(scenario.inputs.back().path, (good() / "ties.csv").string());
    overrides.youths = 20;
    EXPECT_EQ(refusal(overrides), "--youths 20: 'youths' scales a municipality; an imported population has its own size");
}

TEST(Overrides, a_record_is_no_longer_than_the_run)
{
    EXPECT_EQ(refusal(set("output.every", "121")), "--set output.every=121: 'output.every' is 121 months, longer than the run of 120");
    EXPECT_EQ(read(set("output.every", "120")).output.every, 120);
}

TEST(Overrides, a_shorter_run_may_leave_out_an_intervention_but_none_is_put_beyond_it)
{
    EXPECT_EQ(refusal(set("evenings.start", "120")),
              "--set evenings.start=120: 'evenings' starts in month 120, when the run of 120 months is over; months count from 0: start = 119 or earlier, or [simulation] months = 121 or more");
    EXPECT_EQ(read(set("evenings.start", "119")).interventions.front().delivery.start, 119);
    Overrides overrides = set("evenings.start", "120");
    overrides.months = 121;
    EXPECT_EQ(read(overrides).simulation.months, 121);
    Folder folder;
    auto const path = folder.write("late.toml", extending_base() + "[[intervention]]\ntype = \"parent_education\"\nstart = 100\n");
    overrides.set = {};
    overrides.months = 12;
    EXPECT_EQ(read_scenario(path, vocabulary(), overrides).simulation.months, 12);
    EXPECT_EQ(read_scenario(path, vocabulary(), set("simulation.months", "12")).simulation.months, 12);
}

TEST(Overrides, files_are_checked_as_written_first)
{
    Overrides overrides;
    overrides.months = 12;
    EXPECT_NE(faults_of([&] { read_scenario(corpus() / "scenario-range.toml", vocabulary(), overrides); }), "");
}

}  // namespace
}  // namespace pijler::test
