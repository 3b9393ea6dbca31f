#pragma once

#include <string>

namespace pijler {

// Version and commit, as `pijler --version` prints and results carry.
std::string version();

}  // namespace pijler
