#include "model/shape_environment.hpp"

#include "core/math.hpp"

#include <algorithm>

namespace pijler {
namespace {

bool as_in_force(Coffeeshops const& shops)
{
    return std::ranges::all_of(shops.open, [](auto open) { return open != 0; }) && shops.moved_x == shops.x && shops.moved_y == shops.y;
}

// By youth. Each lever lists youths in order, so that there are a few ordered runs to merge.
void order(std::vector<OwnTime>& own_time)
{
    auto const by_youth = [](OwnTime const& one, OwnTime const& other) { return std::pair{one.youth, one.times} < std::pair{other.youth, other.times}; };
    for (auto next = own_time.begin(); next != own_time.end();) {
        auto const end = std::is_sorted_until(next, own_time.end(), by_youth);
        std::inplace_merge(own_time.begin(), next, end, by_youth);
        next = end;
    }
}

IN_VECTORS void hear_in_block(Youths& y, Column<NeighbourhoodId, float> const& talk, float by_bond, float by_risk, std::size_t begin, std::size_t end)
{
    auto const at = [begin](auto& column) { return column.data() + begin; };
    auto const* neighbourhood = at(y.neighbourhood);
    auto const* present = at(y.present);
    auto* bond = at(y.bond);
    auto* risk = at(y.perceived_risk);
    BlockOf<float> here;
    for (std::size_t k = 0; k < end - begin; ++k) here[k] = talk[neighbourhood[k]];
    for_lanes(end - begin, [=, &here](std::size_t k) {
        float const heard = present[k] != 0 ? here[k] : 0.0F;
        bond[k] = clamp01(bond[k] + by_bond * heard);
        risk[k] = clamp01(risk[k] + by_risk * heard);
    });
}

}  // namespace

void describe(ParameterVisitor& visit, StaffParams& p)
{
    visit("staff.training_half_life", p.training_half_life, {"months", 6.0, 60.0, "half-life of what professionals were trained in", "judgement", Grade::D});
    visit("staff.bond", p.bond, {"", -0.2, 0.3, "rise of the bond where all staff talk well with youths", "judgement", Grade::X});
    visit("staff.risk", p.risk, {"", -0.2, 0.3, "rise of perceived risk where all staff talk well with youths", "judgement", Grade::X});
    visit("staff.workers_met", p.workers_met, {"", 0.0, 1.0, "what conversations of youth workers and neighbourhood teams do for who lives there, against those of all staff of a class: few meet them", "judgement", Grade::J});
}

void open_as_in_force(Coffeeshops& shops)
{
    shops.open.fill(1);
    shops.moved_x = shops.x;
    shops.moved_y = shops.y;
    shops.trained.fill(0.0F);
    shops.turned_away.fill(0.0F);
}

void begin_environment(World& world)
{
    world.neighbourhoods.now = world.neighbourhoods.in_force;
    world.schools.policy.fill({});
    world.venues.now = world.venues.in_force;
    open_as_in_force(world.coffeeshops);
    world.happenings.clear();
    world.contacts.clear();
    world.own_time.clear();
    for (auto& one : world.suspended) {
        world.own_time.push_back({one.youth, one.time});
        --one.months;
    }
    std::erase_if(world.suspended, [](Suspension const& one) { return one.months == 0; });
    world.services = {.intake_scale = world.services.intake_scale};
}

void settle_environment(World& world, StaffParams const& params)
{
    auto& places = world.neighbourhoods;
    if (!as_in_force(world.coffeeshops)) {
        auto const access = world.coffeeshops.access(places);
        for (NeighbourhoodId place{1}; place.index < places.count(); ++place.index) places.now[place].legal_access = access[place];
    }
    places.open();
    world.venues.open();
    order(world.own_time);
    auto const risk = static_cast<float>(params.risk), bond = static_cast<float>(params.bond);
    for (ClassId group{0}; group.index < world.classes.count(); ++group.index) {
        auto const& school = world.schools.policy[world.classes.school[group]];
        auto const staff = world.classes.staff_conversation[group];
        world.classes.climate[group] = {risk * staff + school.risk, bond * staff + school.bond};
        world.classes.visible[group] = school.visible;
    }
}

void hear_workers(World& world, StaffParams const& staff, NormRates const& rates, Workers workers)
{
    auto const& talk = world.neighbourhoods.workers_conversation;
    if (std::ranges::all_of(talk, [](float share) { return share == 0.0F; })) return;
    auto const by_bond = rates.bond * static_cast<float>(staff.bond * staff.workers_met), by_risk = rates.risk * static_cast<float>(staff.risk * staff.workers_met);
    for_each_block(workers, world.youths.count(), [&](std::size_t begin, std::size_t end) { hear_in_block(world.youths, talk, by_bond, by_risk, begin, end); });
}

void wear_off_training(World& world, StaffParams const& params)
{
    auto const kept = static_cast<float>(1.0 - monthly_decay(params.training_half_life));
    world.classes.staff_conversation.array() *= kept;
    world.classes.staff_notices.array() *= kept;
    world.classes.staff_refers.array() *= kept;
    world.neighbourhoods.workers_conversation.array() *= kept;
}

}  // namespace pijler
