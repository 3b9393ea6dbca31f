// Which value every parameter has, in the run-in and in each arm of a replicate.
#pragma once

#include "study/arms.hpp"

namespace pijler {

RandomKey key_of(Study const& study, std::uint32_t replicate);

// The replicate's own row laid over `values`, where the study has parameter sets.
// `over` laid on `values`. What it states holds for the first substance too where that one's file states it itself.
ParameterValues laid_over(ParameterValues values, ParameterValues const& over, Substance const& first);

ParameterValues with_parameter_set(Study const& study, ParameterValues values, std::uint32_t replicate);

// The reference's, before month 0, for the first substance.
ParameterValues reference_values(Study const& study, std::uint32_t replicate);

// The values that hold for a substance: its own where its file states them, and what `values` states for it alone.
ParameterValues values_for(Substance const& substance, ParameterValues values);

// Central or drawn, as the run says. Arms of one replicate share their draws, but each has its own centre.
ParameterValues values_in(Study const& study, std::vector<ParameterRow> const& parameters, ArmRun const& run, Substance const& substance, std::uint32_t replicate);
// Of the first substance.
ParameterValues values_in(Study const& study, std::vector<ParameterRow> const& parameters, ArmRun const& run, std::uint32_t replicate);

// Values differ between replicates.
bool varies_by_replicate(Study const& study, ArmPlan const& plan);

}  // namespace pijler
