// One number for all that a study's results depend on, except how many replicates were asked for.
#pragma once

#include "scenario/scenario.hpp"

namespace pijler {

std::string fingerprint(Study const& study, std::string const& version);

}  // namespace pijler
