// The worlds that a study runs in each replicate: its arms as delivered and at equal budget, at central and at drawn effects.
#pragma once

#include "simulation/advance_month.hpp"

namespace pijler {

enum class DeliveryForm { as_delivered, equalised };
enum class EffectForm { central, drawn };

struct ArmRun {
    std::string name;  // unique: the arm's, with _equalised and _drawn where it differs from the study's own
    std::string arm;   // as the study names it
    DeliveryForm delivery = DeliveryForm::as_delivered;
    EffectForm effects = EffectForm::central;
    std::vector<InterventionSpec> specs;
    ParameterValues values;     // scenario's and arm's; drawn effects come on top, per replicate
    std::size_t reference = 0;  // index of the run that this one is compared with
};

struct ArmPlan {
    std::vector<ArmRun> runs;             // the first is the reference
    std::vector<std::string> infeasible;  // arms that cannot spend the budget at a plausible reach
};

// `world` is the reference at month 0 of the first replicate: equal spending is planned on it.
ArmPlan plan_arms(Study const& study, World const& world, Surroundings const& surroundings, RandomKey const& key);

ModelParams model_with(ParameterValues const& values);

}  // namespace pijler
