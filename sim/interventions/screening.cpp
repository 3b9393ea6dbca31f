#include "interventions/screening.hpp"

#include "core/math.hpp"
#include "model/scales.hpp"

#include <cmath>
#include <numbers>
#include <span>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> screened{64, "interventions.screened"};
constexpr std::array<char const*, 5> stage_names{"never", "occasional", "regular", "problematic", "former"};

// Where in the population a trait lies, by the normal distribution that traits are drawn from.
double quantile(float trait, Scale const& scale) { return 0.5 * std::erfc(-static_cast<double>(scale(trait)) / std::numbers::sqrt2); }

bool lies_in(double quantile, QuantileRange const& range) { return range.is_everybody() || (quantile >= range.low && quantile <= range.high); }

auto children_of(World const& world, HouseholdId home) { return std::span{world.households.child[home]}.first(world.households.children[home]); }

}  // namespace

void describe(ParameterVisitor& visit, ScreeningParams& p)
{
    visit("screening.labelling", p.labelling, {"", 0.0, 0.3, "bond lost by youths whom screening finds, rightly or in error, share of it", "judgement", Grade::J});
}

bool is_meant(Youths const& youths, YouthId youth, Delivery const& delivery)
{
    if (!lies_in(quantile(youths.impulsivity[youth], scale::impulsivity), delivery.impulsivity)) return false;
    if (!lies_in(quantile(youths.sensation_seeking[youth], scale::sensation_seeking), delivery.sensation_seeking)) return false;
    return delivery.stages.empty() || std::ranges::find(delivery.stages, stage_names[static_cast<std::size_t>(youths.stage[youth])]) != delivery.stages.end();
}

double chance_to_find(Youths const& youths, YouthId youth, Delivery const& delivery)
{
    if (!delivery.screening) return 1.0;
    return is_meant(youths, youth, delivery) ? delivery.screening->sensitivity : 1.0 - delivery.screening->specificity;
}

bool Screen::finds(YouthId youth)
{
    if (!round_.delivery.screening) return true;
    auto& y = world_.youths;
    world_.screened += 1.0;
    if (random_.uniform(y.identity[youth], screened, round_.stream) >= static_cast<float>(chance_to_find(round_.screened_as(world_), youth, round_.delivery))) return false;
    y.bond[youth] = clamp01(y.bond[youth] * (1.0F - static_cast<float>(round_.screening.labelling) * pulled(round_.delivery)));
    return true;
}

bool Screen::finds_child(HouseholdId home)
{
    bool found = false;
    for (auto const child : children_of(world_, home))
        if (in_target(world_, child, round_.delivery)) found = finds(child) || found;
    return found;
}

double chance_to_find_child(World const& world, HouseholdId home, Delivery const& delivery)
{
    double missed = 1.0;
    for (auto const child : children_of(world, home))
        if (in_target(world, child, delivery)) missed *= 1.0 - chance_to_find(world.youths, child, delivery);
    return 1.0 - missed;
}

double children_screened(World const& world, HouseholdId home, Delivery const& delivery)
{
    double children = 0.0;
    if (!delivery.screening) return children;
    for (auto const child : children_of(world, home)) children += in_target(world, child, delivery) ? 1.0 : 0.0;
    return children;
}

bool has_target_child(World const& world, HouseholdId home, Delivery const& delivery)
{
    return std::ranges::any_of(children_of(world, home), [&](YouthId child) { return in_target(world, child, delivery); });
}

}  // namespace pijler
