// pijler slurm: begins a sweep, measures it by doing its first pieces, and writes the scripts by which Slurm does the rest.
#include "cli/shell_word.hpp"
#include "cli/slurm_script.hpp"
#include "cli/study_options.hpp"
#include "cli/terminal.hpp"
#include "core/memory.hpp"
#include "output/publish_file.hpp"
#include "scenario/checks.hpp"
#include "scenario/text_file.hpp"
#include "study/sweep/run_sweep.hpp"
#include "study/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string_view>
#include <sys/resource.h>

namespace pijler {
namespace {

// Options of a sweep that change what it is; besides them --set.
constexpr std::array<std::string_view, 5> passed_on{"replicates", "months", "youths", "seed", "outcomes"};

options::options_description slurm_options()
{
    options::options_description list{"Options"};
    auto const text = [] { return options::value<std::string>(); };
    auto const words = [] { return options::value<Words>()->composing(); };
    list.add_options()                                                                                           //
        ("output,o", text(), "folder of the sweep (default: results/<name>)")                                    //
        ("merged", text(), "result file that the last job writes (default: FOLDER.h5)")                          //
        ("cpus-per-task", text()->default_value("1"), "cores of a task, and its threads")                        //
        ("time", text(), "time limit of a task, as sbatch takes it (default: more than twice what it needs)")    //
        ("mem", text(), "memory of a task, as sbatch takes it (default: more than twice what the pilot took)")   //
        ("partition,p", text(), "partition")                                                                     //
        ("account,A", text(), "account")                                                                         //
        ("sbatch", words(), "another option of sbatch, repeatable: --sbatch=--qos=long")                         //
        ("tasks", text(), "number of tasks (default: so many that each takes 10 to 30 minutes, as a pilot measures)")  //
        ("max-tasks", text(), "at most so many tasks (default: what the cluster takes in an array, else 1000)")  //
        ("max-restarts", text(), "how often a task that is stopped goes back into the queue (default: 10 more than its time limit asks for)")  //
        ("scratch", text(), "folder on the node that keeps settled towns for other tasks, expanded there: '$TMPDIR'")  //
        ("overwrite", "drop the sweep that is in the folder");
    auto const of_study = study_options();
    for (auto const& option : of_study.options())
        if (std::ranges::find(passed_on, option->long_name()) != passed_on.end() || option->long_name() == "set") list.add(option);
    return list;
}

// The largest array that the cluster takes, or that Slurm takes unless it is told otherwise.
int largest_array()
{
    constexpr int unless_told = 1001;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> const asked{popen("timeout 20 scontrol show config 2>/dev/null", "r"), pclose};
    int size = unless_told;
    char line[1024];
    while (asked && std::fgets(line, sizeof line, asked.get()) != nullptr)
        if (std::sscanf(line, " MaxArraySize = %d", &size) == 1) break;
    return std::max(2, size) - 1;  // indices are below it, and ours begin at 1
}

// What the study's own options say, to be said again by every task.
Words sweep_words(options::variables_map const& given, std::filesystem::path const& study, std::filesystem::path const& folder)
{
    Words words{"sweep", study.string(), "--output", folder.string()};
    for (auto const& option : passed_on)
        if (std::string const name{option}; given.count(name)) words.insert(words.end(), {"--" + name, given[name].as<std::string>()});
    if (given.count("set"))
        for (auto const& setting : given["set"].as<Words>()) words.insert(words.end(), {"--set", setting});
    words.insert(words.end(), {"--progress", "never"});
    return words;
}

Words sbatch_words(options::variables_map const& given)
{
    Words words;
    for (auto const* const name : {"partition", "account", "mem"}) {
        if (!given.count(name)) continue;
        auto const text = given[name].as<std::string>();
        if (text.empty() || text.find_first_of("\r\n") != std::string::npos) throw StatusError(ExitStatus::usage, std::string{"--"} + name + " takes one line, as sbatch does");
        words.push_back(std::string{"--"} + name + "=" + shell_word(text));
    }
    if (!given.count("sbatch")) return words;
    for (auto const& option : given["sbatch"].as<Words>()) {
        if (!option.starts_with("-") || option.find_first_of("\r\n") != std::string::npos)
            throw StatusError(ExitStatus::usage, "--sbatch takes an option of sbatch, as --sbatch=--qos=long, not '" + option + "'");
        words.push_back(option);
    }
    return words;
}

std::string scratch_of(options::variables_map const& given)
{
    if (!given.count("scratch")) return {};
    auto const folder = given["scratch"].as<std::string>();
    if (folder.empty() || folder.find_first_of("\"`\\\r\n") != std::string::npos || folder.find("$(") != std::string::npos)
        throw StatusError(ExitStatus::usage, "--scratch takes a folder, in which variables such as $TMPDIR are expanded on the node, not '" + folder + "'");
    return folder;
}

struct Pilot {
    bool stopped = false;
    double seconds = 0.0;    // of the whole sweep on one core
    double megabytes = 0.0;  // the most that the process took
};

struct Spent {
    double seconds = 0.0;    // on a core, of the whole process
    double megabytes = 0.0;  // the most at any time
};

Spent spent_so_far()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    auto const seconds = [](timeval const& time) { return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec); };
    return {seconds(used.ru_utime) + seconds(used.ru_stime), static_cast<double>(used.ru_maxrss) / 1024.0};
}

// Of a replicate at a point, as what is there of these slots tells.
double seconds_told(SweepFolder const& folder, SweepManifest const& manifest, std::size_t every)
{
    double seconds = 0.0;
    std::size_t units = 0;
    for (std::size_t slot = 0; slot < manifest.slots(); slot += every)
        if (auto const entry = read_entry(folder, manifest, manifest.slot(slot).begin)) {
            seconds += entry->seconds;
            units += entry->units.count();
        }
    return units == 0 ? 0.0 : seconds / static_cast<double>(units);
}

// Does a few pieces of the sweep, from all over it: they are its first parts. Its time is that of the processor: others may be busy where
// scripts are written.
Pilot pilot(Sweep const& sweep, SweepFolder const& folder, int cores)
{
    auto const& manifest = sweep.manifest();
    auto const pieces = std::min<std::size_t>(manifest.slots(), static_cast<std::size_t>(std::max(3, cores)));
    SweepShare share;
    share.shards = (manifest.slots() + pieces - 1) / pieces;
    keep_freed_memory();
    StopOnSignal const stop;
    auto const before = spent_so_far();
    auto const done = run_sweep(sweep, folder, share, {cores, {}, &stop.asked()});
    auto const after = spent_so_far();
    if (!done.failed.empty())
        std::cerr << "note: in the pilot failed " << counted(static_cast<std::int64_t>(done.failed.size()), "replicate") << " of points, the first: "
                  << done.failed.front().reason << "\n";
    double const a_unit = done.units > 0 ? (after.seconds - before.seconds) / static_cast<double>(done.units) : seconds_told(folder, manifest, share.shards);
    return {stop.asked().load(), a_unit * static_cast<double>(manifest.units()), after.megabytes};
}

constexpr auto array_name = "sweep.sbatch", merge_name = "merge.sbatch";

std::filesystem::path script_path(SlurmJob const& job, std::string const& name) { return job.folder / "slurm" / name; }

// Whether the result that would be written is that of an earlier turn of the same scripts.
bool is_own_result(SlurmJob const& job)
{
    auto const earlier = read_bytes(script_path(job, merge_name));
    return earlier.bytes && earlier.bytes->find(merging(job)) != std::string::npos;
}

std::filesystem::path write_script(SlurmJob const& job, std::string const& name, std::string const& text)
{
    auto const path = script_path(job, name);
    publish_file(path, std::array{std::string_view{text}}, Existing::replace);
    return path;
}

// `minutes` a task takes, as far as that is known (else 0); `most` tasks are allowed.
void tell_how_to_submit(SlurmJob const& job, double minutes, int most, std::filesystem::path const& array, std::filesystem::path const& merge)
{
    auto const each = minutes == 0.0 ? "" : minutes < 1.0 ? " of less than a minute" : " of about " + std::to_string(std::lround(minutes)) + " min";
    std::cout << counted(job.tasks, "task") << each << " on " << counted(job.cores, "core") << ", time limit " << job.minutes
              << " min\n" << (minutes > longest_task && job.tasks == most ? "More than " + std::to_string(longest_task) + " min each, since an array may have at most " + counted(most, "task") + "\n" : "")
              << "\nTo submit, and to submit again should tasks be lost (they do what is left):\n\n"
              << "  array=$(sbatch --parsable " << shell_word(array.string()) << ")\n"
              << "  sbatch --dependency=afterany:\"${array%;*}\" " << shell_word(merge.string()) << "\n\n"
              << "The last job writes " << job.merged.string() << ". How far it is: " << shell_word(job.program) << " sweep --status -o " << shell_word(job.folder.string()) << "\n";
}

}  // namespace

CommandLine slurm_line()
{
    return {"pijler slurm STUDY.toml -o FOLDER [options]: scripts by which Slurm runs a sweep, after a pilot that does its first pieces here", slurm_options()};
}

ExitStatus slurm_command(Words const& words, Call const& call)
{
    auto const given = parse_options(words, slurm_line());
    if (!given) return ExitStatus::done;
    auto const files = (*given)["file"].as<Words>();
    if (files.size() != 1) throw StatusError(ExitStatus::usage, "expected one study file");
    auto const file = std::filesystem::absolute(files.front());  // as tasks name it: parts say what they were made from
    auto const at_most_all = std::numeric_limits<std::int32_t>::max();
    SlurmJob job;
    job.name = file.stem().string();
    job.sbatch = sbatch_words(*given);
    job.scratch = scratch_of(*given);
    job.program = std::filesystem::read_symlink("/proc/self/exe").string();
    job.made_by = call.line;
    job.cores = static_cast<int>(whole_number(*given, "cpus-per-task", 1, 1024));
    int const most = given->count("max-tasks") ? static_cast<int>(whole_number(*given, "max-tasks", 1, at_most_all)) : largest_array();
    std::optional<int> wanted, limit, restarts;
    if (given->count("tasks")) wanted = static_cast<int>(whole_number(*given, "tasks", 1, at_most_all));
    if (wanted && *wanted > most)
        throw StatusError(ExitStatus::usage, "--tasks " + std::to_string(*wanted) + ": an array may have " + counted(most, "task") + (given->count("max-tasks") ? " (--max-tasks)" : "; where the cluster takes more, --max-tasks says so"));
    if (given->count("time")) limit = minutes_of((*given)["time"].as<std::string>());
    if (given->count("max-restarts")) restarts = static_cast<int>(whole_number(*given, "max-restarts", 0, 1000));

    auto const vocabulary = make_vocabulary();
    Sweep sweep{read_study_draft({file}, vocabulary), overrides_of(*given), vocabulary, now_text() + " " + call.line};
    SweepFolder const folder{sweep_folder_of(*given, file)};
    auto const presence = sweep.begin_in(folder, given->count("overwrite") ? Existing::replace : Existing::keep);
    job.folder = std::filesystem::canonical(folder.path());
    job.merged = given->count("merged") ? std::filesystem::absolute((*given)["merged"].as<std::string>()) : std::filesystem::path{job.folder.string() + ".h5"};
    check_creatable(job.merged, given->count("overwrite") || is_own_result(job) ? Existing::replace : Existing::keep);
    job.sweep = sweep_words(*given, file, job.folder);
    auto const& manifest = sweep.manifest();

    auto const pieces = static_cast<int>(std::min<std::size_t>(manifest.slots(), at_most_all));
    double minutes = 0.0;  // of a task; 0: not known
    if (!wanted) {
        std::cerr << "pilot: doing the first pieces of " << counted(static_cast<std::int64_t>(manifest.slots()), "piece") << " here\n";
        auto const measured = pilot(sweep, folder, job.cores);
        if (measured.stopped) {
            std::cerr << "stopped; no script is written. To go on: " << call.line << "\n";
            return ExitStatus::stopped;
        }
        job.tasks = std::min(tasks_for(measured.seconds, job.cores, most), pieces);
        minutes = measured.seconds / 60.0 / job.cores / job.tasks;
        if (!given->count("mem")) job.sbatch.insert(job.sbatch.begin(), "--mem=" + std::to_string(256 * static_cast<int>(std::ceil(measured.megabytes / 128.0 + 1.0))) + "M");
    } else {
        job.tasks = std::min(*wanted, pieces);
        if (job.tasks < *wanted) std::cerr << "note: " << counted(job.tasks, "task") << ": the sweep has " << counted(pieces, "piece") << " of work\n";
    }
    job.minutes = limit.value_or(time_limit_for(minutes));
    job.restarts = restarts.value_or(10 + static_cast<int>(minutes / job.minutes));

    make_folder(job.folder / "slurm");
    make_folder(job.folder / "slurm/logs");
    auto const array = write_script(job, array_name, array_script(job)), merge = write_script(job, merge_name, merge_script(job));
    tell_how_to_submit(job, minutes, most, array, merge);
    return ExitStatus::done;
}

}  // namespace pijler
