// The worlds that a study runs in each replicate: its arms as delivered and at equal budget, at central and at drawn effects.
#pragma once

#include "study/equalise.hpp"

namespace pijler {

enum class DeliveryForm { as_delivered, equalised };
enum class EffectForm { central, drawn };

struct ArmRun {
    std::string name;  // unique: the arm's, with _equalised and _drawn where it differs from the study's own
    std::string arm;   // as the study names it
    DeliveryForm delivery = DeliveryForm::as_delivered;
    EffectForm effects = EffectForm::central;
    std::vector<InterventionSpec> specs;  // as delivered; a replicate scales those of an equalised run to its own people and costs
    ParameterValues values;     // scenario's and arm's; drawn effects come on top, per replicate
    std::size_t reference = 0;  // index of the run that this one is compared with
    bool feasible = true;       // that it can spend the budget, where it is equalised
};

struct ArmPlan {
    std::vector<ArmRun> runs;             // the first is the reference
    std::vector<std::string> infeasible;  // arms that cannot spend about the budget at a plausible reach and in whole steps, at central costs in the first replicate
    double budget = 0.0;                  // a year, of the population simulated
};

// What becomes of an arm that cannot spend the budget: it is left out, or kept to spend what comes nearest, so that all points of a sweep have
// the same arms.
enum class Infeasible { left_out, kept };

// `people`: of the first replicate at month 0, where arms are equalised.
ArmPlan plan_arms(Study const& study, World const& people, Infeasible infeasible = Infeasible::left_out);

ModelParams model_with(ParameterValues const& values);

}  // namespace pijler
