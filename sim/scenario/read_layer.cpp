// The tables of one scenario file: keys that are there overwrite, keys that are absent leave what an extended file said.
#include "scenario/draft.hpp"
#include "scenario/file_shapes.hpp"
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
    auto names = set_of(word_or_file(vocabulary.substances, ".toml"));
    names.otherwise = substances;
    section.tells({"substances", "what is used: shipped substances by name, others by the path of their file; the first makes friendships, and tables show it"}, std::move(names));
    if (!section.read_words("substances", substances, known)) return;
    for (auto& word : substances)
        if (is_file(word)) word = resolved(by, word).string();
    draft.substances = section.place_of("substances");
}

void read_simulation(Section& section, std::filesystem::path const& by, Vocabulary const& vocabulary, Draft& draft)
{
    auto& simulation = draft.scenario.simulation;
    section.read({"months", "length of the run, in months; month 0 is a September"}, simulation.months, {1, most_months});
    section.read({"run_in_months", "months lived before month 0, in which the town settles under the policy in force"}, simulation.run_in_months, {0, most_months});
    section.read({"replicates", "towns simulated, each with chances of its own; arms share them"}, simulation.replicates, {1, 100000});
    section.read({"seed", "of all random draws: the same seed gives the same result, bit for bit"}, simulation.seed);
    read_substance_names(section, by, vocabulary, draft);
    section.refuse_other_keys();
}

// A path that the section states, relative to its file.
std::optional<StatedPath> read_path(Section& section, Key key, std::filesystem::path const& by)
{
    std::string stated;
    if (!section.read_name(key, stated)) return std::nullopt;
    return StatedPath{resolved(by, stated), section.place_of(key.name)};
}

void read_population(Section& section, std::filesystem::path const& by, Draft& draft)
{
    bool const synthesised = section.has("municipality");
    bool const imported = section.has("nodes") || section.has("ties");
    draft.population_stated |= synthesised || imported;
    if (synthesised && imported)
        section.fault("municipality", "both a municipality and nodes or ties",
                      "a population is made from a municipality or imported from CSV");
    auto const municipality = read_path(section, {"municipality", "path of a municipality file, from this file's folder: the town in figures, and the policy in force there"}, by);
    auto const nodes = read_path(section, {"nodes", "path of a CSV of real youths instead of a town: id, age, sex, track, class, stage_<substance>"}, by);
    auto const ties = read_path(section, {"ties", "path of a CSV of their ties: from, to and, optionally, wave"}, by);
    if (synthesised) {
        draft.nodes = draft.ties = std::nullopt;
        if (municipality) draft.municipality = municipality;
    }
    if (imported) {
        draft.municipality = std::nullopt;
        draft.youths = std::nullopt;
        draft.scenario.population.youths = std::nullopt;
        if (nodes) draft.nodes = nodes;
        if (ties) draft.ties = ties;
    }
    int youths = 0;
    if (section.read({"youths", "youths aged 12 to 25 in the town, which is scaled to them; without it the town has its own size"}, youths, {1, 20e6})) {
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

// Any name that is declared; with a substance's name and a dot before it; or, without quotes, tables in tables.
void tell_parameters(Section& section, Vocabulary const& vocabulary)
{
    if (!section.is_told()) return;
    std::string names;
    for (auto const& row : vocabulary.parameters) {
        auto shape = number_shape({row.low, row.high});
        shape.otherwise = row.default_value;
        auto const unit = row.unit.empty() ? "" : " (" + row.unit + ")";
        section.tells({row.name, row.meaning + unit + " [" + row.source + ", grade " + row.grade + "]"}, std::move(shape));
        if (row.shapes == Shapes::people) continue;
        names += names.empty() ? "" : "|";
        for (char const letter : row.name) names += letter == '.' ? std::string{"\\."} : std::string{letter};
    }
    section.tells_matching("^[a-z0-9_]+\\.(" + names + ")$", {.kind = Shape::Kind::number, .meaning = "of one substance alone"});
    section.tells_matching("^[a-z0-9_]+$", {.kind = Shape::Kind::table, .others = {Shape{}}});
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
    tell_parameters(section, vocabulary);
    StatedParameters stated;
    for (auto const& entry : section.entries()) read_parameter(entry, entry.key, vocabulary, stated, section.faults());
    for (auto const& [name, value] : stated.values) parameters[name] = value;
    if (places == nullptr) return;
    for (auto const& [name, place] : stated.places) places->insert_or_assign(name, place);
}

void read_output(Section& section, Vocabulary const& vocabulary, Draft& draft)
{
    auto& output = draft.scenario.output;
    if (section.is_told()) section.tells("outcomes", set_of(name_shape(vocabulary.outcomes)));
    if (section.is_told()) section.tells("subgroups", set_of(name_shape(vocabulary.subgroups)));
    section.read_words({"outcomes", "outcomes to record; without it all: `pijler list outcomes`"}, output.outcomes, names_of(vocabulary.outcomes));
    section.read_words({"subgroups", "subgroups to record; without it all: `pijler list subgroups`"}, output.subgroups, names_of(vocabulary.subgroups));
    if (section.read({"every", "months per record"}, output.every, {1, most_months})) draft.every = section.place_of("every");
    section.refuse_other_keys();
}

void read_layer(Section& top, std::filesystem::path const& by, Vocabulary const& vocabulary, Draft& draft)
{
    auto& scenario = draft.scenario;
    top.read_name({"title", "what tables and reports call it; here, or in a file that this one extends"}, scenario.title);
    top.read({"description", "what it is, in a sentence"}, scenario.description);
    top.tells({"extends", "path of a scenario, or several, that this one is laid over: later keys win, interventions are appended"}, either_of({text_shape(), list_of(text_shape())}));
    top.find("extends");  // followed before any layer is laid
    if (auto section = top.table({"simulation", "length, chances and substances of the run"})) read_simulation(*section, by, vocabulary, draft);
    if (auto section = top.table({"population", "a town made from a municipality's figures, or real youths from CSV"})) read_population(*section, by, draft);
    if (auto section = top.table({"parameters", "values of the model's parameters that differ from the defaults: `pijler list parameters`"}))
        read_parameters(*section, vocabulary, scenario.parameters, &draft.parameter_places);
    if (auto section = top.table({"output", output_meaning})) read_output(*section, vocabulary, draft);
    read_interventions(top, vocabulary, draft);
    top.refuse_other_keys();
}

Shape scenario_shape(Vocabulary const& vocabulary)
{
    Shape shape;
    Faults unheard;
    Draft draft;
    Section top{shape, unheard};
    read_layer(top, {}, vocabulary, draft);
    return shape;
}

}  // namespace pijler
