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
    world.venues.offers.fill(1.0F);
    open_as_in_force(world.coffeeshops);
    world.happenings.clear();
    world.contacts.clear();
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
    auto const risk = static_cast<float>(params.risk), bond = static_cast<float>(params.bond);
    for (ClassId group{0}; group.index < world.classes.count(); ++group.index) {
        auto const& school = world.schools.policy[world.classes.school[group]];
        auto const staff = world.classes.staff_conversation[group];
        world.classes.climate[group] = {risk * staff + school.risk, bond * staff + school.bond};
        world.classes.visible[group] = school.visible;
    }
}

void wear_off_training(World& world, StaffParams const& params)
{
    auto const kept = static_cast<float>(1.0 - monthly_decay(params.training_half_life));
    world.classes.staff_conversation.array() *= kept;
    world.classes.staff_notices.array() *= kept;
}

}  // namespace pijler
