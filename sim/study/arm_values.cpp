#include "study/arm_values.hpp"

#include "core/errors.hpp"
#include "study/draw_priors.hpp"

#include <algorithm>

namespace pijler {

RandomKey key_of(Study const& study, std::uint32_t replicate) { return {study.arms.front().scenario.simulation.seed, replicate}; }

ParameterValues laid_over(ParameterValues values, ParameterValues const& over, Substance const& first)
{
    for (auto const& [name, value] : over) {
        values[name] = value;
        if (first.parameters.contains(name)) values[first.name + "." + name] = value;
    }
    return values;
}

ParameterValues with_parameter_set(Study const& study, ParameterValues values, std::uint32_t replicate)
{
    if (study.uncertainty != Uncertainty::parameter_sets) return values;
    expect(replicate < study.parameter_sets.size(), "every replicate has a parameter set");
    return laid_over(std::move(values), study.parameter_sets[replicate], study.arms.front().scenario.substances.front());
}

ParameterValues reference_values(Study const& study, std::uint32_t replicate)
{
    auto const& reference = study.arms.front().scenario;
    return values_for(reference.substances.front(), with_parameter_set(study, reference.parameters, replicate));
}

ParameterValues values_for(Substance const& substance, ParameterValues values)
{
    for (auto const& [name, value] : substance.parameters) values[name] = value;
    auto const prefix = substance.name + ".";
    for (auto named = values.lower_bound(prefix); named != values.end() && named->first.starts_with(prefix);) {
        values[named->first.substr(prefix.size())] = named->second;
        named = values.erase(named);
    }
    return values;
}

ParameterValues values_in(Study const& study, std::vector<ParameterRow> const& parameters, ArmRun const& run, Substance const& substance, std::uint32_t replicate)
{
    auto const values = values_for(substance, with_parameter_set(study, run.values, replicate));
    return run.effects == EffectForm::drawn ? draw_priors(parameters, values, key_of(study, replicate)) : values;
}

ParameterValues values_in(Study const& study, std::vector<ParameterRow> const& parameters, ArmRun const& run, std::uint32_t replicate)
{
    return values_in(study, parameters, run, study.arms.front().scenario.substances.front(), replicate);
}

bool varies_by_replicate(Study const& study, ArmPlan const& plan)
{
    return study.uncertainty == Uncertainty::parameter_sets ||
           std::ranges::any_of(plan.runs, [](ArmRun const& run) { return run.effects == EffectForm::drawn; });
}

}  // namespace pijler
