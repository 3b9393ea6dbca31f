// A task that is stopped in good order (75) or killed (above 128) goes back into the queue, unless Slurm was told to end it: what it finished
// is kept in the folder, so the next turn does the rest. The job that merges first does what lost tasks left.
#include "cli/slurm_script.hpp"

#include "cli/shell_word.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <regex>

namespace pijler {
namespace {

// Slurm reads % in the names of logs as the start of a pattern.
std::string log_of(SlurmJob const& job, std::string const& name)
{
    std::string folder;
    for (char const letter : (job.folder / "slurm/logs").string()) folder += letter == '%' ? "%%" : std::string{letter};
    return folder + "/" + name + ".log";
}

// Bash reads these lines as comments, so none may end before its end.
std::string in_one_line(std::string text)
{
    std::ranges::replace_if(text, [](unsigned char letter) { return std::iscntrl(letter) != 0; }, ' ');
    return text + "\n";
}

std::string head(SlurmJob const& job, Words options)
{
    std::string text = "#!/bin/bash\n";
    options.insert(options.end(), {"--time=" + std::to_string(job.minutes), "--nodes=1", "--ntasks=1", "--cpus-per-task=" + std::to_string(job.cores),
                                   "--signal=B:USR1@60", "--requeue", "--open-mode=append"});
    options.insert(options.end(), job.sbatch.begin(), job.sbatch.end());
    for (auto const& option : options) text += in_one_line("#SBATCH " + option);
    return text + in_one_line("# Written by: " + job.made_by) + "\n";
}

// `share`: options of the sweep that say what of it is done, as the shell reads them.
std::string sweeping(SlurmJob const& job, std::string const& share)
{
    std::string words = "\"$pijler\"";
    for (auto const& word : job.sweep) words += " " + shell_word(word);
    words += share + " --threads \"${SLURM_CPUS_PER_TASK:-" + std::to_string(job.cores) + "}\"";
    std::string text = "pijler=" + shell_word(job.program) + "\n";
    if (!job.scratch.empty()) {
        text += "scratch=\"" + job.scratch + "\"\nmkdir -p \"$scratch\"\n";
        words += " --run-in-cache \"$scratch\"";
    }
    return text + words + " &\nsweep=$!\n" + R"(trap 'kill -s USR1 "$sweep"' USR1 # the time is nearly up
trap 'cancelled=yes' TERM            # Slurm tells the sweep too
while kill -0 "$sweep" 2>/dev/null; do wait "$sweep"; done
wait "$sweep"
status=$?
if ((status == 75 || status > 128)) && [[ ! -v cancelled ]] && ((${SLURM_RESTART_COUNT:-0} < )" + std::to_string(job.restarts) + R"()); then
    for pause in 0 10 20 40; do sleep "$pause" && scontrol requeue "$SLURM_JOB_ID" && break; done
fi
)";
}

int number(std::ssub_match const& digits) { return digits.matched ? std::stoi(digits) : 0; }

}  // namespace

int tasks_for(double seconds, int cores, int most)
{
    double const minutes = seconds / 60.0 / cores;
    return static_cast<int>(std::clamp(std::ceil(minutes / usual_task), 1.0, static_cast<double>(most)));
}

int time_limit_for(double minutes) { return static_cast<int>(std::clamp(30.0 * std::ceil(minutes * 2.0 / 30.0), 60.0, 1440.0)); }

int minutes_of(std::string const& time)
{
    // Either days-hours[:minutes[:seconds]], or [hours:]minutes[:seconds] where one number alone is minutes.
    static std::regex const with_days{R"((\d{1,3})-(\d{1,4})(?::(\d{1,4}))?(?::(\d{1,4}))?)"};
    static std::regex const without{R"((?:(\d{1,4}):(?=\d+:))?(\d{1,6})(?::(\d{1,4}))?)"};
    std::smatch part;
    int minutes = 0;
    if (std::regex_match(time, part, with_days))
        minutes = 1440 * number(part[1]) + 60 * number(part[2]) + number(part[3]) + (number(part[4]) + 59) / 60;
    else if (std::regex_match(time, part, without))
        minutes = 60 * number(part[1]) + number(part[2]) + (number(part[3]) + 59) / 60;
    if (minutes < 2)
        throw StatusError(ExitStatus::usage, "--time takes two minutes or more, as sbatch does: minutes, hours:minutes:seconds or days-hours:minutes, not '" + time + "'");
    return minutes;
}

std::string merging(SlurmJob const& job) { return "\"$pijler\" merge " + shell_word(job.folder.string()) + " -o " + shell_word(job.merged.string()) + " --overwrite\n"; }

std::string array_script(SlurmJob const& job)
{
    return head(job, {"--job-name=" + shell_word(job.name), "--array=1-" + std::to_string(job.tasks), "--output=" + shell_word(log_of(job, "%A_%a"))}) +
           // Not left to the environment, which counts only the tasks that are submitted: some alone can be submitted again.
           sweeping(job, " --shard \"$SLURM_ARRAY_TASK_ID/" + std::to_string(job.tasks) + "\"") + "exit \"$status\"\n";
}

std::string merge_script(SlurmJob const& job)
{
    return head(job, {"--job-name=" + shell_word("merge-" + job.name), "--output=" + shell_word(log_of(job, "merge-%j"))}) + sweeping(job, "") +
           "((status == 0)) || exit \"$status\"\n" + merging(job);
}

}  // namespace pijler
