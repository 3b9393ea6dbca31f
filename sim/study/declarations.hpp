// What the program says of interventions and parameters, row by row: `pijler list` shows them, and results carry them, so that a report needs
// no program.
#pragma once

#include "scenario/vocabulary.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace pijler {

// Objects, the name first. What differs by approach is a list in the order of `approaches`.
nlohmann::ordered_json row_of(InterventionType const& type);
nlohmann::ordered_json row_of(ParameterRow const& parameter);

// {"interventions": [...], "parameters": [...]}
std::string declarations(Vocabulary const& vocabulary);

}  // namespace pijler
