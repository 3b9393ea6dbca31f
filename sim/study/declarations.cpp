#include "study/declarations.hpp"

namespace pijler {
namespace {

using Json = nlohmann::ordered_json;

// Of types that screen unless told otherwise.
Json of_screening(InterventionType const& type, double Screening::* value)
{
    if (!type.defaults.screening) return "";
    return (*type.defaults.screening).*value;
}

Json by_approach(std::vector<double> const& values, double only) { return values.empty() ? Json(only) : Json(values); }

// What is said of each approach; where there are none, the one thing.
template <class Said>
Json by_approach(InterventionType const& type, Said const& said)
{
    if (type.approaches.empty()) return said(type.practice.front());
    auto all = Json::array();
    for (auto const& practice : type.practice) all.push_back(said(practice));
    return all;
}

template <class Row>
Json rows_of(std::vector<Row> const& declared)
{
    auto rows = Json::array();
    for (auto const& each : declared) rows.push_back(row_of(each));
    return rows;
}

}  // namespace

Json row_of(InterventionType const& t)
{
    auto const& d = t.defaults;
    auto prices = Json::array();
    for (auto const& price : t.price_of_approach) prices.push_back({price.low, price.high});
    Json row{{"name", t.name}, {"pillar", t.pillar}, {"meaning", t.meaning}, {"meaning_nl", t.meaning_nl}, {"grade", t.grade}, {"form", t.is_lever ? "lever" : "rounds"},
             {"unit", t.unit}, {"approaches", t.approaches}, {"start", d.start}, {"every", d.every}, {"coverage", d.coverage}, {"dose", d.dose}, {"fidelity", d.fidelity},
             {"strength", d.strength}, {"age_low", d.age_low}, {"age_high", d.age_high}, {"target", t.target_keys}, {"can_stop", t.can_stop}, {"stage", d.stages}, {"content", d.content},
             {"sensitivity", of_screening(t, &Screening::sensitivity)}, {"specificity", of_screening(t, &Screening::specificity)},
             {"cost_per_screened", of_screening(t, &Screening::cost)}, {"cost_fixed_low", d.cost.fixed.low}, {"cost_fixed_high", d.cost.fixed.high},
             {"cost_per_contact_low", d.cost.per_contact.low}, {"cost_per_contact_high", d.cost.per_contact.high}, {"cost_per_contact_of_approach", prices},
             {"payer", d.cost.payer}, {"cost_source", t.cost_source}, {"cost_grade", t.cost_grade}, {"plausible_coverage", t.plausible_coverage},
             {"hours_per_contact", by_approach(t.hours_of_approach, t.hours_per_contact)}};
    for (auto const& field : practice_fields) {
        row[field.name] = by_approach(t, [&](Practice const& practice) { return Json((practice.*field.said).en); });
        row[std::string{field.name} + "_nl"] = by_approach(t, [&](Practice const& practice) { return Json((practice.*field.said).nl); });
    }
    row["practice_sources"] = by_approach(t, [](Practice const& practice) { return Json(practice.sources); });
    return row;
}

Json row_of(ParameterRow const& p)
{
    return {{"name", p.name}, {"unit", p.unit}, {"default", p.default_value}, {"low", p.low}, {"high", p.high}, {"prior_sd", p.prior_sd},
            {"meaning", p.meaning}, {"source", p.source}, {"grade", std::string(1, p.grade)}};
}

std::string declarations(Vocabulary const& vocabulary)
{
    return Json{{"interventions", rows_of(vocabulary.interventions)}, {"parameters", rows_of(vocabulary.parameters)}}.dump();
}

}  // namespace pijler
