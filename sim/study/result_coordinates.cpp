// What a result's dimensions stand for: arms, replicates, months, subgroups and parameters, and what spending was equalised to.
#include "study/arm_values.hpp"
#include "study/result_table.hpp"

#include <algorithm>

namespace pijler {

void ResultTable::append_values(ParameterValues const& given, std::vector<double>& values) const
{
    for (auto const& parameter : parameters_) {
        auto const found = given.find(parameter.name);
        values.push_back(found == given.end() ? parameter.default_value : found->second);
    }
}

std::vector<Variable> ResultTable::coordinates(ReplicateSet const& done) const
{
    std::vector<std::string> arms, bases, deliveries, effects, groups, parameter_names;
    std::vector<std::int32_t> months, ends;
    std::vector<double> values;
    for (auto const& run : plan_.runs) {
        arms.push_back(run.name);
        bases.push_back(run.arm);
        deliveries.push_back(run.delivery == DeliveryForm::equalised ? "equalised" : "as_delivered");
        effects.push_back(run.effects == EffectForm::drawn ? "drawn" : study_.uncertainty == Uncertainty::parameter_sets ? "parameter_set" : "central");
        append_values(values_for(study_.arms.front().scenario.substances.front(), run.values), values);
        std::int32_t end = 0;
        for (auto const& spec : run.specs) end = std::max(end, static_cast<std::int32_t>(month_of_end(spec.delivery, study_.arms.front().scenario.simulation.months)));
        ends.push_back(end);
    }
    for (std::size_t record = 0; record < records_; ++record) months.push_back(calendar_.middle(record));
    for (auto const g : groups_) groups.push_back(subgroups()[g].row.name);
    for (auto const& parameter : parameters_) parameter_names.push_back(parameter.name);
    std::vector<std::string> const pillar_names(pillars.begin(), pillars.end());
    std::vector<Variable> list{
        {"arm", {"arm"}, "1", "arm of the study", arms},
        {"replicate", {"replicate"}, "1", "replicate: another town and other chances, shared by all arms", numbers_of(done)},
        {"month", {"month"}, "months", "month in which stocks are taken (0: the first September); flows are summed over the months of the record around it", months},
        {"subgroup", {"subgroup"}, "1", "youths counted; ages in completed years at mid-year", groups},
        {"substance", {"substance"}, "1", "substance", substances_},
        {"parameter", {"parameter"}, "1", "parameter of the model", parameter_names},
        {"pillar", {"pillar"}, "1", "pillar of prevention", pillar_names},
        {"payer", {"payer"}, "1", "who pays", payers_},
        {"arm_base", {"arm"}, "1", "arm as the study names it", bases},
        {"arm_delivery", {"arm"}, "1", "as delivered, or with the spending equalised", deliveries},
        {"arm_effects", {"arm"}, "1", "effects of interventions at their central values, drawn from their priors in each replicate, or from the replicate's parameter set", effects},
        {"arm_end", {"arm"}, "months", "month from which on no intervention of the arm delivers any more; 0: it has none", ends},
        {"parameter_value", {"arm", "parameter"}, "1", "central value of each parameter (units: see pijler list parameters)", values},
    };
    if (varies_by_replicate(study_, plan_)) {
        std::vector<double> used;
        for (auto const& run : plan_.runs)
            for (auto const r : done) append_values(values_in(study_, parameters_, run, static_cast<std::uint32_t>(r)), used);
        list.push_back({"parameter_drawn", {"arm", "replicate", "parameter"}, "1", "value that each parameter has in the replicate (units: see pijler list parameters)", used});
    }
    if (std::ranges::any_of(plan_.runs, [](ArmRun const& run) { return run.delivery == DeliveryForm::equalised; })) {
        auto const* unit = study_.equalise == Equalise::budget ? "euro" : study_.equalise == Equalise::contacts ? "contacts" : "person-hours";
        auto const per_arm = [&](std::vector<double> const& all) { return of_replicates(all, plan_.runs.size(), replicates_, done); };
        list.push_back({"coverage_scale", {"arm", "replicate"}, "1", "what every coverage of the arm is multiplied by, so that it is expected to spend the budget", per_arm(coverage_scale_)});
        list.push_back({"expected_spending", {"arm", "replicate"}, unit, "what an equalised arm is expected to spend a year: the budget, unless plausible reach does not allow it", per_arm(expected_spending_)});
    }
    return list;
}

}  // namespace pijler
