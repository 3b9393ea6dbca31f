#include "support/rounds.hpp"

namespace pijler::test {
namespace {

class EarlyIntervention : public OneRound {
protected:
    EarlyIntervention() : OneRound{"early_intervention"} { spec.delivery.fidelity = 1.0; }
};

TEST_F(EarlyIntervention, BringsUsersItFindsToLightHelp)
{
    spec.delivery.screening = {1.0, 1.0, 0.0};
    values["support.early_intervention.accepts"] = 1.0;
    std::size_t youths = 0, users = 0;
    std::vector<bool> had_case(y.count());
    for (auto const& one : before.cases) had_case[one.youth.index] = true;
    for_each_youth(world, [&](YouthId youth) {
        if (had_case[youth.index]) return;
        ++youths;
        users += uses(y.stage[youth]) ? 1 : 0;
    });
    EXPECT_EQ(act(), static_cast<double>(users));
    EXPECT_EQ(world.delivered.at(0).screened, static_cast<double>(youths));
    EXPECT_GT(users, 20U);
    EXPECT_EQ(world.cases.size(), before.cases.size() + users);
    for_each_youth(world, [&](YouthId youth) {
        if (had_case[youth.index]) return;
        EXPECT_EQ(y.care[youth] == Care::light, uses(y.stage[youth]));
    });
}

TEST_F(EarlyIntervention, LabelsWhoItFindsInError)
{
    spec.delivery.screening->specificity = 0.8;
    act();
    std::size_t labelled = 0, others = 0;
    for_each_youth(world, [&](YouthId youth) {
        bool const lost = y.bond[youth] != before.youths.bond[youth];
        if (uses(y.stage[youth])) return;
        EXPECT_EQ(y.care[youth], before.youths.care[youth]) << "help is for users";
        ++others;
        labelled += lost ? 1 : 0;
        if (lost) {
            EXPECT_NEAR(y.bond[youth], before.youths.bond[youth] * (1.0 - effect("screening.labelling")), 1e-6);
        }
    });
    // A share of .2, within five standard errors (false alarms: 6e-7).
    EXPECT_NEAR(static_cast<double>(labelled) / static_cast<double>(others), 0.2, 5.0 * std::sqrt(0.16 / static_cast<double>(others)));
}

// Dishion 1999: users brought together teach each other; a mixed group does not.
TEST_F(EarlyIntervention, TeachesDeviancyInGroupsOfUsers)
{
    spec.delivery.screening = {1.0, 1.0, 0.0};
    values["support.early_intervention.accepts"] = 1.0;
    values["support.early_intervention.grouped"] = 1.0;
    act();
    std::size_t taught = 0;
    for_each_youth(world, [&](YouthId youth) {
        bool const moved = y.approval[youth] != before.youths.approval[youth];
        if (!moved) return;
        ++taught;
        EXPECT_GT(y.approval[youth], before.youths.approval[youth]);
        EXPECT_TRUE(uses(y.stage[youth]));
    });
    EXPECT_GT(taught, 20U);

    world = before;
    values["support.early_intervention.grouped"] = 0.0;
    act();
    EXPECT_EQ(y.approval, before.youths.approval);

    world = before;
    values["support.early_intervention.grouped"] = 1.0;
    spec.delivery.screening = {0.5, 0.0, 0.0};  // everybody who does not use is found
    act();
    double moved = 0.0;
    for_each_youth(world, [&](YouthId youth) { moved += static_cast<double>(y.approval[youth] - before.youths.approval[youth]); });
    EXPECT_LT(moved, 0.0);
}

TEST_F(EarlyIntervention, DoesNothingWithoutStrength)
{
    spec.delivery.strength = 0.0;
    EXPECT_EQ(act(), 0.0);
    EXPECT_EQ(differences(before, world), std::vector<std::string>{});
}

}  // namespace
}  // namespace pijler::test
