#include "study/run_study.hpp"

#include "scenario/checks.hpp"
#include "study/declarations.hpp"
#include "study/deliveries.hpp"
#include "study/describe_result.hpp"
#include "study/evidence.hpp"
#include "study/factorial.hpp"
#include "study/fingerprint.hpp"
#include "study/replicate_keeper.hpp"
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

// In what the study of a kept run differs.
std::string difference(Study const& study, ResultFile const& kept)
{
    if (auto const made_by = text_attribute(kept, "source"); made_by != version()) return "version of pijler: " + made_by;
    auto const seed = std::ranges::find(kept.attributes, "seed", &Attribute::name);
    bool const same_seed = seed == kept.attributes.end() || seed->value == decltype(seed->value){static_cast<std::int64_t>(study.arms.front().scenario.simulation.seed)};
    return same_seed ? "study, scenario or setting" : "seed: " + std::to_string(std::get<std::int64_t>(seed->value));
}

// Refuses what this program cannot go on with.
void check_kept(Study const& study, KeptRun const& kept)
{
    auto const refuse = [&kept](std::string const& why) {
        throw StatusError(ExitStatus::bad_input, (kept.file.empty() ? "" : kept.file.string() + ": ") + why + "; --overwrite instead of --resume starts anew");
    };
    if (text_attribute(kept.finished, "fingerprint") != fingerprint(study, version())) refuse("the kept replicates are of another " + difference(study, kept.finished));
    if (!kept.in_hand.empty() && kept.program != program_checksum()) refuse("the kept replicates were in hand in another build of pijler, which alone can go on with them");
    auto const asked = static_cast<std::size_t>(study.arms.front().scenario.simulation.replicates);
    auto last = replicates_in(kept.finished);
    for (auto const& one : kept.in_hand) last.insert(one.replicate);
    if (!last.empty() && *last.rbegin() >= asked)
        refuse(counted(static_cast<std::int64_t>(*last.rbegin() + 1), "replicate") + " are kept, more than the " + std::to_string(asked) + " asked for; ask for as many, or");
}

// Runs the replicates that `kept` has not finished, `one` after another or side by side; `one` is false where it was stopped. `describe` says
// how a result was made. What it returns has no result yet.
template <class Table, class Describe, class One>
std::pair<ReplicateSet, std::vector<KeptReplicate>> run_replicates(Study const& study, RunSettings const& settings, std::optional<KeptRun> kept, std::size_t months, Table& table,
                                                                   Describe const& describe, One const& one)
{
    auto const& simulation = study.arms.front().scenario.simulation;
    auto const replicates = static_cast<std::size_t>(simulation.replicates);
    Watch watch{settings, replicates * months};
    ReplicateKeeper keeper{settings.keep ? settings.keep_every : 0, [&](ReplicateSet const& finished, std::vector<KeptReplicate> const& in_hand) {
        KeptRun run{{}, program_checksum(), in_hand};
        describe(run.finished);
        if (!finished.empty()) table.write(run.finished, finished);
        settings.keep(run);
    }};
    if (kept) {
        check_kept(study, *kept);
        table.take(kept->finished);
        keeper.take(replicates_in(kept->finished), kept->in_hand);
        kept.reset();
    }
    auto const before = keeper.finished();

    // Many replicates run side by side, each on one thread; few share the threads within a month. The numbers are the same.
    int const side_by_side = std::min(settings.threads, simulation.replicates);
    Workers const within{std::max(1, settings.threads / side_by_side)};
    for_each_index({side_by_side}, replicates, [&](std::size_t replicate) {
        if (before.contains(replicate) || (settings.stop != nullptr && settings.stop->load())) return;
        auto months_of = keeper.begin(replicate);
        if (one(replicate, within, [&] { return watch.month_done(); }, months_of)) keeper.finish(replicate);
    });
    keeper.wait();
    return {keeper.finished(), keeper.in_hand()};
}

StudyResult run_trial(Study const& study, Vocabulary const& vocabulary, std::string const& history, RunSettings const& settings, std::optional<KeptRun> kept)
{
    StudyResult result;
    result.plan = plan_trial(study);
    TrialTable table{study, vocabulary.parameters, result.plan, static_cast<std::size_t>(study.arms.front().scenario.simulation.replicates)};
    auto const describe = [&](ResultFile& file) {
        file.attributes = attributes_of(study, result.plan, history);
        file.attributes.push_back({"declarations", declarations(vocabulary)});
        describe_trial(study, file);
    };
    auto const [done, in_hand] = run_replicates(study, settings, std::move(kept), months_in_trial(study), table, describe, [&](std::size_t replicate, Workers within, auto const& month_done, MonthKeeper& keeper) {
        std::vector<TrialArmRecord> arms;
        if (!run_trial_replicate(study, vocabulary.parameters, result.plan, static_cast<std::uint32_t>(replicate), within, month_done, settings.run_ins, arms, settings.profile, &keeper)) return false;
        PhaseWatch watch{settings.after()};
        table.add(replicate, arms);
        watch.lap(Phase::writing);
        return true;
    });
    result.replicates_done = done.size();
    result.in_hand = in_hand;
    describe(result.file);
    PhaseWatch watch{settings.after()};
    if (!done.empty()) table.write(result.file, done);
    watch.lap(Phase::writing);
    return result;
}

}  // namespace

KeptRun kept_of(StudyResult stopped)
{
    auto program = stopped.in_hand.empty() ? std::string{} : program_checksum();
    return {std::move(stopped.file), std::move(program), std::move(stopped.in_hand)};
}

StudyResult run_study(Study const& study, Vocabulary const& vocabulary, std::string const& history, RunSettings const& settings, std::optional<KeptRun> kept)
{
    if (study.trial) return run_trial(with_enough_schools(study), vocabulary, history, settings, std::move(kept));
    auto const replicates = static_cast<std::size_t>(study.arms.front().scenario.simulation.replicates);
    StudyResult result;
    PhaseWatch watch{settings.after()};
    result.plan = plan_arms(study, study.equalise == Equalise::none ? World{0} : people_at_start(study, 0));
    watch.lap(Phase::town);
    auto const shown = shown_subgroups(study, result.plan.runs.size() > 1);
    ResultTable table{study, vocabulary.parameters, result.plan, shown, payers_of(result.plan), replicates};
    auto const task = table.task(settings.run_ins, settings.profile);
    auto const describe = [&](ResultFile& file) {
        file.attributes = attributes_of(study, result.plan, history);
        file.attributes.push_back({"declarations", declarations(vocabulary)});
        file.attributes.push_back({"suppressed_subgroups", in_a_line(suppressed_subgroups(study, shown))});
    };
    auto const [done, in_hand] = run_replicates(study, settings, std::move(kept), months_in(task), table, describe, [&](std::size_t replicate, Workers within, auto const& month_done, MonthKeeper& keeper) {
        ReplicateRecords records;
        if (!run_replicate(task, static_cast<std::uint32_t>(replicate), within, month_done, records, &keeper)) return false;
        PhaseWatch adding{settings.after()};
        table.add(replicate, records);
        adding.lap(Phase::writing);
        return true;
    });
    result.replicates_done = done.size();
    result.in_hand = in_hand;
    watch.start();
    describe(result.file);
    if (!done.empty()) table.hand_over(result.file, done);
    if (!done.empty()) describe_deliveries(study, result.plan, result.file);
    if (!done.empty() && result.plan.runs.size() > 1) {
        describe_evidence(result.plan, result.file);
        describe_factorial(study, result.plan, result.file);
    }
    watch.lap(Phase::writing);
    return result;
}

}  // namespace pijler
