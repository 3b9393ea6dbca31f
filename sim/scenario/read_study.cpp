// A study: arms on common random numbers, the question asked of them, and what is not known.
#include "scenario/file_shapes.hpp"
#include "scenario/read_factors.hpp"
#include "scenario/read_trial.hpp"
#include "scenario/study_checks.hpp"
#include "scenario/study_draft.hpp"
#include "scenario/text_file.hpp"

#include <bit>
#include <set>

namespace pijler {
namespace {

void read_arm(Section& section, std::filesystem::path const& by, Vocabulary const& vocabulary, Faults& faults, ArmDraft& arm)
{
    arm.place = section.place();
    section.require("name", "name = \"...\"");
    if (section.read_name({"name", "what tables call the arm"}, arm.name)) arm.name_place = section.place_of("name");
    section.require("scenario", "scenario = \"...\"");
    if (auto parameters = section.table({"parameters", "parameters of this arm alone, from month 0; the run-in is the reference's"})) {
        read_parameters(*parameters, vocabulary, arm.parameters);
        arm.parameters_place = parameters->place();
    }
    std::string scenario;
    if (section.read_name({"scenario", "path of its scenario, from this file's folder"}, scenario))
        arm.draft = read_draft({{resolved(by, scenario), section.place_of("scenario")}}, vocabulary, faults);
    Draft unread;  // so that faults of the arm's own interventions are told too
    read_interventions(section, vocabulary, arm.draft ? *arm.draft : unread);
    section.refuse_other_keys();
}

std::vector<ArmDraft> read_arms(Section& top, std::filesystem::path const& by, Vocabulary const& vocabulary, Faults& faults)
{
    std::vector<ArmDraft> arms;
    top.require_either("arm", "factor", "[[arm]] with a name and a scenario; the first is the reference");
    if (auto const* entry = top.find("arm"); entry && entry->value.array() && entry->value.array()->empty())
        top.fault("arm", "a study has at least one arm");
    std::set<std::string> names;
    for (auto& section : top.tables({"arm", "[[arm]], once for each; the first is the reference"}, 1)) {
        read_arm(section, by, vocabulary, faults, arms.emplace_back());
        auto const& name = arms.back().name;
        if (!name.empty() && !names.insert(name).second) section.fault("name", "a second arm named " + in_quotes(name));
    }
    return arms;
}

// Arms of several factors have no faults of their own.
std::vector<ArmDraft> of_one_factor_or_none(std::vector<ArmDraft> const& arms)
{
    std::vector<ArmDraft> found;
    for (std::size_t n = 0; n < arms.size(); ++n)
        if (std::popcount(n) <= 1) found.push_back(arms[n]);
    return found;
}

struct ReadPlaces {
    StudyPlaces study;
    TrialPlaces trial;
};

// The tables of a study file, and the scenarios that they name.
ReadPlaces read_tables(Section& top, std::filesystem::path const& by, Vocabulary const& vocabulary, Faults& faults, StudyDraft& draft)
{
    auto& study = draft.study;
    std::string description;
    top.require("title", "title = \"...\"");
    top.read_name({"title", "the question, as tables and reports head it"}, study.title);
    top.read({"description", "what it is, in a sentence"}, description);
    ReadPlaces read;
    auto& places = read.study;
    if (auto section = top.table({"study", "what is asked of the arms"})) places = read_study_table(*section, by, vocabulary, study);
    if (auto section = top.table({"sweep", "the points at which `pijler sweep` runs the study"})) draft.sweep = read_sweep(*section, by, vocabulary, study.inputs);
    auto& arms = draft.arms;
    arms = top.has("factor") ? read_factorial(top, by, places, vocabulary, faults, study) : read_arms(top, by, vocabulary, faults);
    if (top.is_told()) read_factorial(top, by, places, vocabulary, faults, study);
    if (places.reference && !top.has("factor")) faults.add(*places.reference->place, "'study.reference' is what [[factor]]s are added to; of [[arm]]s the first is the reference");
    if (auto section = top.table({"output", output_meaning})) {
        Draft checked;
        read_output(*section, vocabulary, checked);
        for (auto& arm : arms)
            if (arm.draft) read_output(*section, vocabulary, *arm.draft);
    }
    if (auto section = top.table({"trial", "arms are schools or classes of one town, set beside a published trial"})) study.trial = read_trial(*section, arms, read.trial);
    top.refuse_other_keys();
    return read;
}

StudyDraft study_in(TomlFile const& file, Vocabulary const& vocabulary, Faults& faults)
{
    StudyDraft draft;
    draft.study.inputs.push_back(file.input);
    Section top{file.top, "", faults};
    auto const [places, trial_places] = read_tables(top, file.path, vocabulary, faults, draft);
    auto const& study = draft.study;
    auto const& arms = draft.arms;
    if (study.trial && places.estimand) faults.add(*places.estimand, "a trial's question is its `outcome` at each follow-up", "leave [study.estimand] out");
    if (study.trial) check_trial(*study.trial, trial_places, study, arms, vocabulary, faults);
    auto const checked = study.factors.empty() ? arms : of_one_factor_or_none(arms);
    check_names(study, checked, faults);
    check_agreement(checked, faults);
    check_pairing(checked, vocabulary, faults);
    for (auto const& arm : checked) {
        if (!arm.draft) continue;
        check_records(*arm.draft, faults);
        check_starts(*arm.draft, faults);
        check_stops(*arm.draft, faults);
        check_supports(*arm.draft, vocabulary, faults);
        check_entities(*arm.draft, vocabulary, faults);
    }
    check_asked(study, places, arms, vocabulary, faults);
    if (draft.sweep) check_factors(draft, vocabulary, faults);
    faults.throw_if_any();
    return draft;
}

StudyDraft study_of_scenarios(std::vector<std::filesystem::path> const& paths, Vocabulary const& vocabulary)
{
    StudyDraft draft;
    auto& [study, arms, sweep] = draft;
    Faults faults;
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
        arm.draft = read_draft({{path, std::nullopt}}, vocabulary, faults);
    }
    check_agreement(arms, faults);
    check_pairing(arms, vocabulary, faults);
    faults.throw_if_any();
    return draft;
}

}  // namespace

Shape study_shape(Vocabulary const& vocabulary)
{
    Shape shape;
    Faults unheard;
    StudyDraft draft;
    Section top{shape, unheard};
    read_tables(top, {}, vocabulary, unheard, draft);
    return shape;
}

Study finished(StudyDraft draft, Overrides const& overrides, Vocabulary const& vocabulary)
{
    auto& [study, arms, sweep] = draft;
    apply_overrides(arms, overrides, vocabulary);
    study.notes = notes_on(arms, vocabulary);
    for (auto& arm : arms) {
        study.arms.push_back({arm.name, finished(std::move(*arm.draft)), std::move(arm.parameters)});
        for (auto const& input : study.arms.back().scenario.inputs) keep_input(study.inputs, input);
    }
    if (study.arms.front().scenario.population.imported && !study.estimand.subgroup_stated) study.estimand.subgroup = "all";
    refuse_unanswerable(study, overrides);
    if (study.trial) refuse_untried(*study.trial, study, overrides);
    return std::move(study);
}

Study read_study(std::vector<std::filesystem::path> const& paths, Vocabulary const& vocabulary, Overrides const& overrides)
{
    return finished(read_study_draft(paths, vocabulary), overrides, vocabulary);
}

StudyDraft read_study_draft(std::vector<std::filesystem::path> const& paths, Vocabulary const& vocabulary)
{
    if (paths.empty()) throw StatusError{ExitStatus::usage, "no study and no scenarios named"};
    Faults faults;
    for (auto const& path : paths) {
        auto const file = open_toml({path, std::nullopt}, faults);
        if (!file || file_kind(*file->top.table()) != FileKind::study) continue;
        if (paths.size() == 1) return study_in(*file, vocabulary, faults);
        throw StatusError{ExitStatus::usage, path.string() + " is a study: it names its arms itself and is run alone"};
    }
    return study_of_scenarios(paths, vocabulary);
}

}  // namespace pijler
