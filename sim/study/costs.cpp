#include "study/costs.hpp"

#include "core/hash.hpp"

#include <cmath>

namespace pijler {
namespace {

constexpr Purpose<TownIdentity> unit_cost{5, "study.unit_cost"};

// Contacts that a round is expected to make: the mean over several draws of who is reached, each on a copy of the world.
double expected_contacts(World const& world, Surroundings const& around, InterventionSpec const& spec, ParameterValues const& values, RandomKey const& key)
{
    constexpr std::uint32_t draws = 8;
    auto const intervention = intervention_kind(spec.type).make(spec, values);
    double contacts = 0.0;
    for (std::uint32_t n = 0; n < draws; ++n) {
        auto copy = world;
        contacts += intervention->act(copy, Round{around, spec.delivery, spec.delivery.coverage, n << 4}, MonthRandom{key, 0});
    }
    return contacts / draws;
}

// What an arm spends a year with all coverages times `scale`.
double spent_a_year(World const& world, Surroundings const& around, std::vector<InterventionSpec> specs, ParameterValues const& values, int months,
                    Equalise what, double scale, RandomKey const& key)
{
    double spent = 0.0;
    for (auto& spec : specs) {
        spec.delivery.coverage *= scale;
        auto delivery = spec.delivery;
        if (delivery.end == 0) delivery.end = months;
        int rounds = 0;
        for (int month = 0; month < months; ++month) rounds += round_due(delivery, month);
        if (rounds == 0) continue;
        double const contacts = expected_contacts(world, around, spec, values, key);
        double const each = what == Equalise::budget     ? central_cost(delivery.cost)
                            : what == Equalise::contacts ? 1.0
                                                         : intervention_kind(spec.type).type.hours_per_contact * delivery.dose;
        spent += rounds * (contacts * each + (what == Equalise::budget ? delivery.cost.fixed : 0.0));
    }
    return spent * months_per_year / months;
}

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

EqualArm equalise(World const& world, Surroundings const& around, std::vector<InterventionSpec> const& specs, ParameterValues const& values,
                  int months, Equalise what, double budget, RandomKey const& key)
{
    if (specs.empty()) return {false, 1.0};
    double highest = 1e9;
    for (auto const& spec : specs)
        if (spec.delivery.coverage > 0.0)
            highest = std::min(highest, intervention_kind(spec.type).type.plausible_coverage / spec.delivery.coverage);
    auto const spent = [&](double scale) { return spent_a_year(world, around, specs, values, months, what, scale, key); };
    double low = 1e-3;
    double high = highest;
    if (spent(high) < budget || spent(low) > budget) return {false, 1.0};
    for (int step = 0; step < 12; ++step) {
        double const middle = 0.5 * (low + high);
        (spent(middle) < budget ? low : high) = middle;
    }
    return {true, 0.5 * (low + high)};
}

}  // namespace pijler
