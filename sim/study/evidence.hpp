// How far the effect on use of what an arm adds was ever evaluated. Levers of grade D (process evaluations) and X (none) are what-ifs: what
// they do to use is not known to anybody, so no arm that holds them is ranked by it.
#pragma once

#include "output/result_file.hpp"
#include "study/arms.hpp"

namespace pijler {

// Names of the interventions that `specs` has beside those of the reference and whose effect on use was not evaluated.
std::vector<std::string> not_evaluated(std::vector<InterventionSpec> const& specs, std::vector<InterventionSpec> const& reference);

// What each arm adds is "evaluated", so "in_part", or "not_evaluated" at all, and which interventions are not.
void describe_evidence(ArmPlan const& plan, ResultFile& file);

}  // namespace pijler
