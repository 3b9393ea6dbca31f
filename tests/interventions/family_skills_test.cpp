#include "support/rounds.hpp"

#include "core/math.hpp"

namespace pijler::test {
namespace {

class FamilySkills : public OneRound {
protected:
    FamilySkills() : OneRound{"family_skills"} { spec.delivery.age_high = 14; }

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
    bool moved(HouseholdId home, std::size_t p) const
    {
        auto const& was = before.households.anchor[home][p];
        auto const& is = homes.anchor[home][p];
        return is.communication != was.communication || is.monitoring != was.monitoring;
    }
    double rise(std::string const& what) const
    {
        return effect("environment.family_skills." + what) * effect("environment.family_skills.effectiveness") *
               effect("environment.family_skills.transfer_alcohol_to_drug") * dose();
    }
    Households& homes = world.households;
};

TEST_F(FamilySkills, MovesWhatParentsComeBackTo)
{
    double families = 0;
    auto const contacts = act();
    for (HouseholdId home{0}; home.index < homes.count(); ++home.index) families += homes.parents[home] > 0 && has_target_child(home);
    EXPECT_EQ(contacts, families);
    EXPECT_GT(families, 100.0);
    for_each_parent([&](HouseholdId home, std::size_t p) {
        auto const reached = has_target_child(home) ? 1.0 : 0.0;
        auto const rises = [&](auto const& was, auto const& is) {
            EXPECT_NEAR(is.communication, was.communication + reached * rise("communication") * (1.0 - was.communication), 2e-5);
            EXPECT_NEAR(is.monitoring, was.monitoring + reached * rise("monitoring") * (1.0 - was.monitoring), 2e-5);
            EXPECT_EQ(is.disapproval, was.disapproval);
            EXPECT_EQ(is.knowledge, was.knowledge);
        };
        rises(before.households.anchor[home][p], homes.anchor[home][p]);
        rises(before.households.belief[home][p], homes.belief[home][p]);
    });
    EXPECT_EQ(homes.courses, before.households.courses);
}

TEST_F(FamilySkills, Lasts)
{
    ModelParams const params;
    auto reached = pijler::Run{world}, plain = pijler::Run{world};
    spec.delivery.start = 6;
    spec.delivery.every = 0;
    Programme const programme{{spec}, values, 120};
    run_months(reached, programme, params, RandomKey{1, 0}, 6, 7);
    run_months(plain, {}, params, RandomKey{1, 0}, 6, 7);
    auto const more = [&] {
        double sum = 0;
        for_each_parent([&](HouseholdId home, std::size_t p) { sum += reached.world.households.belief[home][p].monitoring - plain.world.households.belief[home][p].monitoring; });
        return sum;
    };
    auto const at_first = more();
    run_months(reached, programme, params, RandomKey{1, 0}, 7, 12);
    run_months(plain, {}, params, RandomKey{1, 0}, 7, 12);
    EXPECT_GT(at_first, 1.0);
    EXPECT_GT(more(), 0.9 * at_first);
}

TEST_F(FamilySkills, ChangesNothingAtZeroCoverageOrStrength)
{
    for (auto* zero : {&spec.delivery.coverage, &spec.delivery.strength}) {
        auto const was = *zero;
        *zero = 0.0;
        EXPECT_EQ(act(), 0.0);
        EXPECT_EQ(differences(world, before), std::vector<std::string>{});
        for_each_parent([&](HouseholdId home, std::size_t p) { EXPECT_FALSE(moved(home, p)); });
        *zero = was;
    }
}

TEST_F(FamilySkills, ReachesInvolvedFamiliesFirst)
{
    spec.delivery.coverage = 0.3;
    spec.delivery.age_high = 17;
    auto const contacts = act();
    double families = 0, reached = 0;
    std::array<double, 2> involvement{}, count{};
    for (HouseholdId home{0}; home.index < homes.count(); ++home.index) {
        if (homes.parents[home] == 0 || !has_target_child(home)) continue;
        families += 1;
        reached += moved(home, 0);
        involvement[moved(home, 0)] += homes.involvement[home][0];
        count[moved(home, 0)] += 1;
    }
    EXPECT_EQ(reached, contacts);
    EXPECT_NEAR(contacts / families, 0.3, 0.12);
    EXPECT_GT(involvement[1] / count[1], involvement[0] / count[0] + 0.03);
}

TEST_F(FamilySkills, TransfersAsMuchAsIsSaid)
{
    values["environment.family_skills.transfer_alcohol_to_drug"] = 0.0;
    EXPECT_GT(act(), 0.0);
    for_each_parent([&](HouseholdId home, std::size_t p) { EXPECT_FALSE(moved(home, p)); });
}

TEST_F(FamilySkills, CanCloseConversationByControl)
{
    values["environment.family_skills.over_control"] = 1.0;
    values["environment.family_skills.communication"] = 0.0;
    act();
    for_each_parent([&](HouseholdId home, std::size_t p) {
        auto const& was = before.households.anchor[home][p];
        auto const& is = homes.anchor[home][p];
        EXPECT_NEAR(is.communication, std::max(0.0F, was.communication - (is.monitoring - was.monitoring)), 2e-5);
    });
}

TEST_F(FamilySkills, CanWorkTheOtherWay)
{
    values["environment.family_skills.effectiveness"] = -1.0;
    act();
    for_each_parent([&](HouseholdId home, std::size_t p) {
        if (!has_target_child(home)) return;
        double const was = before.households.anchor[home][p].monitoring;
        EXPECT_NEAR(homes.anchor[home][p].monitoring, std::max(0.0, was + rise("monitoring") * (1.0 - was)), 2e-5);
    });
}

}  // namespace
}  // namespace pijler::test
