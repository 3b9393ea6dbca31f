#include "model/exchange_parenting.hpp"

#include "core/math.hpp"

namespace pijler {
namespace {

constexpr float fixed_one = 0x1p20F;

std::int32_t fixed(float share) { return static_cast<std::int32_t>(share * fixed_one + 0.5F); }

std::array<float, 4> parts(ParentBeliefs const& b) { return {b.knowledge, b.communication, b.disapproval, b.monitoring}; }
ParentBeliefs whole(std::array<float, 4> const& p) { return {p[0], p[1], p[2], p[3]}; }

// Parents meet through a child in secondary school.
bool meets_parents(Youths const& youths, YouthId child) { return in_secondary(youths.track[child]) && youths.class_group[child].index != 0; }

// What the parents of the children's classmates think on average; false when no child is in secondary school.
bool circle_of(World const& world, ParentCircles const& circles, HouseholdId home, std::array<float, 4>& mean)
{
    mean = {};
    float classes = 0.0F;
    for (std::size_t n = 0; n < world.households.children[home]; ++n) {
        auto const child = world.households.child[home][n];
        if (!meets_parents(world.youths, child)) continue;
        auto const& circle = circles[world.youths.class_group[child]];
        if (circle.weight == 0) continue;
        for (std::size_t k = 0; k < 4; ++k) mean[k] += circle.mean[k];
        classes += 1.0F;
    }
    if (classes == 0.0F) return false;
    for (auto& value : mean) value /= classes;
    return true;
}

void update_home(World& world, ParentCircles const& circles, HouseholdId home, float decay, float exchange)
{
    auto& homes = world.households;
    std::array<float, 4> circle;
    float const pull = circle_of(world, circles, home, circle) ? exchange : 0.0F;
    for (std::size_t p = 0; p < homes.parents[home]; ++p) {
        auto belief = parts(homes.belief[home][p]);
        auto const anchor = parts(homes.anchor[home][p]);
        for (std::size_t k = 0; k < 4; ++k) belief[k] = clamp01(belief[k] + decay * (anchor[k] - belief[k]) + pull * (circle[k] - belief[k]));
        homes.belief[home][p] = whole(belief);
    }
}

void feel_home(Households& homes, HouseholdId home, float strictest_share)
{
    float strictest = 0.0F;
    float sum = 0.0F;
    float watch = 0.0F;
    ParentBeliefs mean;
    float const share = homes.parents[home] == 1 ? 1.0F : 0.5F;
    for (std::size_t p = 0; p < homes.parents[home]; ++p) {
        auto const& belief = homes.belief[home][p];
        mean.knowledge += share * belief.knowledge;
        mean.communication += share * belief.communication;
        mean.disapproval += share * belief.disapproval;
        mean.monitoring += share * belief.monitoring;
        float const rules = belief.disapproval * belief.communication;
        strictest = std::max(strictest, rules);
        sum += rules;
        watch = std::max(watch, belief.monitoring);
    }
    homes.mean_belief[home] = mean;
    raise_voice(homes, home);
    homes.felt_disapproval[home] = strictest_share * strictest + (1.0F - strictest_share) * sum * share;
    homes.watch[home] = watch;
}

}  // namespace

void describe(ParameterVisitor& visit, ParentingParams& p)
{
    visit("parents.half_life", p.half_life, {"months", 12.0, 48.0, "half-life of a change in parenting", "prototype", Grade::J});
    visit("parents.exchange_rate", p.exchange_rate, {"per month", 0.0, 0.06, "pull towards the other parents of the class", "prototype", Grade::J});
    visit("parents.disapproval_age_fade", p.disapproval_age_fade, {"per year", 0.02, 0.08, "loss of weight of parental disapproval with each year over 12", "prototype", Grade::J});
    visit("parents.pd_mix", p.strictest_share, {"", 0.0, 1.0, "felt disapproval: 1 = the stricter parent's, 0 = the mean over parents", "prototype", Grade::J});
}

void observe_parents(World const& world, ParentCircles& circles)
{
    circles.resize(world.classes.count());
    circles.fill({});
    auto const& youths = world.youths;
    for (std::size_t i = 0; i < youths.count(); ++i) {
        YouthId const child{static_cast<std::uint32_t>(i)};
        if (!youths.present[child] || !meets_parents(youths, child)) continue;
        auto const home = youths.household[child];
        auto& circle = circles[youths.class_group[child]];
        auto const& voice = world.households.voice[home];
        for (std::size_t k = 0; k < 4; ++k) circle.sum[k] += voice[k];
        circle.weight += voice[4];
    }
    for (auto& circle : circles) {
        if (circle.weight == 0) continue;
        float const share = 1.0F / static_cast<float>(circle.weight);
        for (std::size_t k = 0; k < 4; ++k) circle.mean[k] = static_cast<float>(circle.sum[k]) * share;
    }
}

void raise_voice(Households& homes, HouseholdId home)
{
    std::array<float, 5> voice{};
    for (std::size_t p = 0; p < homes.parents[home]; ++p) {
        float const involvement = homes.involvement[home][p];
        auto const belief = parts(homes.belief[home][p]);
        for (std::size_t k = 0; k < 4; ++k) voice[k] += involvement * belief[k];
        voice[4] += involvement;
    }
    for (std::size_t k = 0; k < 5; ++k) homes.voice[home][k] = fixed(voice[k]);
}

void exchange_parenting(World& world, ParentCircles const& circles, ParentingParams const& params, int month, Workers workers)
{
    auto const decay = static_cast<float>(monthly_decay(params.half_life));
    auto const exchange = static_cast<float>(params.exchange_rate);
    auto const strictest_share = static_cast<float>(params.strictest_share);
    for_each_block(workers, world.households.count(), [&](std::size_t begin, std::size_t end) {
        for (auto h = begin; h < end; ++h) {
            HouseholdId const home{static_cast<std::uint32_t>(h)};
            if (world.households.parents[home] == 0) continue;
            update_home(world, circles, home, decay, exchange);
            feel_home(world.households, home, strictest_share);
        }
    });
    auto const fade = static_cast<float>(params.disapproval_age_fade / months_per_year);
    auto const moment = month_of_year(month);
    auto& youths = world.youths;
    for_each_block(workers, youths.count(), [&](std::size_t begin, std::size_t end) {
        for (auto i = begin; i < end; ++i) {
            YouthId const youth{static_cast<std::uint32_t>(i)};
            auto const home = youths.household[youth];
            auto const months_over_12 = static_cast<float>(age_in_months(youths, youth, moment) - youngest_age * months_per_year);
            youths.parental_disapproval[youth] = world.households.felt_disapproval[home] * std::max(0.3F, std::min(1.0F, 1.0F - fade * months_over_12));
            youths.parental_monitoring[youth] = world.households.watch[home];
        }
    });
}

}  // namespace pijler
