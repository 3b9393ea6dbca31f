#include "study/arms.hpp"

#include "study/costs.hpp"

namespace pijler {
namespace {

ParameterValues merged(ParameterValues values, ParameterValues const& over)
{
    for (auto const& [name, value] : over) values[name] = value;
    return values;
}

std::vector<InterventionSpec> scaled(std::vector<InterventionSpec> specs, double scale)
{
    for (auto& spec : specs) spec.delivery.coverage *= scale;
    return specs;
}

// A budget is for the whole town; a town scaled down by `youths` spends that share of it.
double share_of_town(PopulationSettings const& population)
{
    return population.municipality && population.youths ? *population.youths / youths_in(*population.municipality) : 1.0;
}

}  // namespace

ModelParams model_with(ParameterValues const& values)
{
    ModelParams params;
    ParameterSetter set{values};
    describe(set, params);
    return params;
}

ArmPlan plan_arms(Study const& study, World const& world, Surroundings const& surroundings, RandomKey const& key)
{
    ArmPlan plan;
    for (auto const& arm : study.arms)
        plan.runs.push_back({arm.name, arm.name, DeliveryForm::as_delivered, EffectForm::central, arm.scenario.interventions,
                             merged(arm.scenario.parameters, arm.parameters), 0});
    auto const arms = plan.runs.size();
    if (study.equalise != Equalise::none) {
        for (std::size_t n = 1; n < arms; ++n) {
            auto run = plan.runs[n];
            auto const& scenario = study.arms[n].scenario;
            auto const equal = equalise(world, surroundings, run.specs, run.values, scenario.simulation.months, study.equalise,
                                        study.budget * share_of_town(scenario.population), key);
            if (!equal.feasible) {
                plan.infeasible.push_back(run.arm);
                continue;
            }
            run.name += "_equalised";
            run.delivery = DeliveryForm::equalised;
            run.specs = scaled(run.specs, equal.scale);
            plan.runs.push_back(std::move(run));
        }
    }
    if (study.uncertainty != Uncertainty::priors) return plan;
    auto const central = plan.runs.size();
    // A reference that delivers nothing is the same world under any effects.
    std::size_t reference = 0;
    for (std::size_t n = plan.runs[0].specs.empty() ? 1 : 0; n < central; ++n) {
        auto run = plan.runs[n];
        run.name += "_drawn";
        run.effects = EffectForm::drawn;
        if (n == 0) reference = plan.runs.size();
        run.reference = reference;
        plan.runs.push_back(std::move(run));
    }
    return plan;
}

}  // namespace pijler
