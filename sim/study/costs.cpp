#include "study/costs.hpp"

#include "core/hash.hpp"
#include "interventions/registry.hpp"
#include "model/synthesise.hpp"

#include <algorithm>
#include <cmath>

namespace pijler {
namespace {

constexpr Purpose<TownIdentity> unit_cost{5, "study.unit_cost"};
constexpr Purpose<TownIdentity> fixed_cost{6, "study.fixed_cost"};

double middle(PriceRange const& price) { return price.low > 0.0 ? std::sqrt(price.low * price.high) : 0.5 * (price.low + price.high); }

double drawn(PriceRange const& price, double place)
{
    if (price.low > 0.0) return price.low * std::pow(price.high / price.low, place);
    return price.low + place * (price.high - price.low);
}

}  // namespace

void describe(ParameterVisitor& visit, CostParams& p)
{
    visit("costs.hours_per_fte", p.hours_per_fte, {"hours a year", 1000.0, 1900.0, "hours of work that one full-time year (fte) of those who deliver yields, leave and sickness taken off", "judgement", Grade::J});
}

Price central_price(Cost const& cost) { return {middle(cost.fixed), middle(cost.per_contact)}; }

Price drawn_price(InterventionSpec const& spec, RandomKey const& key)
{
    MonthRandom const random{key, 0};
    TownIdentity const kind{hash32(spec.type + spec.approach)};
    auto const& cost = spec.delivery.cost;
    return {drawn(cost.fixed, random.uniform(kind, fixed_cost)), drawn(cost.per_contact, random.uniform(kind, unit_cost))};
}

double hours_of_contact(InterventionSpec const& spec)
{
    auto const& type = intervention_kind(spec.type).type;
    auto const approach = static_cast<std::size_t>(std::ranges::find(type.approaches, spec.approach) - type.approaches.begin());
    return (type.counts_hours ? 1.0 : spec.delivery.dose) * (type.hours_of_approach.empty() ? type.hours_per_contact : type.hours_of_approach.at(approach));
}

double share_of_town(PopulationSettings const& population)
{
    return population.municipality && population.youths ? *population.youths / youths_in(*population.municipality) : 1.0;
}

}  // namespace pijler
