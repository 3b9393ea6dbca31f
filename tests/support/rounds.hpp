// One round of one intervention on a town, for the tests of interventions.
#pragma once

#include "support/worlds.hpp"

#include <gtest/gtest.h>

namespace pijler::test {

class OneRound : public testing::Test {
protected:
    explicit OneRound(std::string const& type, std::string const& approach = "") : spec{deliver(type, approach)}
    {
        spec.delivery.start = 0;
        spec.delivery.every = 12;
        spec.delivery.coverage = 1.0;
        spec.delivery.age_low = 12;
        spec.delivery.age_high = 25;
    }

    // Lets the programme act in a month and returns its contacts.
    double act(int month = 0)
    {
        observe_peers(world, {}, {}, around);
        Programme{{spec}, values, 120}.act(world, around, MonthRandom{RandomKey{1, 0}, month});
        return world.delivered.at(0).contacts;
    }
    // An effect parameter as this test sets it, or its default.
    double effect(std::string const& name) const
    {
        if (auto const set = values.find(name); set != values.end()) return set->second;
        ParameterLister list;
        intervention_kind(spec.type).describe(list);
        ProgrammeParams shared;
        describe(list, shared);
        for (auto const& row : list.rows)
            if (row.name == name) return row.default_value;
        throw std::logic_error("no parameter " + name);
    }
    float dose() const { return delivered_dose(spec.delivery); }
    bool targeted(YouthId youth) const { return in_target(world, youth, spec.delivery); }

    World world = lived_in();
    World const before = world;
    Youths& y = world.youths;
    Surroundings around;
    ParameterValues values;
    InterventionSpec spec;

private:
    // A town where people use, made once.
    static World const& lived_in()
    {
        static World const town = [] {
            pijler::Run run{small_town(2000)};
            run_months(run, {}, {}, RandomKey{1, 0}, 0, 6);
            return run.world;
        }();
        return town;
    }
};

// Levers of the referral chain hold for the month.
inline void expect_services_as_today(World const& world)
{
    auto const& now = world.services;
    for (auto const share : {now.contact, now.hand_over, now.team, now.bottlenecks, now.shared_beyond_consent}) EXPECT_EQ(share, 0.0F);
    EXPECT_EQ(now.light_places, 1.0F);
    EXPECT_EQ(now.treatment_places, 1.0F);
}

// All that levers can change for the month.
inline std::vector<float> state_of_month(World const& world)
{
    std::vector<float> state;
    for (auto const& place : world.neighbourhoods.now)
        state.insert(state.end(), {place.legal_access, place.minors_access, place.street, place.free_time, place.visible, place.disturbance, place.home_grown});
    for (auto const& policy : world.schools.policy) state.insert(state.end(), {policy.risk, policy.bond, policy.visible, policy.response});
    for (auto const& rules : world.venues.now) state.insert(state.end(), {rules.agreed, rules.known, rules.enforced});
    for (auto const& own : world.own_time) state.insert(state.end(), {static_cast<float>(own.youth.index), own.times});
    for (auto const open : world.coffeeshops.open) state.push_back(open);
    for (auto const* of_shops : {&world.coffeeshops.trained, &world.coffeeshops.turned_away}) state.insert(state.end(), of_shops->begin(), of_shops->end());
    return state;
}

// Youths of a world who are there.
template <class Act>
void for_each_youth(World const& world, Act const& act)
{
    for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index)
        if (world.youths.present[youth]) act(youth);
}

}  // namespace pijler::test
