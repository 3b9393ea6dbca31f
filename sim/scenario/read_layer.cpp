// The tables of one scenario file: keys that are there overwrite, keys that are absent leave what an extended file said.
#include "scenario/draft.hpp"
#include "scenario/text_file.hpp"

#include <algorithm>

namespace pijler {
namespace {

constexpr double most_months = 1200;

// Names of substances that come with the program, and paths of others' files.
void read_substance_names(Section& section, std::filesystem::path const& by, Vocabulary const& vocabulary, Draft& draft)
{
    auto known = vocabulary.substances;
    auto const is_file = [](std::string const& word) { return word.ends_with(".toml"); };
    if (auto const* entry = section.find("substances"); entry != nullptr && entry->value.array() != nullptr)
        for (auto const& item : *entry->value.array())
            if (auto const* word = std::get_if<std::string>(&item.is); word != nullptr && is_file(*word)) known.push_back(*word);
    auto& substances = draft.scenario.simulation.substances;
    if (!section.read_words("substances", substances, known)) return;
    for (auto& word : substances)
        if (is_file(word)) word = resolved(by, word).string();
    draft.substances = section.place_of("substances");
}

void read_simulation(Section& section, std::filesystem::path const& by, Vocabulary const& vocabulary, Draft& draft)
{
    auto& simulation = draft.scenario.simulation;
    section.read("months", simulation.months, {1, most_months});
    section.read("run_in_months", simulation.run_in_months, {0, most_months});
    section.read("replicates", simulation.replicates, {1, 100000});
    section.read("seed", simulation.seed);
    read_substance_names(section, by, vocabulary, draft);
    section.refuse_other_keys();
}

// A path that the section states, relative to its file.
std::optional<StatedPath> read_path(Section& section, std::string_view key, std::filesystem::path const& by)
{
    std::string stated;
    if (!section.read_name(key, stated)) return std::nullopt;
    return StatedPath{resolved(by, stated), section.place_of(key)};
}

void read_population(Section& section, std::filesystem::path const& by, Draft& draft)
{
    bool const synthesised = section.has("municipality");
    bool const imported = section.has("nodes") || section.has("ties");
    draft.population_stated |= synthesised || imported;
    if (synthesised && imported)
        section.fault("municipality", "both a municipality and nodes or ties",
                      "a population is made from a municipality or imported from CSV");
    if (synthesised) {
        draft.nodes = draft.ties = std::nullopt;
        if (auto path = read_path(section, "municipality", by)) draft.municipality = path;
    }
    if (imported) {
        draft.municipality = std::nullopt;
        draft.youths = std::nullopt;
        draft.scenario.population.youths = std::nullopt;
        if (auto path = read_path(section, "nodes", by)) draft.nodes = path;
        if (auto path = read_path(section, "ties", by)) draft.ties = path;
    }
    int youths = 0;
    if (section.read("youths", youths, {1, 20e6})) {
        draft.youths = section.place_of("youths");
        draft.scenario.population.youths = youths;
    }
    section.refuse_other_keys();
}

struct StatedParameters {
    ParameterValues values;
    std::map<std::string, Place> places;
};

// `norms.descriptive.x = 1` without quotes is a table in a table in TOML: the same name.
void read_parameter(TomlEntry const& entry, std::string const& name, Vocabulary const& vocabulary, StatedParameters& so_far, Faults& faults)
{
    if (auto const* deeper = entry.value.table()) {
        for (auto const& inner : *deeper) read_parameter(inner, name + "." + inner.key, vocabulary, so_far, faults);
        return;
    }
    auto const* row = parameter_row(name, vocabulary);
    if (row == nullptr) {
        auto const near = did_you_mean(name, names_of(vocabulary.parameters));
        faults.add(entry.place, "unknown parameter " + in_quotes(name),
                   near.empty() ? "`pijler list parameters` shows them" : near);
        return;
    }
    if (row->name != name && row->shapes == Shapes::people) {
        faults.add(entry.place, in_quotes(row->name) + " shapes who people are, which is the same for all substances", "state it without the substance's name");
        return;
    }
    double value = 0.0;
    if (!check_number(entry.value, name, value, {row->low, row->high}, faults)) return;
    so_far.places.emplace(name, entry.place);
    if (!so_far.values.emplace(name, value).second) faults.add(entry.place, "parameter " + in_quotes(name) + " stands twice");
}

}  // namespace

ParameterRow const* parameter_row(std::string_view name, Vocabulary const& vocabulary)
{
    auto const& rows = vocabulary.parameters;
    auto const named = [&](std::string_view whole) { return std::ranges::find(rows, whole, &ParameterRow::name); };
    auto row = named(name);
    if (row == rows.end() && name.find('.') != std::string_view::npos) row = named(name.substr(name.find('.') + 1));
    return row == rows.end() ? nullptr : &*row;
}

void read_parameters(Section& section, Vocabulary const& vocabulary, ParameterValues& parameters, std::map<std::string, Place>* places)
{
    StatedParameters stated;
    for (auto const& entry : section.entries()) read_parameter(entry, entry.key, vocabulary, stated, section.faults());
    for (auto const& [name, value] : stated.values) parameters[name] = value;
    if (places == nullptr) return;
    for (auto const& [name, place] : stated.places) places->insert_or_assign(name, place);
}

void read_output(Section& section, Vocabulary const& vocabulary, Draft& draft)
{
    auto& output = draft.scenario.output;
    section.read_words("outcomes", output.outcomes, names_of(vocabulary.outcomes));
    section.read_words("subgroups", output.subgroups, names_of(vocabulary.subgroups));
    if (section.read("every", output.every, {1, most_months})) draft.every = section.place_of("every");
    section.refuse_other_keys();
}

void read_layer(Section& top, std::filesystem::path const& by, Vocabulary const& vocabulary, Draft& draft)
{
    auto& scenario = draft.scenario;
    top.read_name("title", scenario.title);
    top.read("description", scenario.description);
    top.find("extends");  // followed before any layer is laid
    if (auto section = top.table("simulation")) read_simulation(*section, by, vocabulary, draft);
    if (auto section = top.table("population")) read_population(*section, by, draft);
    if (auto section = top.table("parameters")) read_parameters(*section, vocabulary, scenario.parameters, &draft.parameter_places);
    if (auto section = top.table("output")) read_output(*section, vocabulary, draft);
    read_interventions(top, vocabulary, draft);
    top.refuse_other_keys();
}

}  // namespace pijler
