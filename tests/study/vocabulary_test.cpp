// What the vocabulary says of parameters and outcomes, against what they do.
#include "model/turn_calendar.hpp"
#include "study/arm_values.hpp"
#include "support/studies.hpp"

namespace pijler::test {
namespace {

// Who is where and in which subgroup, after a September in which an arm has this value.
std::string people_after_september(World world, ParameterValues const& values)
{
    turn_school_year(world, model_with(values).synthesis.calendar, MonthRandom{RandomKey{1, 0}, 0});
    auto const cells = cells_of(world);
    auto const& y = world.youths;
    std::string people;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (!y.present[youth]) continue;
        for (auto const cell : cells[youth]) people += std::to_string(cell) + " ";
        people += std::to_string(y.class_group[youth].index) + " " + std::to_string(y.club[youth].index) + " " + std::to_string(y.household[youth].index) + "\n";
    }
    return people;
}

TEST(Vocabulary, MarksEveryParameterThatDecidesWhoIsWhere)
{
    auto const world = small_town(1500);
    auto const usual = people_after_september(world, {});
    ASSERT_NE(people_after_september(world, {{"friendship.class_reshuffle", 0.0}}), usual);
    for (auto const& parameter : make_vocabulary().parameters)
        for (double const value : {parameter.low, parameter.high}) {
            bool const moved = people_after_september(world, {{parameter.name, value}}) != usual;
            EXPECT_TRUE(!moved || parameter.shapes == Shapes::people) << parameter.name;
        }
}

TEST(Vocabulary, TellsWhatActsOnNewcomersAndWhatOnThePeopleThatArmsShare)
{
    std::map<std::string, Shapes> shapes;
    for (auto const& parameter : make_vocabulary().parameters) shapes[parameter.name] = parameter.shapes;
    for (auto const* name : {"friendship.class_reshuffle", "parents.disapproval", "places.street", "school.effect_sd"}) EXPECT_EQ(shapes.at(name), Shapes::people) << name;
    for (auto const* name : {"norms.bias", "curiosity.anchor", "parents.monitoring"}) EXPECT_EQ(shapes.at(name), Shapes::newcomers) << name;
    for (auto const* name : {"peer.influence", "friendship.cut_on_change", "acceptance.intercept_shift", "survey.named_share", "education.youths.curiosity"})
        EXPECT_EQ(shapes.at(name), Shapes::course) << name;
}

TEST(Vocabulary, NamesTheOutcomesThatARunOfOneArmLacks)
{
    auto const words = make_vocabulary();
    auto const result = run(small_study({arm("baseline")})).file;
    for (auto const& outcome : words.outcomes) {
        bool const compares = std::ranges::find(words.comparisons, outcome.name) != words.comparisons.end();
        bool const recorded = std::ranges::find(result.variables, outcome.name, &Variable::name) != result.variables.end();
        bool const of_networks = outcome.name.starts_with("network_") || outcome.name == "friend_odds_ratio";  // only when asked for
        EXPECT_EQ(recorded, !compares && !of_networks) << outcome.name;
    }
}

}  // namespace
}  // namespace pijler::test
