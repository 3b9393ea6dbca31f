#include "study/run_study.hpp"

#include "scenario/checks.hpp"
#include "study/describe_result.hpp"
#include "study/evidence.hpp"
#include "study/factorial.hpp"
#include "study/fingerprint.hpp"
#include "study/result_table.hpp"
#include "study/run_trial.hpp"
#include "study/shown_subgroups.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace pijler {
namespace {

void describe_trial(Study const& study, ResultFile& file)
{
    auto const& trial = *study.trial;
    file.attributes.insert(file.attributes.end(), {
        {"trial", std::string{trial.unit == TrialUnit::school ? "schools randomised" : "classes randomised"}},
        {"trial_outcome", std::string{trial_outcome_names[static_cast<std::size_t>(trial.outcome)]} + (trial.leaves_out_baseline_cases ? " of pupils who were no cases at baseline" : "")},
        {"trial_substance", study.arms.front().scenario.substances.front().name},
        {"trial_pupils_published", std::int64_t{trial.pupils}},
        {"youths_in_town", study.arms.front().scenario.population.youths.value_or(0.0)},
    });
}

std::string text_attribute(ResultFile const& file, std::string const& name)
{
    for (auto const& attribute : file.attributes)
        if (attribute.name == name && std::holds_alternative<std::string>(attribute.value)) return std::get<std::string>(attribute.value);
    return {};
}

PhaseTimes* after(RunSettings const& settings) { return settings.profile != nullptr ? &settings.profile->after : nullptr; }

// Progress and stopping, shared by all threads.
class Watch {
public:
    Watch(RunSettings const& settings, std::size_t months) : settings_{settings}, months_{static_cast<double>(std::max<std::size_t>(1, months))} {}
    bool month_done()
    {
        auto const done = ++done_;
        if (settings_.progress && guard_.try_lock()) {
            std::lock_guard const lock{guard_, std::adopt_lock};
            settings_.progress(std::min(1.0, static_cast<double>(done) / months_));
        }
        return settings_.stop == nullptr || !settings_.stop->load();
    }

private:
    RunSettings const& settings_;
    double months_;
    std::atomic<std::size_t> done_{0};
    std::mutex guard_;
};

// Runs the replicates that `kept` has not, `one` after another or side by side; `one` is false where it was stopped. Returns how many
// of the first are done.
template <class Table, class One>
std::size_t run_replicates(Study const& study, RunSettings const& settings, ResultFile const* kept, std::size_t months, Table& table, One const& one)
{
    auto const& simulation = study.arms.front().scenario.simulation;
    auto const replicates = static_cast<std::size_t>(simulation.replicates);
    Watch watch{settings, replicates * months};

    // Many replicates run side by side, each on one thread; few share the threads within a month. The numbers are the same.
    int const side_by_side = std::min(settings.threads, simulation.replicates);
    Workers const within{std::max(1, settings.threads / side_by_side)};
    std::vector<char> added(replicates, 0);
    if (kept != nullptr) {
        if (text_attribute(*kept, "fingerprint") != fingerprint(study, version()))
            throw StatusError(ExitStatus::bad_input, "the kept replicates are of another study, seed, setting or version; --overwrite instead of --resume starts anew");
        auto const dimension = std::ranges::find(kept->dimensions, "replicate", &Dimension::name);
        if (dimension != kept->dimensions.end() && dimension->size > replicates)
            throw StatusError(ExitStatus::bad_input, counted(static_cast<std::int64_t>(dimension->size), "replicate") + " are kept, more than the " + std::to_string(replicates) +
                                                         " asked for; ask for as many, or --overwrite instead of --resume starts anew");
        std::fill_n(added.begin(), table.take(*kept), char{1});
    }
    for_each_index({side_by_side}, replicates, [&](std::size_t replicate) {
        if (added[replicate] || (settings.stop != nullptr && settings.stop->load())) return;
        if (one(replicate, within, [&] { return watch.month_done(); })) added[replicate] = 1;
    });
    return static_cast<std::size_t>(std::ranges::find(added, char{0}) - added.begin());
}

StudyResult run_trial(Study const& study, Vocabulary const& vocabulary, std::string const& history, RunSettings const& settings, ResultFile const* kept)
{
    StudyResult result;
    result.plan = plan_trial(study);
    TrialTable table{study, vocabulary.parameters, result.plan, static_cast<std::size_t>(study.arms.front().scenario.simulation.replicates)};
    result.replicates_done = run_replicates(study, settings, kept, months_in_trial(study), table, [&](std::size_t replicate, Workers within, auto const& month_done) {
        std::vector<TrialArmRecord> arms;
        if (!run_trial_replicate(study, vocabulary.parameters, result.plan, static_cast<std::uint32_t>(replicate), within, month_done, settings.run_ins, arms, settings.profile)) return false;
        PhaseWatch watch{after(settings)};
        table.add(replicate, arms);
        watch.lap(Phase::writing);
        return true;
    });
    result.file.attributes = attributes_of(study, result.plan, history);
    describe_trial(study, result.file);
    PhaseWatch watch{after(settings)};
    if (result.replicates_done > 0) table.write(result.file, result.replicates_done);
    watch.lap(Phase::writing);
    return result;
}

}  // namespace

StudyResult run_study(Study const& study, Vocabulary const& vocabulary, std::string const& history, RunSettings const& settings, ResultFile const* kept)
{
    if (study.trial) return run_trial(with_enough_schools(study), vocabulary, history, settings, kept);
    auto const replicates = static_cast<std::size_t>(study.arms.front().scenario.simulation.replicates);
    StudyResult result;
    PhaseWatch watch{after(settings)};
    result.plan = plan_arms(study, study.equalise == Equalise::none ? World{0} : people_at_start(study, 0));
    watch.lap(Phase::town);
    auto const shown = shown_subgroups(study, result.plan.runs.size() > 1);
    ResultTable table{study, vocabulary.parameters, result.plan, shown, replicates};
    auto const task = table.task(settings.run_ins, settings.profile);
    result.replicates_done = run_replicates(study, settings, kept, months_in(task), table, [&](std::size_t replicate, Workers within, auto const& month_done) {
        ReplicateRecords records;
        if (!run_replicate(task, static_cast<std::uint32_t>(replicate), within, month_done, records)) return false;
        PhaseWatch adding{after(settings)};
        table.add(replicate, records);
        adding.lap(Phase::writing);
        return true;
    });
    watch.start();
    result.file.attributes = attributes_of(study, result.plan, history);
    result.file.attributes.push_back({"suppressed_subgroups", in_a_line(suppressed_subgroups(study, shown))});
    if (result.replicates_done > 0) table.hand_over(result.file, result.replicates_done);
    if (result.replicates_done > 0 && result.plan.runs.size() > 1) {
        describe_evidence(result.plan, result.file);
        describe_factorial(study, result.plan, result.file);
    }
    watch.lap(Phase::writing);
    return result;
}

}  // namespace pijler
