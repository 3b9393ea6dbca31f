// pijler sweep.
#include "cli/commands.hpp"
#include "cli/figures.hpp"
#include "cli/profile_table.hpp"
#include "cli/shell_word.hpp"
#include "cli/slurm_script.hpp"
#include "cli/study_options.hpp"
#include "cli/terminal.hpp"
#include "core/memory.hpp"
#include "study/notices.hpp"
#include "study/sweep/run_sweep.hpp"
#include "study/sweep/sweep_status.hpp"
#include "study/vocabulary.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <set>

namespace pijler {
namespace {

options::options_description sweep_options()
{
    options::options_description list{"Options"};
    auto const text = [] { return options::value<std::string>(); };
    list.add_options()                                                                                                  //
        ("output,o", text(), "folder of the sweep (default: results/<name>)")                                           //
        ("points", text(), "A:B, the design points to run, from 0, B exclusive (default: all)")                         //
        ("shard", text(), "I/N, from 1: every N-th piece of work, from the I-th on (default: from Slurm's array or step, where there is one)")  //
        ("status", "say how far the sweep is, and run nothing")                                                         //
        ("overwrite", "drop the sweep that is in the folder, and begin anew")                                           //
        ("resume", "no need to say so: a sweep always goes on with what is left")                                       //
        ("checkpoint-every", text(), "no need to say so: each part, about 10 s of work, is kept as soon as it is done");
    auto const of_study = study_options();
    for (auto const& option : of_study.options())
        if (list.find_nothrow(option->long_name(), false) == nullptr) list.add(option);
    return list;
}

// Of an array job its task's place, of `srun -n N` the process's rank, of both together.
void take_slurm_share(SweepShare& share)
{
    auto const task = number_of_environment("SLURM_ARRAY_TASK_ID"), first = number_of_environment("SLURM_ARRAY_TASK_MIN"), step = number_of_environment("SLURM_ARRAY_TASK_STEP"),
               last = number_of_environment("SLURM_ARRAY_TASK_MAX");
    std::size_t index = 0, count = 1;
    if (task && first && last && *task >= *first && *task <= *last) {
        auto const apart = std::max<std::size_t>(1, step.value_or(1));
        index = (*task - *first) / apart;
        count = (*last - *first) / apart + 1;
    }
    // Only steps have it: in a batch script, which is one process, SLURM_NTASKS counts what may be started.
    auto const ranks = number_of_environment("SLURM_STEP_NUM_TASKS"), rank = number_of_environment("SLURM_PROCID");
    if (ranks && rank && *rank < *ranks && std::getenv("SLURM_STEP_ID") != nullptr) {
        index = index * *ranks + *rank;
        count *= *ranks;
    }
    share.shard = index + 1;
    share.shards = count;
}

SweepShare share_of(options::variables_map const& given, SweepManifest const& manifest)
{
    SweepShare share;
    if (given.count("points")) {
        std::string const wanted = "A:B, points from 0, B exclusive, of " + std::to_string(manifest.points);
        std::tie(share.first_point, share.last_point) = two_numbers(given, "points", ':', wanted);
        if (share.first_point >= share.last_point || share.last_point > manifest.points)
            throw StatusError(ExitStatus::usage, "--points takes " + wanted + ", not '" + given["points"].as<std::string>() + "'");
    }
    if (given.count("shard")) {
        std::string const wanted = "I/N with I from 1 to N";
        std::tie(share.shard, share.shards) = two_numbers(given, "shard", '/', wanted);
        if (share.shard == 0 || share.shard > share.shards) throw StatusError(ExitStatus::usage, "--shard takes " + wanted + ", not '" + given["shard"].as<std::string>() + "'");
    } else {
        take_slurm_share(share);
    }
    return share;
}

std::string duration_text(double seconds)
{
    auto const minutes = static_cast<long>(seconds / 60.0 + 0.5);
    if (seconds < 90.0) return std::to_string(static_cast<long>(seconds + 0.5)) + " s";
    if (minutes < 90) return std::to_string(minutes) + " min";
    if (minutes < 48 * 60) return std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min";
    return std::to_string((minutes + 720) / 1440) + " days";
}

std::string in_bytes(double bytes)
{
    for (auto const& [unit, name] : {std::pair{1e9, " GB"}, {1e6, " MB"}, {1e3, " kB"}})
        if (bytes >= unit) return number(bytes / unit, 0, 1) + name;
    return number(bytes, 0, 0) + " bytes";
}

std::string share_text(std::size_t part, std::size_t all)
{
    return std::to_string(part) + " of " + std::to_string(all) + (all == 0 ? "" : " (" + number(100.0 * static_cast<double>(part) / static_cast<double>(all), 0, 0) + " %)");
}

std::string status_text(SweepStatus const& status, std::filesystem::path const& folder)
{
    auto const& manifest = status.manifest;
    std::string text = manifest.title + "\n" + counted(static_cast<std::int64_t>(manifest.points), "point") + " x " + counted(static_cast<std::int64_t>(manifest.replicates), "replicate") + " x " +
                       counted(static_cast<std::int64_t>(manifest.arms.size()), "arm") + "\n\n";
    auto const row = [&](std::string name, std::string const& what) {
        name.resize(12, ' ');
        text += name + what + "\n";
    };
    row("done", share_text(status.units_done, manifest.units()) + " replicates of points; " + share_text(status.points_whole, manifest.points) + " points whole");
    row("left", std::to_string(manifest.units() - status.units_done) + (status.slots_in_hand > 0 ? ", " + counted(static_cast<std::int64_t>(status.slots_in_hand), "piece") + " of work in hand now" : ""));
    row("failed", counted(static_cast<std::int64_t>(status.points_failed), "point"));
    if (status.units_a_second > 0.0) row("rate", number(status.units_a_second * 60.0, 0, 1) + " replicates a minute, in the last hour of work");
    if (status.seconds_to_go() > 0.0) row("to go", duration_text(status.seconds_to_go()) + " at that rate");
    std::set<std::size_t> told;
    constexpr std::size_t shown = 10;
    for (auto const& [unit, reason] : status.failed) {
        auto const point = unit / manifest.replicates;
        if (!told.insert(point).second) continue;
        if (told.size() > shown) {
            text += "  ... more in " + (folder / "parts").string() + "/*.json\n";
            break;
        }
        text += "  point " + std::to_string(point) + " failed: " + reason + "\n";
    }
    if (status.units_done == manifest.units() && status.points_whole > 0) text += "\nNext: pijler merge " + shell_word(folder.string()) + " -o " + shell_word(folder.string() + ".h5") + "\n";
    return text;
}

void tell_size(Sweep const& sweep)
{
    auto const& manifest = sweep.manifest();
    double const bytes = static_cast<double>(sweep.table().bytes_a_unit()) * static_cast<double>(manifest.units());
    std::cerr << counted(static_cast<std::int64_t>(manifest.points), "point") << " x " << counted(static_cast<std::int64_t>(manifest.replicates), "replicate") << " x "
              << counted(static_cast<std::int64_t>(manifest.arms.size()), "arm") << " in pieces of " << manifest.units_per_slot << ": " << in_bytes(bytes)
              << " of results before compression ([output] records less)\n";
}

}  // namespace

CommandLine sweep_line()
{
    return {"pijler sweep STUDY.toml -o FOLDER [options]: a study at the points of its [sweep], in parts that several processes share; called again it does what is left", sweep_options()};
}

ExitStatus sweep_command(Words const& words, Call const& call)
{
    auto const given = parse_options(words, sweep_line());
    if (!given) return ExitStatus::done;
    auto const files = (*given)["file"].as<Words>();
    bool const asks_status = given->count("status") > 0;
    if (files.size() > 1 || (files.empty() && !(asks_status && given->count("output")))) throw StatusError(ExitStatus::usage, "expected one study file");
    std::filesystem::path const file = files.empty() ? std::string{} : files.front();
    SweepFolder const folder{sweep_folder_of(*given, file)};
    if (asks_status) {
        std::cout << status_text(status_of(folder), folder.path());
        return ExitStatus::done;
    }
    auto const vocabulary = make_vocabulary();
    bool const quiet = given->count("quiet") > 0;
    Sweep sweep{read_study_draft({file}, vocabulary), overrides_of(*given), vocabulary, now_text() + " " + call.line};
    if (given->count("checkpoint-every")) {
        whole_number(*given, "checkpoint-every", 1, 1200);
        if (!quiet) std::cerr << "note: --checkpoint-every changes nothing: the parts of a sweep are its checkpoints\n";
    }
    int const threads = threads_of(*given);
    auto const wish = progress_of(*given);
    auto const share = share_of(*given, sweep.manifest());
    if (!quiet) {
        for (auto const& list : {sweep.study().notes, notices(sweep.study())})
            for (auto const& note : list) std::cerr << "note: " << note << "\n";
        tell_size(sweep);
    }
    auto const presence = sweep.begin_in(folder, given->count("overwrite") ? Existing::replace : Existing::keep);
    std::optional<RunInCache> run_ins;
    if (given->count("run-in-cache")) run_ins.emplace((*given)["run-in-cache"].as<std::string>());
    keep_freed_memory();
    StopOnSignal const stop;
    Profile profile;
    bool const profiled = given->count("profile") > 0;
    auto const begun = std::chrono::steady_clock::now();
    SweepDone done;
    {
        ProgressBar bar{sweep.study().title, wish};
        done = run_sweep(sweep, folder, share, {threads, [&](double part) { bar.show(part); }, &stop.asked(), run_ins ? &*run_ins : nullptr, profiled ? &profile : nullptr});
    }
    std::chrono::duration<double> const seconds = std::chrono::steady_clock::now() - begun;
    if (profiled) std::cerr << profile_table(profile, threads, seconds.count());
    for (auto const& line : done.trouble) std::cerr << "note: " << line << "; made again\n";
    if (stop.asked().load() && done.left > done.taken) {
        std::cerr << "stopped; what is finished is kept in " << folder.path().string() << ". To go on: " << call.line << "\n";
        return ExitStatus::stopped;
    }
    auto const status = status_of(folder);
    if (quiet) {
        if (!done.failed.empty())
            std::cerr << "note: " << counted(static_cast<std::int64_t>(done.failed.size()), "replicate") << " of points failed, the first: " << done.failed.front().reason << "\n";
    } else {
        if (done.taken > 0) std::cerr << "note: " << done.taken << " replicates of points are in hand of other processes\n";
        std::cout << status_text(status, folder.path());
    }
    // Of the whole sweep: where a share alone fails, others may not.
    bool const none_succeeded = status.units_done == status.manifest.units() && status.points_whole == 0;
    return none_succeeded ? ExitStatus::bad_input : ExitStatus::done;
}

}  // namespace pijler
