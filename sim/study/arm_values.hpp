// Which value every parameter has, in the run-in and in each arm of a replicate.
#pragma once

#include "study/arms.hpp"

namespace pijler {

RandomKey key_of(Study const& study, std::uint32_t replicate);

// The replicate's own row laid over `values`, where the study has parameter sets.
ParameterValues with_parameter_set(Study const& study, ParameterValues values, std::uint32_t replicate);

// Central or drawn, as the run says. Arms of one replicate share their draws, but each has its own centre.
ParameterValues values_in(Study const& study, std::vector<ParameterRow> const& parameters, ArmRun const& run, std::uint32_t replicate);

// Values differ between replicates.
bool varies_by_replicate(Study const& study, ArmPlan const& plan);

}  // namespace pijler
