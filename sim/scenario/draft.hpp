// A scenario while its files are read: the values so far, and the places that checks of the whole will name.
#pragma once

#include "scenario/scenario.hpp"
#include "scenario/section.hpp"
#include "scenario/toml_file.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pijler {

// Where an intervention states what is checked once the whole scenario is read.
struct InterventionPlaces {
    Place supports;
    std::optional<Place> start;
    std::optional<Place> screening = {};
    std::vector<std::pair<std::string, Place>> unseen = {};  // selectors of the target that need screening
    std::vector<Place> calendar = {};                        // beside the steps of the delivery
    std::optional<Place> stop = {};
};

struct Draft {
    Scenario scenario;
    Place start;  // of the file named
    std::optional<StatedPath> municipality;
    std::optional<StatedPath> nodes;
    std::optional<StatedPath> ties;
    bool population_stated = false;  // rightly or wrongly
    std::optional<Place> youths;
    std::optional<Place> every;  // of output
    std::vector<InterventionPlaces> intervention_places;  // beside scenario.interventions
    std::vector<InputText> population_inputs;
    std::optional<Place> substances;
    std::vector<InputText> substance_inputs;
    std::map<std::string, Place> parameter_places;  // where each was stated last
};

// An arm of a study while it is read; a scenario that is run alone is an arm without a name.
struct ArmDraft {
    std::string name;
    Place place;
    std::optional<Place> name_place;  // none: named by its file
    ParameterValues parameters;              // this arm only
    std::optional<Place> parameters_place;
    std::optional<Draft> draft;
};

inline constexpr char const* output_meaning = "what is recorded; without it everything, each month";

// The tables of a scenario file, each laid over what the draft holds; `by` is the file that states them.
void read_layer(Section& top, std::filesystem::path const& by, Vocabulary const& vocabulary, Draft& draft);
void read_output(Section& section, Vocabulary const& vocabulary, Draft& draft);
void read_parameters(Section& section, Vocabulary const& vocabulary, ParameterValues& parameters, std::map<std::string, Place>* places = nullptr);
// What a parameter's name, or one with a substance's name and a dot before it, declares; null if nothing.
ParameterRow const* parameter_row(std::string_view name, Vocabulary const& vocabulary);
void read_interventions(Section& top, Vocabulary const& vocabulary, Draft& draft);

// The fields of an intervention that may change after its type is known.
void read_delivery(Section& section, Vocabulary const& vocabulary, InterventionSpec& spec, InterventionPlaces& places);

// Checks across tables and files, once all layers lie (of an imported population, once it is read).
void check_whole(Draft const& draft, Vocabulary const& vocabulary, Faults& faults);

// A record is no longer than the run.
void check_records(Draft const& draft, Faults& faults);

// What an intervention supports is there.
void check_supports(Draft const& draft, Vocabulary const& vocabulary, Faults& faults);

// What interventions act on is there: of a town, an imported cohort has its classes, homes and friendships alone.
void check_entities(Draft const& draft, Vocabulary const& vocabulary, Faults& faults);

// No intervention starts when the run is over.
void check_starts(Draft const& draft, Faults& faults);

// What an intervention stops is in force in the town.
void check_stops(Draft const& draft, Faults& faults);

// The substances that the draft names, each from its file, and whether parameters are stated for substances that it has.
void read_substances(Draft& draft, Vocabulary const& vocabulary, Faults& faults);

// Reads the municipality file or the CSVs that the draft names.
void read_population_files(Draft& draft, Vocabulary const& vocabulary, Faults& faults);

// Schools and neighbourhoods grow with the population, and each kind has 65,535 numbers.
void check_places(Draft const& draft, Faults& faults);

// Scenario files laid over each other, each after all that it extends, checked as written; nothing, with faults, if one of them cannot be read.
std::optional<Draft> read_draft(std::vector<StatedPath> const& stated, Vocabulary const& vocabulary, Faults& faults);

// What the command line changes, in every arm that has what is named or in the arm named. Throws StatusError (usage).
void apply_overrides(std::vector<ArmDraft>& arms, Overrides const& overrides, Vocabulary const& vocabulary);

Scenario finished(Draft draft);

}  // namespace pijler
