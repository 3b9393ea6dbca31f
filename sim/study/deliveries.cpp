#include "study/deliveries.hpp"

#include "interventions/registry.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace pijler {
namespace {

using Json = nlohmann::ordered_json;

Json range_of(double low, double high) { return Json::array({low, high}); }

Json target_of(Delivery const& d, InterventionType const& type)
{
    auto target = Json::object();
    if (std::ranges::find(type.target_keys, "age") != type.target_keys.end()) target["age"] = {d.age_low, d.age_high};
    if (!d.sex.empty()) target["sex"] = d.sex;
    if (!d.tracks.empty()) target["track"] = d.tracks;
    if (!d.neighbourhoods.empty()) target["neighbourhood"] = d.neighbourhoods;
    if (!d.stages.empty()) target["stage"] = d.stages;
    if (!d.impulsivity.is_everybody()) target["impulsivity"] = range_of(d.impulsivity.low, d.impulsivity.high);
    if (!d.sensation_seeking.is_everybody()) target["sensation_seeking"] = range_of(d.sensation_seeking.low, d.sensation_seeking.high);
    return target;
}

Json calendar_of(std::vector<StrengthStep> const& steps)
{
    auto calendar = Json::array();
    for (auto const& step : steps) calendar.push_back({{"from", step.from}, {"strength", step.strength}});
    return calendar;
}

Json told(InterventionSpec const& spec)
{
    auto const& d = spec.delivery;
    Json as_stated{{"type", spec.type}, {"name", spec.name}};
    if (!spec.approach.empty()) as_stated["approach"] = spec.approach;
    if (!spec.supports.empty()) as_stated["supports"] = spec.supports;
    as_stated.update(Json{{"start", d.start}, {"end", d.end}, {"every", d.every}, {"coverage", d.coverage}, {"dose", d.dose}, {"fidelity", d.fidelity}, {"strength", d.strength}});
    as_stated["target"] = target_of(d, intervention_kind(spec.type).type);
    if (!d.content.empty()) as_stated["content"] = d.content;
    if (d.screening) as_stated["screening"] = {{"sensitivity", d.screening->sensitivity}, {"specificity", d.screening->specificity}, {"cost", d.screening->cost}};
    if (!d.calendar.empty()) as_stated["calendar"] = calendar_of(d.calendar);
    if (d.stops) as_stated["stop"] = true;
    as_stated["cost"] = {{"fixed", range_of(d.cost.fixed.low, d.cost.fixed.high)}, {"per_contact", range_of(d.cost.per_contact.low, d.cost.per_contact.high)}, {"payer", d.cost.payer}};
    return as_stated;
}

}  // namespace

void describe_deliveries(Study const& study, ArmPlan const& plan, ResultFile& file)
{
    std::vector<std::string> arms;
    for (auto const& run : plan.runs) {
        auto interventions = Json::array();
        auto const arm = std::ranges::find(study.arms, run.arm, &Arm::name);
        expect(arm != study.arms.end(), "a run is of an arm of the study");
        for (auto const& spec : arm->scenario.interventions) interventions.push_back(told(spec));
        arms.push_back(interventions.dump());
    }
    file.variables.push_back({"arm_interventions", {"arm"}, "1", "what the arm delivers, in JSON, defaults included: before equal spending scales its coverages, and before a sweep's points change it", arms});
}

}  // namespace pijler
