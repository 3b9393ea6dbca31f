// A study: arms on common random numbers, the question asked of them, and what is not known.
#include "scenario/draft.hpp"
#include "scenario/study_tables.hpp"
#include "scenario/text_file.hpp"

#include <algorithm>
#include <set>

namespace pijler {
namespace {

struct ArmDraft {
    std::string name;
    Place place;
    ParameterValues parameters;
    std::optional<Draft> draft;
};

void read_arm(Section& section, std::filesystem::path const& by, Vocabulary const& vocabulary, Faults& faults, ArmDraft& arm)
{
    arm.place = section.place();
    section.require("name", "name = \"...\"");
    section.read_name("name", arm.name);
    section.require("scenario", "scenario = \"...\"");
    if (auto parameters = section.table("parameters")) read_parameters(*parameters, vocabulary, arm.parameters);
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

Study assembled(Study study, std::vector<ArmDraft> arms, Overrides const& overrides, Vocabulary const& vocabulary)
{
    std::vector<Draft*> drafts;
    for (auto& arm : arms) drafts.push_back(&*arm.draft);
    apply_overrides(drafts, overrides, vocabulary);
    for (auto& arm : arms) {
        study.arms.push_back({arm.name, finished(std::move(*arm.draft)), std::move(arm.parameters)});
        for (auto const& input : study.arms.back().scenario.inputs) keep_input(study.inputs, input);
    }
    // Runs shortened on the command line are looked at where they end.
    study.estimand.horizon = std::min(study.estimand.horizon, study.arms.front().scenario.simulation.months);
    return study;
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
    std::optional<Place> horizon;
    if (auto section = top.table("study")) horizon = read_study_table(*section, file.path, vocabulary, study);
    if (auto section = top.table("sweep")) check_sweep(*section);
    auto arms = read_arms(top, file.path, vocabulary, faults);
    if (auto section = top.table("output")) {
        OutputSettings checked;
        read_output(*section, vocabulary, checked);
        for (auto& arm : arms)
            if (arm.draft) read_output(*section, vocabulary, arm.draft->scenario.output);
    }
    top.refuse_other_keys();
    check_agreement(arms, faults);
    if (horizon && !arms.empty() && arms.front().draft && study.estimand.horizon > arms.front().draft->scenario.simulation.months)
        faults.add(*horizon, "the horizon lies beyond the run of " +
                                 std::to_string(arms.front().draft->scenario.simulation.months) + " months");
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
    faults.throw_if_any();
    return assembled(std::move(study), std::move(arms), overrides, vocabulary);
}

}  // namespace

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
