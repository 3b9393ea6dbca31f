#include "model/react_at_school.hpp"

#include "core/math.hpp"

#include <algorithm>
#include <cmath>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> reacting{71, "school.reaction"};

void suspend(World& world, YouthId pupil, SchoolReactionParams const& p)
{
    Suspension const anew{pupil, static_cast<std::uint8_t>(p.suspension_months), 1.0F + static_cast<float>(p.suspension_time)};
    if (anew.months == 0) return;
    auto const before = std::ranges::find(world.suspended, pupil, &Suspension::youth);
    if (before == world.suspended.end()) world.suspended.push_back(anew);
    else *before = anew;
}

}  // namespace

SchoolReaction reaction_to(World const& world, YouthId pupil, MonthRandom const& random)
{
    auto const& y = world.youths;
    float const response = world.schools.policy[y.school[pupil]].response;
    if (response == 0.0F || random.uniform(y.identity[pupil], reacting) >= std::abs(response)) return SchoolReaction::as_today;
    return response > 0.0F ? SchoolReaction::guidance : SchoolReaction::suspension;
}

void react(World& world, YouthId pupil, SchoolReaction reaction, SchoolReactionParams const& p)
{
    auto& bond = world.youths.bond[pupil];
    if (reaction == SchoolReaction::guidance) bond = with_headroom(bond, static_cast<float>(p.guidance_bond));
    if (reaction == SchoolReaction::suspension) {
        bond *= 1.0F - static_cast<float>(p.suspension_bond);
        auto& approval = world.youths.approval[pupil];
        approval = with_headroom(approval, static_cast<float>(p.suspension_approval));
        suspend(world, pupil, p);
    }
}

void describe(ParameterVisitor& visit, SchoolReactionParams& p)
{
    visit("school_reaction.guidance_bond", p.guidance_bond, {"", 0.0, 0.5, "rise of the bond of a pupil who is guided, share of the headroom", "judgement", Grade::J});
    visit("school_reaction.guidance_contact", p.guidance_contact, {"", 0.0, 1.0, "signals of guided pupils that found nobody to turn to and now do", "judgement", Grade::J});
    visit("school_reaction.suspension_bond", p.suspension_bond, {"", 0.0, 0.8, "share of the bond that a suspended pupil loses", "judgement", Grade::J});
    visit("school_reaction.suspension_approval", p.suspension_approval, {"", 0.0, 0.5, "rise of the approval of a suspended pupil by peers outside school, share of the headroom", "judgement", Grade::J});
    visit("school_reaction.suspension_time", p.suspension_time, {"", 0.0, 2.0, "rise of a suspended pupil's time without adults", "judgement", Grade::J});
    visit("school_reaction.suspension_months", p.suspension_months, {"months", 0.0, 12.0, "how long that lasts", "judgement", Grade::J});
}

}  // namespace pijler
