#include "study/arms.hpp"

#include "study/arm_values.hpp"
#include "study/costs.hpp"

namespace pijler {
namespace {

// Fixed costs are the whole town's.
std::vector<InterventionSpec> of_town_as_simulated(std::vector<InterventionSpec> specs, double share)
{
    for (auto& spec : specs) {
        spec.delivery.cost.fixed.low *= share;
        spec.delivery.cost.fixed.high *= share;
    }
    return specs;
}

// Which of the arms can spend the budget.
std::vector<EqualSpending> try_budget(Study const& study, ArmPlan const& plan, World const& people)
{
    auto const& reference = study.arms.front().scenario;
    std::vector<Spender> spenders;
    for (auto const& run : plan.runs) {
        spenders.push_back({run.specs, values_for(reference.substances.front(), with_parameter_set(study, run.values, 0)), {}});
        for (auto const& spec : run.specs) spenders.back().prices.push_back(central_price(spec.delivery.cost));
    }
    return equalise(people, model_with(reference_values(study, 0)), key_of(study, 0), reference.simulation.months, spenders, study.equalise, plan.budget);
}

}  // namespace

ModelParams model_with(ParameterValues const& values)
{
    ModelParams params;
    ParameterSetter set{values};
    describe(set, params);
    return params;
}

ArmPlan plan_arms(Study const& study, World const& people, Infeasible infeasible)
{
    auto const share = share_of_town(study.arms.front().scenario.population);
    ArmPlan plan;
    plan.budget = study.budget * share;
    for (auto const& arm : study.arms)
        plan.runs.push_back({arm.name, arm.name, DeliveryForm::as_delivered, EffectForm::central, of_town_as_simulated(arm.scenario.interventions, share),
                             laid_over(arm.scenario.parameters, arm.parameters, arm.scenario.substances.front()), 0});
    auto const arms = plan.runs.size();
    if (study.equalise != Equalise::none && arms > 1) {
        auto const equal = try_budget(study, plan, people);
        for (std::size_t n = 1; n < arms; ++n) {
            auto run = plan.runs[n];
            run.feasible = equal[n].met;
            if (!run.feasible) plan.infeasible.push_back(run.arm);
            if (!run.feasible && infeasible == Infeasible::left_out) continue;
            run.name += equalised_ending;
            run.delivery = DeliveryForm::equalised;
            plan.runs.push_back(std::move(run));
        }
    }
    if (study.uncertainty != Uncertainty::priors) return plan;
    auto const central = plan.runs.size();
    // A reference that delivers nothing is the same world under any effects.
    std::size_t reference = 0;
    for (std::size_t n = plan.runs[0].specs.empty() ? 1 : 0; n < central; ++n) {
        auto run = plan.runs[n];
        run.name += drawn_ending;
        run.effects = EffectForm::drawn;
        if (n == 0) reference = plan.runs.size();
        run.reference = reference;
        plan.runs.push_back(std::move(run));
    }
    return plan;
}

}  // namespace pijler
