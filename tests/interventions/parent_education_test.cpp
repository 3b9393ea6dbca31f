#include "support/rounds.hpp"

#include "core/math.hpp"

namespace pijler::test {
namespace {

class ParentEducation : public OneRound {
protected:
    ParentEducation() : OneRound{"parent_education"} {}

    bool has_target_child(HouseholdId home) const
    {
        for (std::size_t n = 0; n < homes.children[home]; ++n)
            if (targeted(homes.child[home][n])) return true;
        return false;
    }
    template <class Act>
    void for_each_parent(Act const& act) const
    {
        for (HouseholdId home{0}; home.index < homes.count(); ++home.index)
            for (std::size_t p = 0; p < homes.parents[home]; ++p) act(home, p);
    }
    bool reached(HouseholdId home, std::size_t p) const { return homes.courses[home][p] > before.households.courses[home][p]; }

    double rise(std::string const& what) const
    {
        return effect("education.parents.effect_" + what) * dose() * (what == "knowledge" ? 1.0 : effect("education.parents.transfer_alcohol_to_drug"));
    }

    Households& homes = world.households;
};

TEST_F(ParentEducation, RaisesWhatItTeachesByItsShareOfTheHeadroom)
{
    double parents = 0;
    auto const contacts = act();
    for_each_parent([&](HouseholdId home, std::size_t p) {
        if (!has_target_child(home)) return;
        parents += 1;
        auto const& was = before.households.belief[home][p];
        auto const& is = homes.belief[home][p];
        EXPECT_NEAR(is.knowledge, was.knowledge + rise("knowledge") * (1.0 - was.knowledge), 1e-5);
        EXPECT_NEAR(is.communication, was.communication + rise("communication") * (1.0 - was.communication), 1e-5);
        EXPECT_NEAR(is.disapproval, was.disapproval + rise("disapproval") * (1.0 - was.disapproval), 1e-5);
        EXPECT_NEAR(is.monitoring, was.monitoring + rise("monitoring") * (1.0 - was.monitoring), 1e-5);
    });
    EXPECT_GT(parents, 500.0);
    EXPECT_EQ(contacts, parents);
}

TEST_F(ParentEducation, ChangesNothingAtZeroCoverageOrStrength)
{
    for (auto* zero : {&spec.delivery.coverage, &spec.delivery.strength}) {
        auto const was = *zero;
        *zero = 0.0;
        EXPECT_EQ(act(), 0.0);
        EXPECT_EQ(differences(world, before), std::vector<std::string>{});
        *zero = was;
    }
}

TEST_F(ParentEducation, ReachesItsCoverageOfTheTarget)
{
    values["education.parents.reach_unevenness"] = 0.0;
    spec.delivery.coverage = 0.3;
    auto const contacts = act();
    double parents = 0;
    for_each_parent([&](HouseholdId home, std::size_t) { parents += has_target_child(home); });
    EXPECT_NEAR(contacts, 0.3 * parents, count_bound(parents, 0.3));
}

TEST_F(ParentEducation, ReachesTheInvolvedFirst)
{
    spec.delivery.coverage = 0.3;
    values["education.parents.reach_unevenness"] = 3.0;
    act();
    std::array<double, 2> involvement{}, count{};
    for_each_parent([&](HouseholdId home, std::size_t p) {
        if (!has_target_child(home)) return;
        involvement[reached(home, p)] += homes.involvement[home][p];
        count[reached(home, p)] += 1;
    });
    EXPECT_GT(involvement[1] / count[1], involvement[0] / count[0] + 0.05);
    EXPECT_NEAR(count[1] / (count[0] + count[1]), 0.3, 0.1);
}

TEST_F(ParentEducation, KeepsToItsTarget)
{
    spec.delivery.age_low = 13;
    spec.delivery.age_high = 14;
    spec.delivery.tracks = {"havo"};
    spec.delivery.sex = "female";
    EXPECT_GT(act(), 0.0);
    for_each_parent([&](HouseholdId home, std::size_t p) {
        bool target = false;
        for (std::size_t n = 0; n < homes.children[home]; ++n) {
            auto const child = homes.child[home][n];
            target |= y.sex[child] == Sex::female && y.track[child] == Track::havo && (y.school_age[child] == 13 || y.school_age[child] == 14);
        }
        EXPECT_EQ(reached(home, p), target);
    });
}

TEST_F(ParentEducation, ComesToTheSameParentsAsFarAsItPersists)
{
    spec.delivery.coverage = 0.5;
    values["education.parents.reach_unevenness"] = 0.0;
    for (double const persistence : {0.0, 1.0}) {
        world = before;
        values["education.parents.reach_persistence"] = persistence;
        auto const first = act(0);
        auto const after_first = homes.courses;
        act(12);
        double twice = 0;
        for_each_parent([&](HouseholdId home, std::size_t p) { twice += after_first[home][p] == 1 && homes.courses[home][p] == 2; });
        EXPECT_NEAR(twice, persistence == 1.0 ? first : 0.5 * first, persistence == 1.0 ? 0.0 : count_bound(first, 0.5));
    }
}

TEST_F(ParentEducation, SaturatesOverRounds)
{
    values["education.parents.saturation"] = 0.5;
    act(0);
    auto const once = homes.belief;
    act(12);
    for_each_parent([&](HouseholdId home, std::size_t p) {
        if (homes.courses[home][p] != 2) return;
        auto const first = once[home][p].knowledge;
        EXPECT_NEAR(homes.belief[home][p].knowledge, first + rise("knowledge") * 0.5 * (1.0 - first), 1e-5);
    });
}

TEST_F(ParentEducation, ScalesWithStrengthDoseAndFidelity)
{
    spec.delivery.strength = 0.5;
    spec.delivery.dose = 2.0;
    spec.delivery.fidelity = 0.4;
    EXPECT_FLOAT_EQ(dose(), 0.4F);
    act();
    for_each_parent([&](HouseholdId home, std::size_t p) {
        if (!has_target_child(home)) return;
        auto const was = before.households.belief[home][p].knowledge;
        EXPECT_NEAR(homes.belief[home][p].knowledge, was + rise("knowledge") * (1.0 - was), 1e-5);
    });
}

TEST_F(ParentEducation, CanCloseConversationByControl)
{
    values["education.parents.over_control"] = 1.0;
    values["education.parents.effect_communication"] = 0.0;
    act();
    for_each_parent([&](HouseholdId home, std::size_t p) {
        if (!reached(home, p)) return;
        auto const& was = before.households.belief[home][p];
        auto const& is = homes.belief[home][p];
        EXPECT_NEAR(is.communication, std::max(0.0F, was.communication - (is.monitoring - was.monitoring)), 1e-6);
    });
}

TEST_F(ParentEducation, CanWorkTheOtherWay)
{
    values["education.parents.effect_disapproval"] = -0.6;
    act();
    for_each_parent([&](HouseholdId home, std::size_t p) {
        if (!reached(home, p)) return;
        auto const was = before.households.belief[home][p].disapproval;
        EXPECT_NEAR(homes.belief[home][p].disapproval, std::max(0.0, was + rise("disapproval") * (1.0 - was)), 1e-5);
    });
}

// What a whole programme brings about, for better and for worse, of which priors are drawn.
TEST_F(ParentEducation, HarmsByAsMuchAsItHelps)
{
    act();
    auto const helped = homes;
    world = before;
    values["education.parents.effectiveness"] = -1.0;
    act();
    std::size_t moved = 0;
    for_each_parent([&](HouseholdId home, std::size_t p) {
        auto const& was = before.households.belief[home][p];
        auto const& better = helped.belief[home][p];
        auto const& worse = homes.belief[home][p];
        for (auto const state : {&ParentBeliefs::communication, &ParentBeliefs::disapproval, &ParentBeliefs::monitoring}) {
            EXPECT_NEAR(worse.*state, std::max(0.0F, 2.0F * was.*state - better.*state), 1e-5F);
            moved += better.*state > was.*state ? 1 : 0;
        }
        EXPECT_EQ(worse.knowledge, better.knowledge);
    });
    EXPECT_GT(moved, 100U);
}

TEST_F(ParentEducation, CanRouseCuriosityAndSuggestANormByTalkAtHome)
{
    act();
    EXPECT_EQ(y.curiosity, before.youths.curiosity);  // 0 by default
    EXPECT_EQ(y.norm_shift, before.youths.norm_shift);
    world = before;
    values["education.parents.talk_curiosity"] = 0.3;
    values["education.parents.talk_norm"] = 0.3;
    act();
    for_each_youth(world, [&](YouthId youth) {
        auto const home = y.household[youth];
        auto const was = before.youths.curiosity[youth];
        if (!has_target_child(home)) {
            EXPECT_EQ(y.curiosity[youth], was);
            EXPECT_EQ(y.norm_shift[youth], before.youths.norm_shift[youth]);
            return;
        }
        EXPECT_NEAR(y.norm_shift[youth], before.youths.norm_shift[youth] + 0.3 * dose(), 1e-5);
        EXPECT_NEAR(y.curiosity[youth], y.stage[youth] == Stage::never ? was + 0.3 * dose() * (1.0 - was) : 0.0, 1e-5);
    });
}

}  // namespace
}  // namespace pijler::test
