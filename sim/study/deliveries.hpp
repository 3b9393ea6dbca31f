// What each arm of a result delivers.
#pragma once

#include "output/result_file.hpp"
#include "study/arms.hpp"

namespace pijler {

// By arm, in JSON: its interventions as a scenario would state them in full, defaults and what options changed included.
void describe_deliveries(Study const& study, ArmPlan const& plan, ResultFile& file);

}  // namespace pijler
