#include "study/arm_values.hpp"

#include "core/errors.hpp"
#include "study/draw_priors.hpp"

#include <algorithm>

namespace pijler {

RandomKey key_of(Study const& study, std::uint32_t replicate) { return {study.arms.front().scenario.simulation.seed, replicate}; }

ParameterValues with_parameter_set(Study const& study, ParameterValues values, std::uint32_t replicate)
{
    if (study.uncertainty != Uncertainty::parameter_sets) return values;
    expect(replicate < study.parameter_sets.size(), "every replicate has a parameter set");
    for (auto const& [name, value] : study.parameter_sets[replicate]) values[name] = value;
    return values;
}

ParameterValues values_in(Study const& study, std::vector<ParameterRow> const& parameters, ArmRun const& run, std::uint32_t replicate)
{
    auto const values = with_parameter_set(study, run.values, replicate);
    return run.effects == EffectForm::drawn ? draw_priors(parameters, values, key_of(study, replicate)) : values;
}

bool varies_by_replicate(Study const& study, ArmPlan const& plan)
{
    return study.uncertainty == Uncertainty::parameter_sets ||
           std::ranges::any_of(plan.runs, [](ArmRun const& run) { return run.effects == EffectForm::drawn; });
}

}  // namespace pijler
