// Priors of an expert panel, or of a reader who doubts, in the place of the declared ones.
#pragma once

#include "scenario/sweep_plan.hpp"
#include "scenario/toml_file.hpp"

#include <vector>

namespace pijler {

// One a row: parameter, centre, sd, and if one likes a note.
std::vector<StatedPrior> read_priors(StatedPath const& path, Vocabulary const& vocabulary, std::vector<InputText>& inputs, Faults& faults);

}  // namespace pijler
