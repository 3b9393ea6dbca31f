// The commands of pijler. Each takes the words after its name and returns the exit status; faults leave as exceptions.
#pragma once

#include "core/errors.hpp"

#include <string>
#include <vector>

namespace pijler {

using Words = std::vector<std::string>;

// The call as typed, for the result's history.
struct Call {
    std::string line;
};

ExitStatus run_command(Words const& words, Call const& call);
ExitStatus compare_command(Words const& words, Call const& call);
ExitStatus sweep_command(Words const& words, Call const& call);
ExitStatus merge_command(Words const& words, Call const& call);
ExitStatus slurm_command(Words const& words, Call const& call);
ExitStatus validate_command(Words const& words, Call const& call);
ExitStatus list_command(Words const& words, Call const& call);
ExitStatus municipality_command(Words const& words, Call const& call);
ExitStatus info_command(Words const& words, Call const& call);
ExitStatus schema_command(Words const& words, Call const& call);
ExitStatus completion_command(Words const& words, Call const& call);

// What each is called with (cli/options.hpp).
struct CommandLine;
CommandLine run_line();
CommandLine compare_line();
CommandLine sweep_line();
CommandLine merge_line();
CommandLine slurm_line();
CommandLine validate_line();
CommandLine list_line();
CommandLine municipality_line();
CommandLine info_line();
CommandLine schema_line();
CommandLine completion_line();

}  // namespace pijler
