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
ExitStatus info_command(Words const& words, Call const& call);

}  // namespace pijler
