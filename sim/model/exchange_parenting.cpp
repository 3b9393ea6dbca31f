#include "model/exchange_parenting.hpp"

#include "core/collect.hpp"
#include "core/math.hpp"
#include "core/transpose.hpp"

#include <cstring>

namespace pijler {
namespace {

constexpr float fixed_one = 0x1p20F;

// Parents meet through a child in secondary school.
bool meets_parents(Youths const& youths, YouthId child) { return in_secondary(youths.track[child]) && youths.class_group[child].index != 0; }

// The four beliefs of a parent at once.
using Four = FourOf<float>;
static_assert(sizeof(ParentBeliefs) == sizeof(Four));
inline Four load(ParentBeliefs const& beliefs)
{
    Four four;
    std::memcpy(&four, &beliefs, sizeof four);
    return four;
}
inline void store(Four const& four, ParentBeliefs& beliefs) { std::memcpy(static_cast<void*>(&beliefs), &four, sizeof four); }

// And of both parents of a home.
using Both [[gnu::vector_size(2 * sizeof(Four))]] = float;
// Their anchors, as shares lie in memory: in steps.
using BothInSteps [[gnu::vector_size(sizeof(std::array<ParentAnchor, parents_max>))]] = std::uint16_t;
using BothWhole [[gnu::vector_size(sizeof(Both))]] = std::int32_t;

struct Rates {
    float decay, exchange, strictest_share;
};

IN_VECTORS void update_homes(Households& homes, ParentCircles const& circles, Rates const& rates, std::size_t begin, std::size_t end)
{
    constexpr std::array<float, circles_max + 1> share{0.0F, 1.0F, 1.0F / 2.0F, 1.0F / 3.0F};
    auto const rate = rates;
    auto const at = [begin](auto& column) { return column.data() + begin; };
    auto const* const parents = at(homes.parents);
    auto const* const circle_of = at(homes.circle);
    auto const* const anchor_of = at(homes.anchor);
    auto* const belief_of = at(homes.belief);
    auto* const mean_of = at(homes.mean_belief);
    auto* const felt_of = at(homes.felt);
    auto const* const around = circles.mean.data();
    BlockOf<float> has_second, first_rules, second_rules, first_watch, second_watch;
    auto const count = end - begin;
    for_lanes(count, [=, &has_second](std::size_t h) { has_second[h] = parents[h] == 2 ? 1.0F : 0.0F; });
    for (std::size_t h = 0; h < count; ++h) {
        Four circle{};
        float meets = 0.0F;
        for (auto const group : circle_of[h]) {
            circle += load(around[group.index].mean);
            meets += around[group.index].meets;
        }
        circle *= share[static_cast<std::size_t>(meets)];
        float const pull = meets > 0.0F ? rate.exchange : 0.0F;
        Both belief;
        BothInSteps steps;
        std::memcpy(&belief, &belief_of[h], sizeof belief);
        std::memcpy(&steps, &anchor_of[h], sizeof steps);
        Both const anchor = __builtin_convertvector(__builtin_convertvector(steps, BothWhole), Both) * Share::step;
        Both const both_circles = __builtin_shufflevector(circle, circle, 0, 1, 2, 3, 4, 5, 6, 7);
        belief = belief + rate.decay * (anchor - belief) + pull * (both_circles - belief);
        belief = belief > 0.0F ? belief : Both{};
        belief = belief < 1.0F ? belief : Both{} + 1.0F;
        std::memcpy(static_cast<void*>(&belief_of[h]), &belief, sizeof belief);

        float const second = has_second[h];
        Four const one = __builtin_shufflevector(belief, belief, 0, 1, 2, 3);
        Four const other = __builtin_shufflevector(belief, belief, 4, 5, 6, 7) * second;
        store((1.0F - 0.5F * second) * (one + other), mean_of[h]);
        // Communication is the second belief, disapproval the third, monitoring the fourth.
        Both const rules = belief * __builtin_shufflevector(belief, belief, 0, 0, 1, 2, 4, 4, 5, 6);
        first_rules[h] = rules[2];
        second_rules[h] = rules[6] * second;
        first_watch[h] = one[3];
        second_watch[h] = other[3];
    }
    for_lanes(count, [=, &has_second, &first_rules, &second_rules, &first_watch, &second_watch](std::size_t h) {
        float const each = 1.0F - 0.5F * has_second[h];
        float const strictest = first_rules[h] > second_rules[h] ? first_rules[h] : second_rules[h];
        felt_of[h] = {rate.strictest_share * strictest + (1.0F - rate.strictest_share) * (first_rules[h] + second_rules[h]) * each,
                      first_watch[h] > second_watch[h] ? first_watch[h] : second_watch[h]};
    });
}

inline void add(CircleSum& sum, FourOf<std::int64_t> const& beliefs, std::int64_t weight)
{
    FourOf<std::int64_t> all;
    std::memcpy(&all, &sum.beliefs, sizeof all);
    all += beliefs;
    std::memcpy(&sum.beliefs, &all, sizeof all);
    sum.weight += weight;
}

// Adds up what the parents of homes say in the circles they are in.
IN_VECTORS void add_voices(Households const& homes, std::size_t begin, std::size_t end, CircleSum* sums)
{
    constexpr std::array<float, parents_max + 1> has_second{0.0F, 0.0F, 1.0F};
    auto const* const circle = homes.circle.data();
    auto const* const involvement = homes.involvement.data();
    auto const* const parents = homes.parents.data();
    auto const* const beliefs = homes.belief.data();
    for (auto home = begin; home < end; ++home) {
        if (circle[home][0].index == 0) continue;
        float const first = involvement[home][0];
        float const second = involvement[home][1] * has_second[parents[home]];
        Four const voice = (first * load(beliefs[home][0]) + second * load(beliefs[home][1])) * fixed_one + 0.5F;
        auto const adds = __builtin_convertvector(__builtin_convertvector(voice, FourOf<std::int32_t>), FourOf<std::int64_t>);
        auto const weight = static_cast<std::int32_t>((first + second) * fixed_one + 0.5F);
        for (auto const group : circle[home]) {
            if (group.index == 0) break;
            add(sums[group.index], adds, weight);
        }
    }
}

ParentCircle mean_circle(CircleSum const& sum)
{
    if (sum.weight == 0) return {};
    float const share = 1.0F / static_cast<float>(sum.weight);
    auto const mean = [&](std::size_t k) { return static_cast<float>(sum.beliefs[k]) * share; };
    return {{mean(0), mean(1), mean(2), mean(3)}, 1.0F};
}

}  // namespace

void describe(ParameterVisitor& visit, ParentingParams& p)
{
    visit("parents.half_life", p.half_life, {"months", 12.0, 48.0, "half-life of a change in parenting", "prototype", Grade::J});
    visit("parents.exchange_rate", p.exchange_rate, {"per month", 0.0, 0.06, "pull towards the other parents of the class", "prototype", Grade::J});
    visit("parents.disapproval_age_fade", p.disapproval_age_fade, {"per year", 0.02, 0.08, "loss of weight of parental disapproval with each year over 12", "prototype", Grade::J});
    visit("parents.pd_mix", p.strictest_share, {"", 0.0, 1.0, "felt disapproval: 1 = the stricter parent's, 0 = the mean over parents", "prototype", Grade::J});
}

void find_circles(World& world, Workers workers)
{
    auto const& y = world.youths;
    auto& homes = world.households;
    for_each_block(workers, homes.count(), [&](std::size_t begin, std::size_t end) {
        for (HouseholdId home{static_cast<std::uint32_t>(begin)}; home.index < end; ++home.index) {
            std::array<ClassId, children_max + 1> groups{};
            std::size_t found = 0;
            for (std::size_t n = 0; n < homes.children[home]; ++n) {
                auto const child = homes.child[home][n];
                groups[found] = y.class_group[child];
                found += meets_parents(y, child);
            }
            for (std::size_t n = 0; n < circles_max; ++n) homes.circle[home][n] = n < found ? groups[n] : ClassId{};
        }
    });
}

void observe_parents(World const& world, ParentCircles& circles, Workers workers)
{
    auto const groups = world.classes.count();
    auto const& homes = world.households;
    circles.mean.resize(groups);
    circles.parts.resize(static_cast<std::size_t>(std::max(1, workers.threads)));
    for_each_part(workers, circles.parts.size(), homes.count(), [&](std::size_t part, std::size_t begin, std::size_t end) {
        circles.parts[part].assign(groups, {});
        add_voices(homes, begin, end, circles.parts[part].data());
    });
    for_each_block(workers, groups, [&](std::size_t begin, std::size_t end) {
        for (auto group = begin; group < end; ++group) {
            CircleSum sum;
            for (auto const& part : circles.parts) {
                FourOf<std::int64_t> beliefs;
                std::memcpy(&beliefs, &part[group].beliefs, sizeof beliefs);
                add(sum, beliefs, part[group].weight);
            }
            circles.mean.data()[group] = mean_circle(sum);
        }
    });
}

void exchange_at_home(World& world, ParentCircles const& circles, ParentingParams const& params, Workers workers)
{
    Rates const rate{static_cast<float>(monthly_decay(params.half_life)), static_cast<float>(params.exchange_rate), static_cast<float>(params.strictest_share)};
    for_each_block(workers, world.households.count(), [&](std::size_t begin, std::size_t end) { update_homes(world.households, circles, rate, begin, end); });
}

IN_VECTORS void feel_parents(World& world, ParentingParams const& params, int month, std::size_t begin, std::size_t end)
{
    auto const fade = static_cast<float>(params.disapproval_age_fade / months_per_year);
    auto const moment = month_of_year(month);
    auto& youths = world.youths;
    auto const at = [begin](auto& column) { return column.data() + begin; };
    auto const* household = at(youths.household);
    auto const* age = at(youths.school_age);
    auto const* birth = at(youths.birth_offset);
    auto* disapproval = at(youths.parental_disapproval);
    auto* monitoring = at(youths.parental_monitoring);
    auto const* felt = world.households.felt.data();
    for (std::size_t k = 0; k < end - begin; ++k) {
        disapproval[k] = felt[household[k].index].disapproval;
        monitoring[k] = felt[household[k].index].monitoring;
    }
    for_lanes(end - begin, [=](std::size_t k) {
        auto const months_over_12 = static_cast<float>(age_in_months(age[k], birth[k], moment) - youngest_age * months_per_year);
        float const left = 1.0F - fade * months_over_12;
        float const at_most = left < 1.0F ? left : 1.0F;
        disapproval[k] *= at_most > 0.3F ? at_most : 0.3F;
    });
}

void exchange_parenting(World& world, ParentCircles const& circles, ParentingParams const& params, int month, Workers workers)
{
    exchange_at_home(world, circles, params, workers);
    for_each_block(workers, world.youths.count(), [&](std::size_t begin, std::size_t end) { feel_parents(world, params, month, begin, end); });
}

}  // namespace pijler
