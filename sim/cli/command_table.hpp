// The commands of pijler, in one table: what the program knows, tells and completes.
#pragma once

#include "cli/commands.hpp"

#include <array>

namespace pijler {

struct Command {
    char const* name;
    ExitStatus (*act)(Words const&, Call const&);
    CommandLine (*line)();
    char const* does;
};
inline constexpr std::array commands{
    Command{"run", run_command, run_line, "run one scenario, all replicates"},
    Command{"compare", compare_command, compare_line, "run the arms of a study on common random numbers"},
    Command{"sweep", sweep_command, sweep_line, "run a study at many design points, into a folder that processes share"},
    Command{"merge", merge_command, merge_line, "put the parts of a sweep together"},
    Command{"slurm", slurm_command, slurm_line, "write the scripts by which Slurm runs a sweep"},
    Command{"validate", validate_command, validate_line, "check scenario, study and municipality files"},
    Command{"list", list_command, list_line, "list interventions, parameters, outcomes, subgroups or municipalities"},
    Command{"municipality", municipality_command, municipality_line, "write a file with the figures of a Dutch town"},
    Command{"info", info_command, info_line, "show what a result holds and how it was made"},
    Command{"schema", schema_command, schema_line, "what files may hold, as a JSON Schema for editors"},
    Command{"completion", completion_command, completion_line, "completion of commands and options in a shell"},
};

}  // namespace pijler
