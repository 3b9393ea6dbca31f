// One number for all that a study's results depend on, except how many replicates were asked for.
#pragma once

#include "scenario/scenario.hpp"

namespace pijler {

std::string fingerprint(Study const& study, std::string const& version);

// FNV-1a of a text, in hex.
std::string hash_text(std::string const& text);

}  // namespace pijler
