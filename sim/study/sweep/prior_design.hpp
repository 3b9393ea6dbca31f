// Points of a sweep that are plausible worlds: draws of what is not known.
#pragma once

#include "scenario/parameters.hpp"
#include "study/sweep/design.hpp"

namespace pijler {

// Each point takes the plan's parameter sets in turn, draws what programmes do from its priors about them (draw_priors; the plan's own priors in the
// place of the declared ones), and spreads the plan's factors evenly over their ranges. A point's draws follow from the seed and its number alone.
Design make_prior_design(SweepPlan const& plan, std::uint64_t seed, std::vector<ParameterRow> parameters);

}  // namespace pijler
