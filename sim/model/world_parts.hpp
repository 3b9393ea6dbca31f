// All state of a world, part by part with its name: for those who keep it, bring it back or compare it.
#pragma once

#include "model/world.hpp"

namespace pijler {

// Calls act(name, part) for every column, list and bundle of plain values that a world consists of between two months, in a fixed order.
// `world` may be constant. What a month makes and leaves (happenings, contacts, what is delivered) is no state.
template <class AnyWorld, class Act>
void each_part(AnyWorld& world, Act&& act)
{
    auto& y = world.youths;
    act("youths.identity", y.identity), act("youths.present", y.present), act("youths.school_age", y.school_age), act("youths.birth_offset", y.birth_offset);
    act("youths.sex", y.sex), act("youths.track", y.track), act("youths.school", y.school), act("youths.class_group", y.class_group);
    act("youths.club", y.club), act("youths.neighbourhood", y.neighbourhood), act("youths.household", y.household);
    act("youths.impulsivity", y.impulsivity), act("youths.sensation_seeking", y.sensation_seeking), act("youths.unsupervised", y.unsupervised);
    act("youths.norm_bias", y.norm_bias), act("youths.media_share", y.media_share), act("youths.risk_anchor", y.risk_anchor);
    act("youths.refusal_anchor", y.refusal_anchor), act("youths.bond_anchor", y.bond_anchor), act("youths.curiosity_anchor", y.curiosity_anchor);
    act("youths.sociability", y.sociability), act("youths.descriptive_norm", y.descriptive_norm), act("youths.norm_shift", y.norm_shift);
    act("youths.injunctive_norm", y.injunctive_norm), act("youths.approval", y.approval), act("youths.perceived_risk", y.perceived_risk);
    act("youths.curiosity", y.curiosity), act("youths.refusal", y.refusal), act("youths.bond", y.bond), act("youths.lessons", y.lessons);
    act("youths.parental_disapproval", y.parental_disapproval), act("youths.parental_monitoring", y.parental_monitoring);
    act("youths.stage", y.stage), act("youths.months_since_use", y.months_since_use), act("youths.just_started", y.just_started);
    act("youths.frequency", y.frequency), act("youths.start_probability", y.start_probability), act("youths.care", y.care);
    act("youths.proneness", y.proneness), act("youths.ties", y.ties), act("youths.degree", y.degree);
    static_assert(sizeof(Youths) == 41 * sizeof(std::vector<float>), "a new column of Youths is a part too");
    act("older_siblings", world.older_siblings);

    auto& h = world.households;
    act("households.identity", h.identity), act("households.parents", h.parents), act("households.children", h.children), act("households.child", h.child);
    act("households.planned", h.planned), act("households.next_cohort", h.next_cohort), act("households.neighbourhood", h.neighbourhood);
    act("households.anchor", h.anchor), act("households.belief", h.belief), act("households.involvement", h.involvement), act("households.courses", h.courses);
    act("households.mean_belief", h.mean_belief), act("households.circle", h.circle), act("households.felt", h.felt);
    static_assert(sizeof(Households) == 14 * sizeof(std::vector<float>), "a new column of Households is a part too");
    act("free_households", world.free_households);

    auto& c = world.classes;
    act("classes.identity", c.identity), act("classes.school", c.school), act("classes.staff_conversation", c.staff_conversation);
    act("classes.staff_notices", c.staff_notices), act("classes.staff_refers", c.staff_refers), act("classes.climate", c.climate), act("classes.visible", c.visible);
    static_assert(sizeof(Classes) == 9 * sizeof(std::vector<float>), "a new column of Classes is a part too (members are two)");
    c.members.each_part([&](auto& part) { act("classes.members", part); });
    world.clubs.members.each_part([&](auto& part) { act("clubs.members", part); });

    auto& s = world.schools;
    act("schools.x", s.x), act("schools.y", s.y), act("schools.teaches", s.teaches), act("schools.effect", s.effect), act("schools.policy", s.policy);
    static_assert(sizeof(Schools) == 5 * sizeof(std::vector<float>), "a new column of Schools is a part too");

    auto& n = world.neighbourhoods;
    act("neighbourhoods.x", n.x), act("neighbourhoods.y", n.y), act("neighbourhoods.type", n.type), act("neighbourhoods.in_force", n.in_force);
    act("neighbourhoods.now", n.now), act("neighbourhoods.openings", n.openings), act("neighbourhoods.workers_conversation", n.workers_conversation);
    static_assert(sizeof(Neighbourhoods) == 7 * sizeof(std::vector<float>), "a new column of Neighbourhoods is a part too");

    auto& shops = world.coffeeshops;
    act("coffeeshops.x", shops.x), act("coffeeshops.y", shops.y), act("coffeeshops.open", shops.open), act("coffeeshops.moved_x", shops.moved_x);
    act("coffeeshops.moved_y", shops.moved_y), act("coffeeshops.trained", shops.trained), act("coffeeshops.turned_away", shops.turned_away);
    static_assert(sizeof(Coffeeshops) == 7 * sizeof(std::vector<float>) + 2 * sizeof(float), "a new column of Coffeeshops is a part too");
    act("coffeeshops.reach", shops.reach), act("coffeeshops.elsewhere", shops.elsewhere);

    auto& venues = world.venues;
    act("venues.attendance", venues.attendance), act("venues.in_force", venues.in_force), act("venues.now", venues.now);
    act("venues.rules_felt", venues.rules_felt), act("venues.enforced", venues.enforced);

    static_assert(sizeof(Venues) == 3 * sizeof(std::vector<float>) + 4 * sizeof(float), "a new column of Venues is a part too");

    act("by_laws", world.by_laws), act("services", world.services), act("first_month", world.first_month);
    auto& d = world.demography;
    auto const of_demography = [&](auto&... figures) { (act("demography", figures), ...); };
    of_demography(d.cohort_12, d.cohort_18, d.places_per_cohort, d.next_cohort, d.secondary_track, d.years_after_18, d.neither_share, d.one_parent_share, d.family_size,
                  d.club_share_12, d.club_share_18, d.teams_per_band, d.first_class, d.classes_per_track, d.first_study_group, d.study_groups, d.classes_per_cohort,
                  d.workplaces);
    act("cases", world.cases), act("suspended", world.suspended);
}

}  // namespace pijler
