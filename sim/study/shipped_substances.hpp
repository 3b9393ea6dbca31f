// The substances that come with the program: scenarios/substances/*.toml, as of the build.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace pijler {

// Name and text of each file.
std::vector<std::pair<std::string, std::string>> const& shipped_substances();

}  // namespace pijler
