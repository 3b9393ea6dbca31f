#include "model/exchange_parenting.hpp"

#include "core/math.hpp"

namespace pijler {
namespace {

constexpr float fixed_one = 0x1p20F;

// Parents meet through a child in secondary school.
bool meets_parents(Youths const& youths, YouthId child) { return in_secondary(youths.track[child]) && youths.class_group[child].index != 0; }

// What the parents of the children's classmates think on average; false when no child is in secondary school.
bool circle_of(World const& world, ParentCircles const& circles, HouseholdId home, Eigen::Array4f& mean)
{
    mean.setZero();
    float classes = 0.0F;
    for (std::size_t n = 0; n < world.households.children[home]; ++n) {
        auto const child = world.households.child[home][n];
        if (!meets_parents(world.youths, child)) continue;
        auto const& circle = circles[world.youths.class_group[child]];
        mean += circle.mean.all();
        classes += circle.weight > 0 ? 1.0F : 0.0F;
    }
    if (classes == 0.0F) return false;
    mean *= 1.0F / classes;
    return true;
}

struct Rates {
    float decay, exchange, strictest_share;
};

void update_home(World& world, ParentCircles const& circles, HouseholdId home, Rates const& rate)
{
    auto& homes = world.households;
    Eigen::Array4f circle;
    float const pull = circle_of(world, circles, home, circle) ? rate.exchange : 0.0F;
    ParentBeliefs mean;
    float strictest = 0.0F;
    float watch = 0.0F;
    float rules_sum = 0.0F;
    float const share = homes.parents[home] == 1 ? 1.0F : 0.5F;
    for (std::size_t p = 0; p < homes.parents[home]; ++p) {
        auto& belief = homes.belief[home][p];
        Eigen::Array4f const now = belief.all();
        belief.all() = (now + rate.decay * (homes.anchor[home][p].all() - now) + pull * (circle - now)).max(0.0F).min(1.0F);
        mean.all() += share * belief.all();
        float const rules = belief.disapproval * belief.communication;
        strictest = std::max(strictest, rules);
        rules_sum += rules;
        watch = std::max(watch, belief.monitoring);
    }
    homes.mean_belief[home] = mean;
    homes.felt_disapproval[home] = rate.strictest_share * strictest + (1.0F - rate.strictest_share) * rules_sum * share;
    homes.watch[home] = watch;
    raise_voice(homes, home);
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
        for (std::size_t k = 0; k < 4; ++k) circle.sum[k] += voice.belief[k];
        circle.weight += voice.weight;
    }
    for (auto& circle : circles) {
        if (circle.weight == 0) continue;
        float const share = 1.0F / static_cast<float>(circle.weight);
        for (Eigen::Index k = 0; k < 4; ++k) circle.mean.all()[k] = static_cast<float>(circle.sum[static_cast<std::size_t>(k)]) * share;
    }
}

void raise_voice(Households& homes, HouseholdId home)
{
    Eigen::Array4f sum = Eigen::Array4f::Zero();
    float weight = 0.0F;
    for (std::size_t p = 0; p < homes.parents[home]; ++p) {
        float const involvement = homes.involvement[home][p];
        sum += involvement * homes.belief[home][p].all();
        weight += involvement;
    }
    auto& voice = homes.voice[home];
    Eigen::Map<Eigen::Array4i>{voice.belief.data()} = (sum * fixed_one + 0.5F).cast<int>();
    voice.weight = static_cast<std::int32_t>(weight * fixed_one + 0.5F);
}

void exchange_at_home(World& world, ParentCircles const& circles, ParentingParams const& params, Workers workers)
{
    Rates const rate{static_cast<float>(monthly_decay(params.half_life)), static_cast<float>(params.exchange_rate), static_cast<float>(params.strictest_share)};
    for_each_block(workers, world.households.count(), [&](std::size_t begin, std::size_t end) {
        for (auto h = begin; h < end; ++h) {
            HouseholdId const home{static_cast<std::uint32_t>(h)};
            if (world.households.parents[home] != 0) update_home(world, circles, home, rate);
        }
    });
}

void feel_parents(World& world, ParentingParams const& params, int month, std::size_t begin, std::size_t end)
{
    auto const fade = static_cast<float>(params.disapproval_age_fade / months_per_year);
    auto const moment = month_of_year(month);
    auto& youths = world.youths;
    for (auto i = begin; i < end; ++i) {
        YouthId const youth{static_cast<std::uint32_t>(i)};
        auto const home = youths.household[youth];
        auto const months_over_12 = static_cast<float>(age_in_months(youths, youth, moment) - youngest_age * months_per_year);
        youths.parental_disapproval[youth] = world.households.felt_disapproval[home] * std::max(0.3F, std::min(1.0F, 1.0F - fade * months_over_12));
        youths.parental_monitoring[youth] = world.households.watch[home];
    }
}

void exchange_parenting(World& world, ParentCircles const& circles, ParentingParams const& params, int month, Workers workers)
{
    exchange_at_home(world, circles, params, workers);
    for_each_block(workers, world.youths.count(), [&](std::size_t begin, std::size_t end) { feel_parents(world, params, month, begin, end); });
}

}  // namespace pijler
