#include "model/shape_environment.hpp"

#include "core/math.hpp"

#include <algorithm>

namespace pijler {
namespace {

bool as_in_force(Coffeeshops const& shops)
{
    return std::ranges::all_of(shops.open, [](auto open) { return open != 0; }) && shops.moved_x == shops.x && shops.moved_y == shops.y;
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
    if (!as_in_force(world.coffeeshops))
        for (NeighbourhoodId place{1}; place.index < places.count(); ++place.index)
            places.now[place].legal_access = world.coffeeshops.access(places.x[place], places.y[place]);
    places.open();
    world.venues.open();
    std::ranges::sort(world.own_time, {}, [](OwnTime const& own) { return std::pair{own.youth, own.times}; });
    auto const risk = static_cast<float>(params.risk), bond = static_cast<float>(params.bond);
    for (ClassId group{0}; group.index < world.classes.count(); ++group.index) {
        auto const& school = world.schools.policy[world.classes.school[group]];
        auto const staff = world.classes.staff_conversation[group];
        world.classes.climate[group] = {risk * staff + school.risk, bond * staff + school.bond};
        world.classes.visible[group] = school.visible;
    }
}

void hear_workers(World& world, StaffParams const& staff, NormRates const& rates)
{
    auto const& talk = world.neighbourhoods.workers_conversation;
    if (std::ranges::all_of(talk, [](float share) { return share == 0.0F; })) return;
    auto& y = world.youths;
    auto const bond = rates.bond * static_cast<float>(staff.bond * staff.workers_met), risk = rates.risk * static_cast<float>(staff.risk * staff.workers_met);
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (!y.present[youth]) continue;
        float const here = talk[y.neighbourhood[youth]];
        y.bond[youth] = clamp01(y.bond[youth] + bond * here);
        y.perceived_risk[youth] = clamp01(y.perceived_risk[youth] + risk * here);
    }
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
