#include "cli/completion_facts.hpp"

#include "cli/command_table.hpp"
#include "cli/options.hpp"
#include "scenario/file_shapes.hpp"
#include "study/towns.hpp"
#include "study/vocabulary.hpp"

namespace pijler {
namespace {

OptionFacts facts_of(options::option_description const& option, Vocabulary const& vocabulary)
{
    OptionFacts facts{option.long_name(), {}, option.description()};
    auto const shown = option.canonical_display_name(options::command_line_style::allow_dash_for_short);
    if (shown.size() == 2 && shown.front() == '-') facts.letter = shown.substr(1);
    facts.takes_value = option.semantic()->max_tokens() > 0;
    facts.choices = choices_of(facts.name);
    facts.is_setting = facts.name == "set";
    facts.is_list = facts.name == "outcomes";
    if (facts.is_list) facts.choices = names_of(vocabulary.outcomes);
    facts.repeats = option.semantic()->is_composing();
    return facts;
}

// Keys of the tables of a scenario that hold one value each.
void add_keys(Shape const& scenario, Words& settings)
{
    for (auto const& table : scenario.properties) {
        if (table.shape.kind != Shape::Kind::table || table.key == "parameters") continue;
        for (auto const& property : table.shape.properties) settings.push_back(table.key + "." + property.key);
    }
}

std::vector<std::pair<std::string, Words>> listed_names(Vocabulary const& vocabulary)
{
    return {{"interventions", names_of(vocabulary.interventions)}, {"parameters", names_of(vocabulary.parameters)}, {"outcomes", names_of(vocabulary.outcomes)},
            {"subgroups", names_of(vocabulary.subgroups)}, {"municipalities", names_of(known_towns())}};
}

}  // namespace

Facts completion_facts()
{
    auto const vocabulary = make_vocabulary();
    Facts facts;
    for (auto const& command : commands) {
        auto const line = command.line();
        CommandFacts of{command.name, command.does, {}, line.words};
        if (of.name == "list") of.names = listed_names(vocabulary);
        for (auto const& option : line.options.options()) of.options.push_back(facts_of(*option, vocabulary));
        of.options.push_back({"help", "h", "show this help"});
        facts.commands.push_back(std::move(of));
    }
    add_keys(scenario_shape(vocabulary), facts.settings);
    for (auto const& row : vocabulary.parameters) facts.settings.push_back(row.name);
    return facts;
}

}  // namespace pijler
