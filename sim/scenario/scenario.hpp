// What a run needs, checked and typed: the contents of scenario, municipality and study files.
#pragma once

#include "core/errors.hpp"
#include "scenario/trial.hpp"
#include "scenario/vocabulary.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pijler {

// Full text of a file that a run read, kept with its results.
struct InputText {
    std::string path;
    std::string text;      // empty for CSV files: only their checksum and row count are kept
    std::string checksum;  // of CSV files, SHA-256 or FNV-1a 64 in hex
    std::size_t rows = 0;
};

struct SimulationSettings {
    int months = 120;         // month 0 is a September
    int run_in_months = 168;
    int replicates = 20;
    std::uint64_t seed = 20261123;
    std::vector<std::string> substances = {"cannabis"};  // as stated: shipped ones by name, others by the path of their file
};

// What sets a substance apart: the parameters whose values are not the defaults, which are cannabis's.
struct Substance {
    std::string name;
    std::string follows;  // the substance whose use raises acceptance of this one, where both are simulated; or empty
    ParameterValues parameters;
};

// A town in figures (scenarios/municipalities/*.toml). Shares lie in [0, 1].
struct Municipality {
    std::string name;
    double inhabitants = 0;
    double youths_12_17 = 0;
    double youths_18_24 = 0;
    double land_area = 0;                 // km2
    int neighbourhoods = 1;               // buurten
    int schools_vmbo = 1;                 // buildings that teach vmbo only
    int schools_all_tracks = 0;
    int schools_havo_vwo = 0;
    double class_size = 25;
    double class_size_vmbo = 22;
    double track_vmbo = 0.51;             // shares of a year group; the rest is vwo
    double track_havo = 0.28;
    double state_18_24_mbo = 0.25;        // shares of those aged 18-24; the rest is secondary school
    double state_18_24_hbo = 0.20;
    double state_18_24_wo = 0.08;
    double state_18_24_work = 0.40;
    double state_18_24_neither = 0.05;
    double one_parent_share = 0.20;       // of youths aged 12-17
    double no_sibling_share = 0.20;       // of youths aged 12-17: siblings at home
    double one_sibling_share = 0.48;
    double club_share_12_17 = 0.57;
    double club_share_18_24 = 0.30;
    int coffeeshops = 0;
    bool public_smoking_ban = true;       // in force today: part of the reference
    bool hemp_covenant = true;
};

// A real class or cohort to start from, from CSV.
struct ImportedYouth {
    std::string id;
    double age = 12.0;                 // years
    std::string sex;                   // female, male
    std::string track;                 // vmbo, havo, vwo, mbo, hbo, wo, work
    std::string school_class;          // label; empty: in none
    std::vector<std::string> stages;   // never, occasional, regular, problematic, former; one per simulated substance; empty: drawn
};
struct ImportedPopulation {
    std::vector<ImportedYouth> youths;                          // by id
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ties;  // places in `youths`, low < high, mutual, each once; the first to keep first
    std::vector<int> waves;                                     // of the ties as stated; the first is used
};

struct PopulationSettings {
    std::optional<Municipality> municipality;     // one of these two
    std::optional<ImportedPopulation> imported;
    std::optional<double> youths;                 // scales the municipality to this many youths
};

struct InterventionSpec {
    std::string type;
    std::string name;       // default: its type
    std::string approach;   // only for types that have one
    std::string supports;   // another intervention's name, or empty; a type that is not delivered here is supported where it is
    Delivery delivery;      // the type's defaults, overwritten by what the file says
    Place place;
};

struct OutputSettings {
    std::vector<std::string> outcomes;   // empty: all
    std::vector<std::string> subgroups;  // empty: all
    int every = 1;                       // months per record
};

struct Scenario {
    std::string title;
    std::string description;
    SimulationSettings simulation;
    std::vector<Substance> substances = {{"cannabis", "", {}}};  // as simulation.substances names them; the first makes friendships
    PopulationSettings population;
    ParameterValues parameters;  // of one substance alone: with its name and a dot before the parameter's
    OutputSettings output;
    std::vector<InterventionSpec> interventions;
    std::vector<InputText> inputs;  // this file, all it extends, municipality, CSVs
};

enum class Equalise { none, budget, contacts, hours };
enum class Uncertainty { none, priors, parameter_sets };

struct Estimand {
    std::string outcome = "starts";
    std::string subgroup = "age_12_16";  // of an imported cohort, which may have none of them, everybody, unless stated
    bool subgroup_stated = false;
    int horizon = 0;                   // months; 0: the end of the run
    double relevant_difference = 0.05; // relative
};

struct Arm {
    std::string name;
    Scenario scenario;
    ParameterValues parameters;  // this arm only, from month 0
};

// What ends the names of the arms that a study adds to its own: of equal spending, and with effects drawn from priors.
inline constexpr std::string_view equalised_ending = "_equalised";
inline constexpr std::string_view drawn_ending = "_drawn";

struct Study {
    std::string title;
    Equalise equalise = Equalise::none;
    double budget = 0.0;         // euro, contacts or hours a year
    Uncertainty uncertainty = Uncertainty::none;
    std::vector<ParameterValues> parameter_sets;  // at least one per replicate, with Uncertainty::parameter_sets
    Estimand estimand;
    std::vector<Arm> arms;       // the first is the reference
    std::vector<std::string> factors;  // of a factorial: arm n holds factor f where bit f of n is set
    std::optional<Trial> trial;        // arms are schools or classes of one town, the first the control
    std::vector<InputText> inputs;
    std::vector<std::string> notes;  // what is right, but may not be meant
};

// One setting as --set takes it.
struct Setting {
    Setting(std::string changed, std::string value, std::optional<Place> stated = {}, std::optional<Place> named = {})
        : path{std::move(changed)}, text{std::move(value)}, place{std::move(stated)}, name_place{named ? std::move(named) : place} {}
    std::string path;
    std::string text;
    std::optional<Place> place;       // in the file that states it; none: the command line
    std::optional<Place> name_place;  // of the path, where another line states it
};

// What the command line, or a point of a sweep, changes after the files were checked as written.
struct Overrides {
    std::optional<int> months;
    std::optional<int> replicates;
    std::optional<double> youths;
    std::optional<std::uint64_t> seed;
    std::vector<std::string> outcomes;
    std::vector<Setting> set;
};

// Reads, checks and overrides. Throws InputError with all faults of all files read, or StatusError (no_input) if `path` itself is
// not there; StatusError (usage) for an override that names nothing or is out of range.
Scenario read_scenario(std::filesystem::path const& path, Vocabulary const& vocabulary, Overrides const& overrides = {});

// A study file, or several scenario files as the arms of one (named by file stem).
Study read_study(std::vector<std::filesystem::path> const& paths, Vocabulary const& vocabulary, Overrides const& overrides = {});

// A substance's own file.
Substance read_substance(std::filesystem::path const& path, Vocabulary const& vocabulary);

// Whether a TOML file is a study (has [[arm]], [[factor]] or [study]), a municipality ([municipality]), a substance ([substance]) or a scenario.
enum class FileKind { scenario, study, municipality, substance };
FileKind kind_of_file(std::filesystem::path const& path);

Municipality read_municipality(std::filesystem::path const& path);

// Every figure by its key, in full precision: what a town made from it follows from.
std::string figures_of(Municipality const& town);

}  // namespace pijler
