// The scripts by which Slurm runs a sweep: an array of tasks that share the sweep's folder, and a job that merges what they made.
#pragma once

#include "cli/commands.hpp"

#include <filesystem>
#include <string>

namespace pijler {

struct SlurmJob {
    std::string name;
    int tasks = 1;
    int minutes = 60;  // time limit of a task
    int cores = 1;     // of a task
    int restarts = 10;  // a task asks to be put back in the queue at most so often
    Words sbatch;       // further options, as "--qos=long"
    std::string scratch;  // folder of the node, expanded there, where tasks keep settled towns; may be empty
    std::filesystem::path folder;  // of the sweep, absolute; `folder`/slurm/logs takes what tasks say
    std::filesystem::path merged;  // absolute
    std::string program;
    Words sweep;  // what follows the program's name: sweep STUDY ...
    std::string made_by;
};

inline constexpr int usual_task = 20, longest_task = 30;  // minutes, unless there may not be more tasks

// As many tasks as take `usual_task` each, so that none takes less than 10 minutes or more than `longest_task` unless there must be fewer: at most `most`.
// `seconds`: of the whole sweep on one core.
int tasks_for(double seconds, int cores, int most);

// A time limit that a task of so many minutes is not likely to meet: twice that and more, in half hours, from one hour to a day.
int time_limit_for(double minutes);

// Minutes in the forms that sbatch --time takes: minutes, minutes:seconds, hours:minutes:seconds, days-hours, days-hours:minutes,
// days-hours:minutes:seconds; rounded up. Throws StatusError (usage) on others.
int minutes_of(std::string const& time);

// The line of merge_script() that writes the result.
std::string merging(SlurmJob const& job);

std::string array_script(SlurmJob const& job);
std::string merge_script(SlurmJob const& job);

}  // namespace pijler
