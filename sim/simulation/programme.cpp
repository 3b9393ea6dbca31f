#include "simulation/programme.hpp"

#include "core/hash.hpp"

#include <algorithm>
#include <tuple>

namespace pijler {
namespace {

// Streams tell interventions of one type apart by name, so that their order in a scenario does not matter; the low bits stay free for
// the persons of a household.
std::uint32_t stream_of(std::string const& name) { return hash32(name) << 4; }

// Whether it finds no shop to work on.
bool is_idle(InterventionSpec const& spec, double contacts) { return intervention_kind(spec.type).type.needs == "coffeeshops" && contacts <= 0.0; }

bool runs(Delivery const& delivery, int month) { return month >= delivery.start && month < delivery.end; }

// What the calendar multiplies strength by.
double strength_factor(Delivery const& delivery, int month)
{
    double factor = 1.0;
    for (auto const& step : delivery.calendar)
        if (step.from <= month) factor = step.strength;
    return factor;
}

// What part of a unit (a month, an hour) a lever is in force: that of its calendar. Whom a round reaches counts whole.
double part_of_unit(InterventionSpec const& spec, int month)
{
    auto const& type = intervention_kind(spec.type).type;
    return type.is_lever && !type.counts_strength ? strength_factor(spec.delivery, month) : 1.0;
}

}  // namespace

void describe(ParameterVisitor& visit, ProgrammeParams& p)
{
    visit("programme.support_gain", p.support_gain, {"", 0.0, 0.6, "share of the unreached that full coverage of a supporting intervention brings in", "judgement", Grade::J});
    visit("programme.support_months", p.support_months, {"months", 1.0, 24.0, "how long a round of a supporting intervention brings in more, its own month included", "judgement", Grade::J});
    describe(visit, p.fit);
    describe(visit, p.screening);
}

Delivery in_month(Delivery delivery, int month)
{
    delivery.strength *= strength_factor(delivery, month);
    return delivery;
}

bool has_fixed_cost(InterventionSpec const& spec, int month)
{
    auto const& delivery = spec.delivery;
    return !intervention_kind(spec.type).type.is_lever || month == delivery.start || strength_factor(delivery, month - 1) <= 0.0;
}

int month_of_end(Delivery const& delivery, int months)
{
    if (delivery.coverage <= 0.0 || delivery.strength <= 0.0) return 0;
    int end = delivery.end == 0 ? months : std::min(delivery.end, months);
    if (delivery.every == 0) end = std::min(end, delivery.start + 1);
    for (auto step = delivery.calendar.rbegin(); step != delivery.calendar.rend() && step->strength <= 0.0; ++step) end = std::min(end, step->from);
    return end > delivery.start ? end : 0;
}

bool round_due(Delivery const& delivery, int month)
{
    if (!runs(delivery, month) || delivery.coverage <= 0.0 || delivery.strength * strength_factor(delivery, month) <= 0.0) return false;
    auto const since = month - delivery.start;
    return delivery.every > 0 ? since % delivery.every == 0 : since == 0;
}

Programme::Programme(std::vector<InterventionSpec> const& specs, ParameterValues const& values, int months)
{
    ParameterSetter set{values};
    describe(set, params_);
    for (auto const& spec : specs) {
        parts_.push_back({spec, intervention_kind(spec.type).make(spec, values), stream_of(spec.name)});
        auto& delivery = parts_.back().spec.delivery;
        if (delivery.end == 0) delivery.end = months;
        order_.push_back(order_.size());
    }
    std::ranges::sort(order_, {}, [this](std::size_t n) {
        auto const& spec = parts_[n].spec;
        return std::tuple{!intervention_kind(spec.type).type.comes_first, spec.type, spec.name};
    });
}

double Programme::support(Part const& other, int month) const
{
    auto const& delivery = other.spec.delivery;
    for (int since = 0; since < params_.support_months; ++since)
        if (round_due(delivery, month - since)) return params_.support_gain * std::min(1.0, delivery.coverage) * std::min(1.0, in_month(delivery, month - since).strength);
    return 0.0;
}

double Programme::reach(std::size_t number, int month) const
{
    auto const& part = parts_[number];
    auto const coverage = part.spec.delivery.coverage;
    double missed = 1.0;
    for (auto const& other : parts_)
        if (other.spec.supports == part.spec.name) missed *= 1.0 - support(other, month);
    auto const most = std::max(coverage, intervention_kind(part.spec.type).type.plausible_coverage);
    return std::min(most, coverage + std::max(0.0, 1.0 - coverage) * (1.0 - missed));
}

std::vector<Programme::ExpectedRound> Programme::expected_rounds(World const& world, int month) const
{
    std::vector<ExpectedRound> rounds;
    for (std::size_t n = 0; n < parts_.size(); ++n) {
        auto const& [spec, intervention, stream] = parts_[n];
        if (!round_due(spec.delivery, month)) continue;
        auto const delivery = in_month(spec.delivery, month);
        auto whole = intervention->expected_contacts(world, delivery);
        if (is_idle(spec, whole(1.0))) continue;
        auto contacts = [whole = std::move(whole), part = part_of_unit(spec, month)](double coverage) { return part * whole(coverage); };
        rounds.push_back({n, month, std::move(contacts), intervention->expected_screened(world, delivery), world.coffeeshops.count_open()});
    }
    return rounds;
}

void Programme::act(World& world, Surroundings const& surroundings, MonthRandom const& random, Youths const* tied, Youths const* first, Workers workers) const
{
    world.delivered.assign(parts_.size(), {});
    for (auto const n : order_) {
        auto const& part = parts_[n];
        if (!round_due(part.spec.delivery, random.month())) continue;
        auto const delivery = in_month(part.spec.delivery, random.month());
        Round const round{surroundings, delivery, reach(n, random.month()), part.stream, tied, first, params_.fit, params_.screening, workers};
        world.screened = 0.0;
        auto const whole = part.intervention->act(world, round, random);
        auto const month = random.month();
        world.delivered[n] = {part_of_unit(part.spec, month) * whole, has_fixed_cost(part.spec, month) && !is_idle(part.spec, whole) ? 1.0 : 0.0, world.screened};
    }
}

}  // namespace pijler
