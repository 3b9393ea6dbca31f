#include "study/line.hpp"

#include "study/arm_values.hpp"
#include "study/costs.hpp"
#include "study/town_model.hpp"

#include <limits>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> butterfly_pick{48, "study.butterfly"};

// One more starter: of the never-users nearest to 14, the one with the smallest keyed hash.
void flap(World& world, RandomKey const& key, StageParams const& stages)
{
    auto& y = world.youths;
    auto const keyed = MonthRandom{key, 0}.pair_hash(butterfly_pick);
    auto chosen = y.nobody();
    std::pair best{oldest_age, 0xffffffffU};
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (!y.present[youth] || y.stage[youth] != Stage::never) continue;
        std::pair const rank{std::abs(y.school_age[youth] - 14), keyed.directed(youth, youth)};
        if (rank >= best) continue;
        best = rank;
        chosen = youth;
    }
    if (chosen == y.nobody()) return;
    y.stage[chosen] = Stage::occasional;
    y.months_since_use[chosen] = 0;
    y.curiosity[chosen] = 0.0F;
    y.frequency[chosen] = static_cast<float>(stages.monthly_use);
}

// One a layer; made in place, since records are large.
std::vector<Recorder> recorders_of(Town const& town, RecordCalendar calendar)
{
    std::vector<Recorder> recorders;
    recorders.reserve(town.size());
    while (recorders.size() < town.size()) recorders.emplace_back(calendar);
    return recorders;
}

double hours_per_fte(ParameterValues const& values)
{
    CostParams params;
    ParameterSetter set{values};
    describe(set, params);
    return params.hours_per_fte;
}

void add(DeliverySums& sums, DeliverySums const& more)
{
    for (std::size_t n = 0; n < sums.size(); ++n) sums[n] += more[n];
}

}  // namespace

Line::Line(Town first, TownModel layers, RecordCalendar calendar) : town{std::move(first)}, model{std::move(layers)}, recorders{recorders_of(town, calendar)}
{
    survey.fill(std::numeric_limits<float>::quiet_NaN());
}

void record_delivery(Line& line, int month, int every)
{
    auto& record = line.delivery[static_cast<std::size_t>(month / every)];
    for (std::size_t n = 0; n < line.programme().count(); ++n) {
        auto const& delivered = line.first().world.delivered[n];
        double const fixed = delivered.rounds * line.prices[n].fixed, variable = delivered.contacts * line.prices[n].per_contact + delivered.screened * screening_cost(line.programme().spec(n).delivery);
        double const hours = delivered.contacts * hours_of_contact(line.programme().spec(n));
        add(record[n], {delivered.contacts, fixed + variable, fixed, variable, hours, hours / line.hours_per_fte});
    }
}

std::vector<Spender> make_spenders(ReplicateTask const& task, std::uint32_t replicate)
{
    auto const key = key_of(task.study, replicate);
    std::vector<Spender> spenders;
    for (auto const& arm : task.plan.runs) {
        Spender spender{arm.specs, values_in(task.study, task.parameters, arm, replicate), {}};
        for (auto const& spec : arm.specs)
            spender.prices.push_back(arm.effects == EffectForm::drawn ? drawn_price(spec, key) : central_price(spec.delivery.cost));
        spenders.push_back(std::move(spender));
    }
    return spenders;
}

std::vector<EqualSpending> equal_spending(ReplicateTask const& task, std::vector<Spender> const& spenders, World const& people, std::uint32_t replicate)
{
    std::vector<std::size_t> scalable;
    std::vector<Spender> to_scale;
    for (std::size_t n = 0; n < spenders.size(); ++n) {
        if (task.plan.runs[n].delivery != DeliveryForm::equalised) continue;
        scalable.push_back(n);
        to_scale.push_back(spenders[n]);
    }
    if (scalable.empty()) return {};
    auto const found = equalise(people, model_with(reference_values(task.study, replicate)), key_of(task.study, replicate), task.study.arms.front().scenario.simulation.months,
                                to_scale, task.study.equalise, task.plan.budget);
    std::vector<EqualSpending> equal(spenders.size());
    for (std::size_t n = 0; n < scalable.size(); ++n) equal[scalable[n]] = found[n];
    return equal;
}

// The last line takes the settled town itself: one that is alone needs no second.
Lines make_lines(ReplicateTask const& task, Town settled, std::vector<Spender> spenders, std::vector<EqualSpending> const& equal, std::uint32_t replicate)
{
    auto const& reference = task.study.arms.front().scenario;
    RecordCalendar const calendar{reference.simulation.months, reference.output.every};
    Lines lines;
    lines.arms.reserve(spenders.size());
    for (std::size_t n = 0; n < spenders.size(); ++n) {
        auto const& run = task.plan.runs[n];
        auto const specs = run.delivery == DeliveryForm::equalised ? scaled(std::move(spenders[n].specs), equal[n].scale) : std::move(spenders[n].specs);
        auto const values_of = [&](Substance const& substance) { return values_in(task.study, task.parameters, run, substance, replicate); };
        bool const is_last = n + 1 == spenders.size();
        Line line{is_last ? std::move(settled) : settled, town_model(reference.substances, values_of, specs, reference.simulation.months), calendar};
        for (std::size_t layer = 0; layer < line.town.size(); ++layer) renew_groups(line.town[layer].world, line.model[layer].params.acceptance());
        if (task.twins && n > 0) {
            line.twin = line.town;
            for (auto& layer : *line.twin) layer.world.youths.forget_ties();
            line.twin_recorders = recorders_of(line.town, calendar);
        }
        line.prices = std::move(spenders[n].prices);
        line.hours_per_fte = hours_per_fte(spenders[n].values);
        line.delivery.assign(calendar.count(), DeliveryRecord(specs.size()));
        lines.arms.push_back(std::move(line));
    }
    if (task.butterfly) {
        auto& other = lines.butterfly.emplace(lines.arms.front());
        for (std::size_t layer = 0; layer < other.town.size(); ++layer) flap(other.town[layer].world, key_of(task.study, replicate), other.model[layer].params.stages());
    }
    return lines;
}

}  // namespace pijler
