// A study: arms on common random numbers, the question asked of them, and what is not known.
#include "scenario/draft.hpp"
#include "scenario/study_tables.hpp"
#include "scenario/text_file.hpp"

#include <algorithm>
#include <set>

namespace pijler {
namespace {

void read_arm(Section& section, std::filesystem::path const& by, Vocabulary const& vocabulary, Faults& faults, ArmDraft& arm)
{
    arm.place = section.place();
    section.require("name", "name = \"...\"");
    section.read_name("name", arm.name);
    section.require("scenario", "scenario = \"...\"");
    if (auto parameters = section.table("parameters")) {
        read_parameters(*parameters, vocabulary, arm.parameters);
        arm.parameters_place = parameters->place();
    }
    std::string scenario;
    if (section.read_name("scenario", scenario))
        arm.draft = read_draft({resolved(by, scenario), section.place_of("scenario")}, vocabulary, faults);
    section.refuse_other_keys();
}

std::vector<ArmDraft> read_arms(Section& top, std::filesystem::path const& by, Vocabulary const& vocabulary, Faults& faults)
{
    std::vector<ArmDraft> arms;
    top.require("arm", "[[arm]] with a name and a scenario; the first is the reference");
    if (auto const* entry = top.find("arm"); entry && entry->value.array() && entry->value.array()->empty())
        top.fault("arm", "a study has at least one arm");
    std::set<std::string> names;
    for (auto& section : top.tables("arm")) {
        read_arm(section, by, vocabulary, faults, arms.emplace_back());
        auto const& name = arms.back().name;
        if (!name.empty() && !names.insert(name).second) section.fault("name", "a second arm named " + in_quotes(name));
    }
    return arms;
}

std::string population_of(Draft const& draft)
{
    std::string text;
    for (auto const* stated : {&draft.municipality, &draft.nodes, &draft.ties})
        if (*stated) text += (text.empty() ? "" : " and ") + (*stated)->path.string();
    auto const& youths = draft.scenario.population.youths;
    return text + (youths ? " at " + written(*youths) + " youths" : "");
}

// Arms differ in what is done, not in the world that it is done to.
void check_agreement(std::vector<ArmDraft> const& arms, Faults& faults)
{
    auto const compare = [&](ArmDraft const& arm, std::string const& what, std::string const& here,
                             std::string const& reference) {
        if (here != reference)
            faults.add(arm.place,
                       "arm " + in_quotes(arm.name) + " has " + what + " " + here + " where the reference has " + reference,
                       "arms of a study share one world: state it in a file that all extend");
    };
    for (auto const& arm : arms) {
        if (!arm.draft || !arms.front().draft) continue;
        auto const& a = arm.draft->scenario.simulation;
        auto const& b = arms.front().draft->scenario.simulation;
        compare(arm, "months", std::to_string(a.months), std::to_string(b.months));
        compare(arm, "run_in_months", std::to_string(a.run_in_months), std::to_string(b.run_in_months));
        compare(arm, "replicates", std::to_string(a.replicates), std::to_string(b.replicates));
        compare(arm, "seed", std::to_string(a.seed), std::to_string(b.seed));
        compare(arm, "substances", listed(a.substances), listed(b.substances));
        compare(arm, "population", population_of(*arm.draft), population_of(*arms.front().draft));
    }
}

double value_in(ParameterValues const& values, ParameterRow const& row, double otherwise)
{
    auto const found = values.find(row.name);
    return found == values.end() ? otherwise : found->second;
}

// Calls with every arm and parameter of these whose value is not that of the reference's run-in.
template <class Act>
void for_own_parameters(std::vector<ArmDraft> const& arms, Vocabulary const& vocabulary, Shapes shapes, Act const& act)
{
    if (arms.empty() || !arms.front().draft) return;
    for (auto const& row : vocabulary.parameters) {
        if (row.shapes != shapes) continue;
        double const shared = value_in(arms.front().draft->scenario.parameters, row, row.default_value);
        for (auto const& arm : arms) {
            if (!arm.draft) continue;
            double const own = value_in(arm.parameters, row, value_in(arm.draft->scenario.parameters, row, row.default_value));
            if (own != shared) act(arm, row, own, shared);
        }
    }
}

// The horizon falls between two records, and not because the run was cut short.
bool falls_between_records(int horizon, Scenario const& scenario)
{
    return horizon < scenario.simulation.months && horizon % scenario.output.every != 0;
}

std::string between_records(int horizon, Scenario const& scenario)
{
    auto const every = scenario.output.every;
    auto const before = horizon - horizon % every;
    return "the horizon of " + counted(horizon, "month") + " falls between two records of " + counted(every, "month") + " (output.every); " +
           (before > 0 ? std::to_string(before) + " or " : "") + std::to_string(before + every) + " would do";
}

std::string too_few_sets(Study const& study, int replicates)
{
    return counted(static_cast<std::int64_t>(study.parameter_sets.size()), "parameter set") + " for " + counted(replicates, "replicate") +
           "; each replicate takes a row of its own";
}

bool has_too_few_sets(Study const& study, int replicates)
{
    return study.uncertainty == Uncertainty::parameter_sets && study.parameter_sets.size() < static_cast<std::size_t>(replicates);
}

Study assembled(Study study, std::vector<ArmDraft> arms, Overrides const& overrides, Vocabulary const& vocabulary)
{
    apply_overrides(arms, overrides, vocabulary);
    for_own_parameters(arms, vocabulary, Shapes::newcomers, [&](ArmDraft const& arm, ParameterRow const& row, double, double) {
        study.notes.push_back("arm " + in_quotes(arm.name) + ": " + in_quotes(row.name) + " acts on youths and parents who arrive from month 0 on, not on those who are there");
    });
    for (auto& arm : arms) {
        study.arms.push_back({arm.name, finished(std::move(*arm.draft)), std::move(arm.parameters)});
        for (auto const& input : study.arms.back().scenario.inputs) keep_input(study.inputs, input);
    }
    auto const& reference = study.arms.front().scenario;
    auto const horizon = study.estimand.horizon;
    if (horizon > 0 && falls_between_records(horizon, reference)) throw StatusError{ExitStatus::usage, between_records(horizon, reference)};
    if (has_too_few_sets(study, reference.simulation.replicates))
        throw StatusError{ExitStatus::usage, too_few_sets(study, reference.simulation.replicates)};
    return study;
}

// What the study asks, against the run that is to answer it.
void check_asked(Study const& study, StudyPlaces const& places, std::vector<ArmDraft> const& arms, Faults& faults)
{
    if (arms.empty() || !arms.front().draft) return;
    auto const& reference = arms.front().draft->scenario;
    auto const horizon = study.estimand.horizon;
    auto const& simulation = reference.simulation;
    if (places.horizon && horizon > simulation.months)
        faults.add(*places.horizon, "the horizon lies beyond the run of " + counted(simulation.months, "month"));
    else if (places.horizon && falls_between_records(horizon, reference))
        faults.add(*places.horizon, between_records(horizon, reference));
    if (places.parameter_sets)
        for (auto const& arm : arms)
            for (auto const& [name, value] : arm.parameters)
                if (study.parameter_sets.front().contains(name))
                    faults.add(*arm.parameters_place, "arm " + in_quotes(arm.name) + " sets " + in_quotes(name) + ", which the parameter sets set in all arms");
    if (places.parameter_sets && has_too_few_sets(study, simulation.replicates))
        faults.add(*places.parameter_sets, too_few_sets(study, simulation.replicates));
}

Study study_in(TomlFile const& file, Vocabulary const& vocabulary, Overrides const& overrides, Faults& faults)
{
    Study study;
    study.inputs.push_back(file.input);
    Section top{file.top, "", faults};
    std::string description;
    top.require("title", "title = \"...\"");
    top.read_name("title", study.title);
    top.read("description", description);
    StudyPlaces places;
    if (auto section = top.table("study")) places = read_study_table(*section, file.path, vocabulary, study);
    if (auto section = top.table("sweep")) check_sweep(*section);
    auto arms = read_arms(top, file.path, vocabulary, faults);
    if (auto section = top.table("output")) {
        Draft checked;
        read_output(*section, vocabulary, checked);
        for (auto& arm : arms)
            if (arm.draft) read_output(*section, vocabulary, *arm.draft);
    }
    top.refuse_other_keys();
    check_agreement(arms, faults);
    check_pairing(arms, vocabulary, faults);
    for (auto const& arm : arms)
        if (arm.draft) check_records(*arm.draft, faults);
    check_asked(study, places, arms, faults);
    faults.throw_if_any();
    return assembled(std::move(study), std::move(arms), overrides, vocabulary);
}

Study study_of_scenarios(std::vector<std::filesystem::path> const& paths, Vocabulary const& vocabulary,
                         Overrides const& overrides)
{
    Study study;
    Faults faults;
    std::vector<ArmDraft> arms;
    std::set<std::string> stems;
    for (auto const& path : paths) {
        auto const stem = path.stem().string();
        if (!stems.insert(stem).second)
            throw StatusError{ExitStatus::usage,
                              "two arms named '" + stem + "'; arms are named by file stem: rename one file or write a study"};
        study.title += (study.title.empty() ? "" : ", ") + stem;
        auto& arm = arms.emplace_back();
        arm.name = stem;
        arm.place.file = path.string();
        arm.draft = read_draft({path, std::nullopt}, vocabulary, faults);
    }
    check_agreement(arms, faults);
    check_pairing(arms, vocabulary, faults);
    faults.throw_if_any();
    return assembled(std::move(study), std::move(arms), overrides, vocabulary);
}

}  // namespace

void check_pairing(std::vector<ArmDraft> const& arms, Vocabulary const& vocabulary, Faults& faults)
{
    for_own_parameters(arms, vocabulary, Shapes::people, [&](ArmDraft const& arm, ParameterRow const& row, double own, double shared) {
        auto const place = arm.parameters.contains(row.name) ? arm.parameters_place.value_or(arm.place) : arm.place;
        faults.add(place, "arm " + in_quotes(arm.name) + " has " + in_quotes(row.name) + " " + written(own) + " where the run-in has " + written(shared) + ": it shapes who people are and where, which arms share",
                   "state it in a file that all arms extend");
    });
}

Study read_study(std::vector<std::filesystem::path> const& paths, Vocabulary const& vocabulary, Overrides const& overrides)
{
    if (paths.empty()) throw StatusError{ExitStatus::usage, "no study and no scenarios named"};
    Faults faults;
    for (auto const& path : paths) {
        auto const file = open_toml({path, std::nullopt}, faults);
        if (!file || file_kind(*file->top.table()) != FileKind::study) continue;
        if (paths.size() == 1) return study_in(*file, vocabulary, overrides, faults);
        throw StatusError{ExitStatus::usage, path.string() + " is a study: it names its arms itself and is run alone"};
    }
    return study_of_scenarios(paths, vocabulary, overrides);
}

}  // namespace pijler
