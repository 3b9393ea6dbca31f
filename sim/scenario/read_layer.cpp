// The tables of one scenario file: keys that are there overwrite, keys that are absent leave what an extended file said.
#include "scenario/draft.hpp"
#include "scenario/text_file.hpp"

#include <algorithm>

namespace pijler {
namespace {

constexpr double most_months = 1200;

void read_simulation(Section& section, Vocabulary const& vocabulary, SimulationSettings& simulation)
{
    section.read("months", simulation.months, {1, most_months});
    section.read("run_in_months", simulation.run_in_months, {0, most_months});
    section.read("replicates", simulation.replicates, {1, 100000});
    section.read("seed", simulation.seed);
    section.read_words("substances", simulation.substances, vocabulary.substances);
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

// `norms.descriptive.x = 1` without quotes is a table in a table in TOML: the same name.
void read_parameter(TomlEntry const& entry, std::string const& name, Vocabulary const& vocabulary, ParameterValues& read_so_far,
                    Faults& faults)
{
    if (auto const* deeper = entry.value.table()) {
        for (auto const& inner : *deeper) read_parameter(inner, name + "." + inner.key, vocabulary, read_so_far, faults);
        return;
    }
    auto const& rows = vocabulary.parameters;
    auto const row = std::find_if(rows.begin(), rows.end(), [&](ParameterRow const& known) { return known.name == name; });
    if (row == rows.end()) {
        auto const near = did_you_mean(name, names_of(rows));
        faults.add(entry.place, "unknown parameter " + in_quotes(name),
                   near.empty() ? "`pijler list parameters` shows them" : near);
        return;
    }
    double value = 0.0;
    if (!check_number(entry.value, name, value, {row->low, row->high}, faults)) return;
    if (!read_so_far.emplace(name, value).second) faults.add(entry.place, "parameter " + in_quotes(name) + " stands twice");
}

}  // namespace

void read_parameters(Section& section, Vocabulary const& vocabulary, ParameterValues& parameters)
{
    ParameterValues stated;
    for (auto const& entry : section.entries()) read_parameter(entry, entry.key, vocabulary, stated, section.faults());
    for (auto const& [name, value] : stated) parameters[name] = value;
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
    if (auto section = top.table("simulation")) read_simulation(*section, vocabulary, scenario.simulation);
    if (auto section = top.table("population")) read_population(*section, by, draft);
    if (auto section = top.table("parameters")) read_parameters(*section, vocabulary, scenario.parameters);
    if (auto section = top.table("output")) read_output(*section, vocabulary, draft);
    read_interventions(top, vocabulary, draft);
    top.refuse_other_keys();
}

}  // namespace pijler
