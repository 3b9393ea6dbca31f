#pragma once

#include "scenario/scenario.hpp"
#include "scenario/toml_file.hpp"

namespace pijler {

// The figures of a municipality file; nothing, with faults, if some are missing or wrong.
std::optional<Municipality> municipality_in(TomlFile const& file, Faults& faults);

}  // namespace pijler
