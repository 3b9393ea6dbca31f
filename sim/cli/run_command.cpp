// pijler run and pijler compare.
#include "cli/checkpoint.hpp"
#include "cli/figures.hpp"
#include "cli/next_step.hpp"
#include "cli/options.hpp"
#include "cli/profile_table.hpp"
#include "cli/result_view.hpp"
#include "cli/study_options.hpp"
#include "cli/summary.hpp"
#include "cli/terminal.hpp"
#include "core/memory.hpp"
#include "study/notices.hpp"
#include "study/run_study.hpp"
#include "study/vocabulary.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <numeric>

namespace pijler {
namespace {

std::filesystem::path output_of(options::variables_map const& given, std::string const& name)
{
    if (given.count("output")) return given["output"].as<std::string>();
    std::filesystem::path const folder = "results";
    make_folder(folder);
    return folder / (name + ".h5");
}

// Keeps what a stopped run has done, and says how to go on.
ExitStatus keep_stopped(StudyResult result, Checkpoint& checkpoint, Call const& call, int replicates)
{
    auto const done = result.replicates_done, in_hand = result.in_hand.size();
    if (done == 0 && in_hand == 0) {
        std::cerr << "stopped before the first month was done; nothing to keep. To start again: " << call.line << "\n";
        return ExitStatus::stopped;
    }
    try {
        checkpoint.keep(kept_of(std::move(result)));
    } catch (StatusError const& error) {
        throw StatusError(error.status(), error.what() + std::string{checkpoint.exists() ? "; stopped, and what was kept before is still there" : "; stopped, and nothing is kept"});
    }
    std::cerr << "stopped; " << done << " of " << replicates << " replicates" << (in_hand == 0 ? "" : ", and " + std::to_string(in_hand) + " in hand,") << " are kept in "
              << checkpoint.path().string() << ". To go on: " << call.line << (call.line.find("--resume") == std::string::npos ? " --resume" : "") << "\n";
    return ExitStatus::stopped;
}

// A result never takes the place of what it is made from.
void refuse_input_as_output(Study const& study, std::filesystem::path const& output)
{
    auto const refuse = [&](std::vector<InputText> const& inputs) {
        for (auto const& input : inputs) {
            std::error_code unknown;  // a path that is not there is no input
            if (std::filesystem::equivalent(input.path, output, unknown))
                throw StatusError(ExitStatus::cannot_create, "the output " + output.string() + " is an input of this run");
        }
    };
    refuse(study.inputs);
    for (auto const& arm : study.arms) refuse(arm.scenario.inputs);
}

// Differences between arms are nothing that one arm has.
void refuse_comparisons(Study const& study, Vocabulary const& vocabulary)
{
    if (study.arms.size() > 1) return;
    for (auto const& outcome : study.arms.front().scenario.output.outcomes)
        if (std::ranges::find(vocabulary.comparisons, outcome) != vocabulary.comparisons.end())
            throw StatusError(ExitStatus::usage, "'" + outcome + "' compares an arm with the reference: a run of one scenario has none; `pijler compare` records it");
}

// The town is scaled to whole cohorts and classes, so it has not quite as many youths as asked for.
void tell_youths(Study const& study, ResultFile const& file)
{
    ResultView const view{file};
    auto const& asked = study.arms.front().scenario.population.youths;
    if (!asked || !view.has("youths") || view.place("subgroup", "all") == view.size("subgroup")) return;
    auto const counts = view.by_replicate("youths", 0, "all", ResultView::Over::mean, 0, study.arms.front().scenario.simulation.months);
    double const there = std::accumulate(counts.begin(), counts.end(), 0.0) / static_cast<double>(counts.size());
    if (std::abs(there - *asked) <= 0.01 * *asked) return;
    std::cout << "\n" << wrapped("", "  ", "Youths: " + std::to_string(std::lround(there)) + " on average, where " + std::to_string(std::lround(*asked)) + " were asked for: cohorts and classes are whole");
}

ExitStatus run_and_write(Study const& study, Vocabulary const& vocabulary, options::variables_map const& given, std::string const& name, Call const& call)
{
    bool const quiet = given.count("quiet") > 0;
    int const threads = threads_of(given);
    int const keep_every = given.count("checkpoint-every") ? static_cast<int>(whole_number(given, "checkpoint-every", 1, 1200)) : 0;
    auto const existing = given.count("overwrite") ? Existing::replace : Existing::keep;
    auto const output = output_of(given, name);
    refuse_comparisons(study, vocabulary);
    refuse_input_as_output(study, output);
    check_creatable(output, existing);
    auto const start = given.count("resume") ? Start::resuming : given.count("overwrite") ? Start::overwriting : Start::fresh;
    Checkpoint checkpoint{output, start};
    if (!quiet) {
        for (auto const& list : {study.notes, notices(study)})
            for (auto const& note : list) std::cerr << "note: " << note << "\n";
        if (start == Start::resuming && !checkpoint.exists())
            std::cerr << "nothing to resume: there is no " << checkpoint.path().string() << "; starting from the first replicate\n";
        if (start == Start::overwriting && checkpoint.exists())
            std::cerr << "note: " << checkpoint.path().string() << " is dropped or replaced when this run ends, since --overwrite was given\n";
    }
    std::optional<RunInCache> run_ins;
    if (given.count("run-in-cache")) {
        auto const folder = given["run-in-cache"].as<std::string>();
        if (folder.empty()) throw StatusError(ExitStatus::usage, "--run-in-cache takes a folder");
        if (study.arms.front().scenario.population.imported)
            std::cerr << "note: an imported population has no run-in: --run-in-cache keeps nothing\n";
        else
            run_ins.emplace(folder);
    }
    keep_freed_memory();
    StopOnSignal const stop;
    StudyResult result;
    Profile profile;
    auto* const profiled = given.count("profile") ? &profile : nullptr;
    auto const begun = std::chrono::steady_clock::now();
    auto const tell_profile = [&] {
        std::chrono::duration<double> const seconds = std::chrono::steady_clock::now() - begun;
        if (profiled != nullptr) std::cerr << profile_table(profile, threads, seconds.count());
    };
    {
        ProgressBar bar{study.title, progress_of(given)};
        bool told = false;
        auto const keep = [&](KeptRun const& run) {
            try {
                checkpoint.keep(run);
            } catch (StatusError const& error) {
                if (!told) bar.note(std::string{"the run goes on without a new checkpoint: "} + error.what());
                told = true;
            }
        };
        RunSettings const settings{threads, [&](double done) { bar.show(done); }, &stop.asked(), run_ins ? &*run_ins : nullptr, profiled, keep_every, keep};
        result = run_study(study, vocabulary, now_text() + " " + call.line, settings, checkpoint.take());
    }
    if (run_ins && !run_ins->trouble().empty()) std::cerr << "note: settled towns could not be kept for other runs: " << run_ins->trouble() << "\n";
    auto const replicates = study.arms.front().scenario.simulation.replicates;
    if (result.replicates_done < static_cast<std::size_t>(replicates)) {
        tell_profile();
        return keep_stopped(std::move(result), checkpoint, call, replicates);
    }
    PhaseWatch watch{profiled != nullptr ? &profile.after : nullptr};
    write_result(output, result.file, existing);
    watch.lap(Phase::writing);
    tell_profile();
    checkpoint.drop();
    if (quiet) return ExitStatus::done;
    std::cout << summary(result.file, study.arms.front().scenario.output.outcomes);
    tell_youths(study, result.file);
    std::cout << "\nWritten: " << output.string() << "\n";
    if (study.arms.size() > 1 && !study.trial) std::cout << report_step(output);
    return ExitStatus::done;
}

Words files_of(options::variables_map const& given, std::size_t at_most, char const* wanted)
{
    auto const files = given["file"].as<Words>();
    if (files.empty() || files.size() > at_most) throw StatusError(ExitStatus::usage, std::string{"expected "} + wanted);
    return files;
}

}  // namespace

CommandLine run_line() { return {"pijler run SCENARIO.toml [options]: one scenario, all replicates", study_options()}; }

ExitStatus run_command(Words const& words, Call const& call)
{
    auto const given = parse_options(words, run_line());
    if (!given) return ExitStatus::done;
    std::filesystem::path const file = files_of(*given, 1, "one scenario file").front();
    auto const vocabulary = make_vocabulary();
    auto const over = overrides_of(*given);
    Study study;
    study.arms.push_back({file.stem().string(), read_scenario(file, vocabulary, over), {}});
    study.title = study.arms.front().scenario.title;
    return run_and_write(study, vocabulary, *given, file.stem().string(), call);
}

CommandLine compare_line()
{
    return {"pijler compare STUDY.toml [options], or pijler compare A.toml B.toml ...: arms on common random numbers; the first is the reference", study_options()};
}

ExitStatus compare_command(Words const& words, Call const& call)
{
    auto const given = parse_options(words, compare_line());
    if (!given) return ExitStatus::done;
    auto const names = files_of(*given, 1000, "a study file, or the scenario files of the arms");
    std::vector<std::filesystem::path> const files(names.begin(), names.end());
    auto const vocabulary = make_vocabulary();
    auto const study = read_study(files, vocabulary, overrides_of(*given));
    return run_and_write(study, vocabulary, *given, files.front().stem().string(), call);
}

}  // namespace pijler
