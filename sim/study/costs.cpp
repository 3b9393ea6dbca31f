#include "study/costs.hpp"

#include "core/hash.hpp"
#include "model/synthesise.hpp"

#include <cmath>

namespace pijler {
namespace {

constexpr Purpose<TownIdentity> unit_cost{5, "study.unit_cost"};

}  // namespace

double central_cost(Cost const& cost)
{
    return cost.per_contact_low > 0.0 ? std::sqrt(cost.per_contact_low * cost.per_contact_high) : 0.5 * (cost.per_contact_low + cost.per_contact_high);
}

double drawn_cost(InterventionSpec const& spec, RandomKey const& key)
{
    auto const& cost = spec.delivery.cost;
    double const place = MonthRandom{key, 0}.uniform(TownIdentity{hash32(spec.type + spec.approach)}, unit_cost);
    if (cost.per_contact_low > 0.0) return cost.per_contact_low * std::pow(cost.per_contact_high / cost.per_contact_low, place);
    return cost.per_contact_low + place * (cost.per_contact_high - cost.per_contact_low);
}

double share_of_town(PopulationSettings const& population)
{
    return population.municipality && population.youths ? *population.youths / youths_in(*population.municipality) : 1.0;
}

}  // namespace pijler
