#pragma once

#include <string>

namespace pijler {

// Version and commit, as `pijler --version` prints and results carry.
std::string version();

// Checksum of this very program, which tells apart what one version does not: builds of uncommitted changes. Empty where the system does not
// show a program its own file.
std::string const& program_checksum();

}  // namespace pijler
