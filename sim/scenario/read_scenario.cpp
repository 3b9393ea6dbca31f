// A scenario: its file laid over the files that it extends, then checked as a whole.
#include "scenario/draft.hpp"
#include "scenario/import.hpp"
#include "scenario/municipality.hpp"
#include "scenario/read_delivery.hpp"
#include "scenario/text_file.hpp"

#include <algorithm>
#include <cmath>

namespace pijler {
namespace {

// Nothing could be recorded of a closed cohort that is gone.
void check_stay(Draft const& draft, Faults& faults)
{
    auto const& population = draft.scenario.population.imported;
    if (!population || population->youths.empty()) return;
    auto const stay = months_of_stay(*population);
    if (draft.scenario.simulation.months > stay)
        faults.add(*draft.nodes->place,
                   "the run of " + std::to_string(draft.scenario.simulation.months) + " months outlasts the imported population, of which the last turns 26 after " +
                       std::to_string(stay) + " months",
                   "[simulation] months = " + std::to_string(stay) + " or fewer");
}

// The files that a file extends, the first laid first; nothing, with faults, if they are stated wrongly.
std::optional<std::vector<StatedPath>> extended_by(TomlFile const& file, Faults& faults)
{
    Section top{file.top, "", faults};
    std::vector<StatedPath> paths;
    auto const* stated = top.find("extends");
    if (!stated) return paths;
    auto const* several = stated->value.array();
    if (several && several->empty()) top.fault("extends", "'extends' is empty", "leave it out or name a scenario");
    bool right = !several || !several->empty();
    for (auto const& one : several ? *several : TomlArray{stated->value}) {
        // Each as if it stood alone, at its own place.
        TomlValue const alone{one.place, TomlTable{{"extends", one.place, one}}};
        Section section{alone, "", faults};
        std::string name;
        right &= section.read_name("extends", name);
        paths.push_back({resolved(file.path, name), one.place});
    }
    return right ? std::optional{paths} : std::nullopt;
}

template <class Files>
bool holds(Files const& files, std::filesystem::path const& path)
{
    std::error_code error;
    return std::any_of(files.begin(), files.end(), [&](TomlFile const& file) { return std::filesystem::equivalent(file.path, path, error); });
}

// A scenario file found where another kind belongs is one fault, not one for each of its keys.
bool is_scenario(TomlFile const& file, Faults& faults)
{
    auto const& top = *file.top.table();
    if (file_kind(top) == FileKind::scenario) return true;
    for (auto const* key : {"arm", "factor", "study", "sweep", "trial", "municipality", "substance"}) {
        auto const* entry = find(top, key);
        if (!entry) continue;
        switch (file_kind(top)) {
            case FileKind::study: faults.add(entry->place, "this is no scenario but a study", "`pijler compare` runs it"); break;
            case FileKind::substance: faults.add(entry->place, "this is no scenario but a substance", "a scenario names it: [simulation] substances = [\"...\"]"); break;
            default: faults.add(entry->place, "this is no scenario but a municipality", "a scenario names it: [population] municipality = \"...\"");
        }
        break;
    }
    return false;
}

// The file after all that it extends, as far as they can be read; what several extend is laid once, before the first of them. What a
// wrong `extends` would have brought is not missing too. `open`: the files that lead here.
enum class Reading { whole, broken };
Reading lay_files(StatedPath const& stated, std::vector<TomlFile>& open, std::vector<TomlFile>& layers, Faults& faults)
{
    if (holds(layers, stated.path)) return Reading::whole;
    if (holds(open, stated.path)) {
        faults.add(*stated.place, "'" + stated.path.string() + "' extends itself" + (open.size() > 1 ? " by way of others" : ""));
        return Reading::broken;
    }
    auto file = open_toml(stated, faults);
    if (!file || !is_scenario(*file, faults)) return Reading::broken;
    open.push_back(std::move(*file));
    auto const extended = extended_by(open.back(), faults);
    auto reading = extended ? Reading::whole : Reading::broken;
    for (auto const& one : extended.value_or(std::vector<StatedPath>{}))
        if (lay_files(one, open, layers, faults) == Reading::broken) reading = Reading::broken;
    layers.push_back(std::move(open.back()));
    open.pop_back();
    return reading;
}

// Whether the scenario delivers this type under any name.
bool delivers(Scenario const& scenario, std::string const& type)
{
    return std::ranges::find(scenario.interventions, type, &InterventionSpec::type) != scenario.interventions.end();
}

}  // namespace

void check_whole(Draft const& draft, Vocabulary const& vocabulary, Faults& faults)
{
    if (!draft.population_stated)
        faults.add(draft.start, "no population", "[population] municipality = \"...\", or extend a scenario that has one");
    if (draft.nodes && !draft.ties) faults.add(*draft.nodes->place, "nodes without ties", "ties = \"...\"");
    if (draft.ties && !draft.nodes) faults.add(*draft.ties->place, "ties without nodes", "nodes = \"...\"");
    if (draft.youths && !draft.municipality && draft.nodes)
        faults.add(*draft.youths, "'youths' scales a municipality; an imported population has its own size");

    check_stay(draft, faults);
    check_supports(draft, vocabulary, faults);
    check_entities(draft, vocabulary, faults);
}

void check_entities(Draft const& draft, Vocabulary const& vocabulary, Faults& faults)
{
    if (!draft.nodes || draft.municipality) return;
    for (auto const& spec : draft.scenario.interventions) {
        auto const type = std::ranges::find(vocabulary.interventions, spec.type, &InterventionType::name);
        if (type == vocabulary.interventions.end()) continue;
        auto const lacks = !type->needs.empty() ? type->needs : spec.delivery.neighbourhoods.empty() ? std::string{} : "neighbourhoods";
        if (!lacks.empty())
            faults.add(spec.place, in_quotes(spec.name) + " acts on " + lacks + ", which an imported population has not", "[population] municipality = \"...\", or leave it out");
    }
}

void check_supports(Draft const& draft, Vocabulary const& vocabulary, Faults& faults)
{
    auto const& interventions = draft.scenario.interventions;
    for (std::size_t i = 0; i < interventions.size(); ++i) check_screening(interventions[i], draft.intervention_places[i], faults);
    for (std::size_t i = 0; i < interventions.size(); ++i) {
        auto const& supported = interventions[i].supports;
        // A type that only other scenarios deliver is supported where these lie together.
        bool const elsewhere = std::ranges::find(vocabulary.interventions, supported, &InterventionType::name) != vocabulary.interventions.end() && !delivers(draft.scenario, supported);
        if (supported.empty() || elsewhere) continue;
        Words others;
        for (std::size_t j = 0; j < interventions.size(); ++j)
            if (j != i && !interventions[j].name.empty()) others.push_back(interventions[j].name);
        if (std::find(others.begin(), others.end(), supported) == others.end())
            faults.add(draft.intervention_places[i].supports,
                       "'supports' names no other intervention of this scenario: " + in_quotes(supported),
                       unknown_word_remedy(supported, others));
    }
}

void check_records(Draft const& draft, Faults& faults)
{
    auto const& scenario = draft.scenario;
    if (draft.every && scenario.output.every > scenario.simulation.months)
        faults.add(*draft.every, "'output.every' is " + counted(scenario.output.every, "month") + ", longer than the run of " +
                                     std::to_string(scenario.simulation.months));
}

void check_places(Draft const& draft, Faults& faults)
{
    if (!draft.scenario.population.municipality) return;
    auto const& town = *draft.scenario.population.municipality;
    double const own = town.youths_12_17 + town.youths_18_24;
    double const scale = draft.scenario.population.youths ? *draft.scenario.population.youths / own : 1.0;
    for (auto const& [what, number] : {std::pair{"schools", town.schools_vmbo + town.schools_all_tracks + town.schools_havo_vwo}, {"neighbourhoods", town.neighbourhoods}})
        if (scale * number > 60'000.0)
            faults.add(draft.youths ? *draft.youths : *draft.municipality->place, "a town with " + written(std::round(scale * number)) + " " + what,
                       "at most 60000 of them: fewer youths");
}

void read_population_files(Draft& draft, Vocabulary const& vocabulary, Faults& faults)
{
    auto& population = draft.scenario.population;
    draft.population_inputs.clear();
    population.municipality = std::nullopt;
    population.imported = std::nullopt;
    if (draft.municipality) {
        if (auto const file = open_toml(*draft.municipality, faults)) {
            population.municipality = municipality_in(*file, faults);
            draft.population_inputs.push_back(file->input);
        }
    } else if (draft.nodes && draft.ties) {
        Words substances;
        for (auto const& substance : draft.scenario.substances) substances.push_back(substance.name);
        population.imported = read_imported_population({*draft.nodes, *draft.ties}, substances,
                                                       vocabulary, draft.population_inputs, faults);
        check_stay(draft, faults);
    }
}

std::optional<Draft> read_draft(std::vector<StatedPath> const& stated, Vocabulary const& vocabulary, Faults& faults)
{
    std::vector<TomlFile> open, layers;
    auto reading = Reading::whole;
    for (auto const& one : stated)
        if (lay_files(one, open, layers, faults) == Reading::broken) reading = Reading::broken;
    if (layers.empty()) return std::nullopt;

    Draft draft;
    draft.start = {layers.back().path.string(), 1, 1};
    for (auto file = layers.rbegin(); file != layers.rend(); ++file) draft.scenario.inputs.push_back(file->input);
    bool titled = false;
    for (auto const& file : layers) {
        Section top{file.top, "", faults};
        titled |= top.has("title");
        read_layer(top, file.path, vocabulary, draft);
    }
    if (reading == Reading::broken) return std::nullopt;
    if (!titled) faults.add(draft.start, "'title' is missing", "title = \"...\", here or in a file that this one extends");
    check_whole(draft, vocabulary, faults);
    check_records(draft, faults);
    check_starts(draft, faults);
    read_substances(draft, vocabulary, faults);
    read_population_files(draft, vocabulary, faults);
    check_places(draft, faults);
    check_stops(draft, faults);
    return draft;
}

Scenario finished(Draft draft)
{
    for (auto const* inputs : {&draft.substance_inputs, &draft.population_inputs})
        for (auto const& input : *inputs) keep_input(draft.scenario.inputs, input);
    return std::move(draft.scenario);
}

Scenario read_scenario(std::filesystem::path const& path, Vocabulary const& vocabulary, Overrides const& overrides)
{
    Faults faults;
    std::vector<ArmDraft> only(1);
    only.front().draft = read_draft({{path, std::nullopt}}, vocabulary, faults);
    faults.throw_if_any();
    apply_overrides(only, overrides, vocabulary);
    return finished(std::move(*only.front().draft));
}

}  // namespace pijler
