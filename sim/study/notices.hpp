// What a user should know of a study before it runs, though nothing is wrong with it.
#pragma once

#include "scenario/scenario.hpp"

namespace pijler {

std::vector<std::string> notices(Study const& study);

}  // namespace pijler
