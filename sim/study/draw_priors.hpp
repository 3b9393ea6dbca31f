// What we do not know: a replicate's draw of the intervention parameters from their priors.
#pragma once

#include "core/random.hpp"
#include "scenario/parameters.hpp"

#include <vector>

namespace pijler {

// Every parameter with a prior, drawn from N(value in `centre` or default, prior_sd) within its range (a centre near an end is drawn from
// there inwards). Only what programmes do has a prior: a reference that delivers nothing is not drawn. The risk that information raises is
// drawn jointly with its curiosity and norm effects, so that its net effect on starts stays N(0, 0.10) in log-odds: trials of facts-only
// lessons average no effect (west2004), whatever the parts are.
ParameterValues draw_priors(std::vector<ParameterRow> const& parameters, ParameterValues const& centre, RandomKey const& key);

}  // namespace pijler
