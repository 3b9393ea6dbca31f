#include "support/worlds.hpp"

#include "model/scales.hpp"

#include <gtest/gtest.h>

namespace pijler::test {
namespace {

constexpr YouthId me{0};
constexpr YouthId lone{9};

// Youth 0 has two friends, 1 and 2; youth 9 has none.
class PerceiveNorms : public testing::Test {
protected:
    PerceiveNorms()
    {
        tie(world, 0, 1);
        tie(world, 0, 2);
        y.parental_disapproval.fill(scale::parental_disapproval.centre);
        params.weight_media = 0.0;
        params.risk_friends = params.risk_own_use = 0.0;
        params.curiosity_contagion = 0.0;
        seen.weight_self = 0.0;
    }
    // Friends stay as they are: only beliefs of `kept` go on.
    void live(int months)
    {
        for (int month = 0; month < months; ++month) {
            observe_peers(world, seen, {}, around);
            auto const before = y;
            perceive_norms(world, around, seen, params, {});
            for (std::uint32_t n : {1U, 2U}) y.approval[YouthId{n}] = before.approval[YouthId{n}];
        }
    }
    void use(std::uint32_t youth, Stage stage, float frequency)
    {
        y.stage[YouthId{youth}] = stage;
        y.frequency[YouthId{youth}] = frequency;
        if (stage != Stage::never) y.curiosity[YouthId{youth}] = 0.0F;
    }

    World world = plain_world(10);
    Youths& y = world.youths;
    ObservationParams seen;
    NormPerceptionParams params;
    Surroundings around;
};

TEST_F(PerceiveNorms, ConvergesToSeenUseAtItsRate)
{
    use(1, Stage::regular, 1.0F);
    for (auto const months : {1, 12, 60}) {
        y.descriptive_norm[me] = 0.05F;
        live(months);
        EXPECT_NEAR(y.descriptive_norm[me], 0.5 + std::pow(1.0 - params.descriptive_rate, months) * (0.05 - 0.5), 2e-5) << months;
    }
}

TEST_F(PerceiveNorms, InflatesTheOddsOfWhatIsSeenByThePersonsBias)
{
    use(1, Stage::occasional, 0.5F);  // seen: 0.25, odds 1/3
    for (float const bias : {0.5F, 1.0F, 3.0F}) {
        y.norm_bias[me] = bias;
        live(200);
        EXPECT_NEAR(y.descriptive_norm[me], bias / (bias + 3.0), 2e-5) << bias;
    }
}

TEST_F(PerceiveNorms, MixesFriendsOneselfAndMedia)
{
    use(1, Stage::regular, 1.0F);
    use(0, Stage::occasional, 0.4F);
    y.media_share[me] = 0.3F;
    seen.weight_self = 0.2;
    params.weight_media = 0.1;
    double const friends = seen.weight_friends * seen.visibility_friends;
    live(200);
    EXPECT_NEAR(y.descriptive_norm[me], (friends * 0.5 + 0.2 * 0.4 + 0.1 * 0.3) / (friends + 0.2 + 0.1), 2e-5);
}

TEST_F(PerceiveNorms, ShiftsTheAnchorByAMessageThatFades)
{
    use(1, Stage::occasional, 0.5F);
    params.descriptive_rate = 1.0;  // beliefs at once
    for (float const shift : {0.4F, -0.2F, -0.4F}) {
        y.norm_shift[me] = shift;
        live(1);
        EXPECT_NEAR(y.descriptive_norm[me], std::max(0.0, 0.25 + shift * 0.75), 1e-5);
        EXPECT_NEAR(y.norm_shift[me], shift * std::exp2(-1.0 / params.shift_half_life), 1e-6);
    }
    y.norm_shift[me] = 0.4F;
    live(static_cast<int>(params.shift_half_life));
    EXPECT_NEAR(y.norm_shift[me], 0.2, 1e-5);
}

TEST_F(PerceiveNorms, ForgetsHalfOfWhatWasRaisedInItsHalfLife)
{
    auto const expect_half = [&](Column<YouthId, float>& state, Column<YouthId, Share> const& anchor, double half_life) {
        state[lone] = anchor[lone] + 0.2F;
        live(static_cast<int>(half_life));
        EXPECT_NEAR(state[lone] - anchor[lone], 0.1, 1e-5);
    };
    expect_half(y.perceived_risk, y.risk_anchor, params.risk_half_life);
    expect_half(y.refusal, y.refusal_anchor, params.refusal_half_life);
    expect_half(y.curiosity, y.curiosity_anchor, params.curiosity_half_life);
    y.bond[lone] = y.bond_anchor[lone] - 0.2F;
    live(27);  // two half-lives of 13.5 months
    EXPECT_NEAR(y.bond[lone] - y.bond_anchor[lone], -0.05, 1e-5);
}

TEST_F(PerceiveNorms, LosesRiskByUseOfFriendsAndOwn)
{
    params.risk_friends = 0.02;
    params.risk_own_use = 0.04;
    use(1, Stage::regular, 1.0F);
    use(9, Stage::regular, 1.0F);
    live(1);
    double const risk = scale::perceived_risk.centre;
    EXPECT_NEAR(y.perceived_risk[me], risk * (1.0 - params.peer_influence * 0.02 * 0.5), 1e-6);
    EXPECT_NEAR(y.perceived_risk[lone], risk * (1.0 - 0.04), 1e-6);
}

TEST_F(PerceiveNorms, RousesCuriosityOfNeverUsersOnly)
{
    params.curiosity_contagion = 0.4;
    y.just_started[YouthId{1}] = 1;
    use(1, Stage::occasional, 0.5F);
    auto const before = y.curiosity[me];
    live(1);
    EXPECT_NEAR(y.curiosity[me], before + params.peer_influence * 0.4 * 0.5 * (1.0 - before), 1e-6);
    EXPECT_EQ(y.curiosity[YouthId{1}], 0.0F);
    use(0, Stage::former, 0.0F);
    y.curiosity[me] = 0.3F;
    live(1);
    EXPECT_EQ(y.curiosity[me], 0.0F);
}

TEST_F(PerceiveNorms, LearnsFriendsApproval)
{
    y.approval[YouthId{1}] = 0.8F;
    y.approval[YouthId{2}] = 0.4F;
    y.injunctive_norm[me] = y.injunctive_norm[lone] = 0.1F;
    live(6);
    EXPECT_NEAR(y.injunctive_norm[me], 0.6 - std::pow(1.0 - params.injunctive_rate, 6) * 0.5, 2e-5);
    EXPECT_EQ(y.injunctive_norm[lone], 0.1F);
}

TEST_F(PerceiveNorms, SettlesApprovalOnItsDrivers)
{
    seen.weight_self = 0.1;
    params.descriptive_rate = params.injunctive_rate = 0.0;
    live(300);
    double const at_centre = 1.0 / (1.0 + std::exp(-params.approval_intercept));
    EXPECT_NEAR(y.approval[lone], at_centre, 1e-5);
    struct Driver {
        Column<YouthId, float>& state;
        Scale scale;
        double effect;
    };
    for (auto const& [state, of, effect] : {Driver{y.descriptive_norm, scale::descriptive_norm, params.peer_influence * params.approval_descriptive},
                                            Driver{y.injunctive_norm, scale::injunctive_norm, params.peer_influence * params.approval_injunctive},
                                            Driver{y.parental_disapproval, scale::parental_disapproval, -params.approval_parents}}) {
        state[lone] = of.centre + of.sd;
        live(300);
        EXPECT_NEAR(std::log(y.approval[lone] / (1.0 - y.approval[lone])), params.approval_intercept + effect, 1e-4);
        state[lone] = of.centre;
    }
    y.risk_anchor[lone] = y.perceived_risk[lone] = scale::perceived_risk.centre + scale::perceived_risk.sd;
    live(300);
    EXPECT_NEAR(std::log(y.approval[lone] / (1.0 - y.approval[lone])), params.approval_intercept - params.approval_risk, 1e-4);
}

TEST_F(PerceiveNorms, TakesNothingFromPeersWithoutPeerInfluenceButBeliefs)
{
    params.peer_influence = 0.0;
    params.risk_friends = 0.02;
    params.curiosity_contagion = 0.4;
    auto still = world;
    auto const alone = [&](World& changed) {
        Surroundings around_it;
        for (int month = 0; month < 12; ++month) {
            observe_peers(changed, seen, {}, around_it);
            perceive_norms(changed, around_it, seen, params, {});
        }
    };
    alone(still);
    use(1, Stage::regular, 1.0F);
    y.approval[YouthId{1}] = 0.9F;
    y.just_started[YouthId{1}] = 1;
    alone(world);
    EXPECT_EQ(y.approval[me], still.youths.approval[me]);
    EXPECT_EQ(y.perceived_risk[me], still.youths.perceived_risk[me]);
    EXPECT_EQ(y.curiosity[me], still.youths.curiosity[me]);
    EXPECT_NE(y.descriptive_norm[me], still.youths.descriptive_norm[me]);
}

TEST_F(PerceiveNorms, KeepsABeliefThatNothingInforms)
{
    auto const before = y.descriptive_norm[lone];
    live(12);
    EXPECT_EQ(y.descriptive_norm[lone], before);
}

TEST_F(PerceiveNorms, HearsTrainedStaff)
{
    give_classes(world, 1);
    put_in_class(world, 9, 1);
    StaffParams const staff;
    world.classes.staff_conversation[ClassId{1}] = 1.0F;
    settle_environment(world, staff);
    live(1000);
    EXPECT_NEAR(y.bond[lone], y.bond_anchor[lone] + staff.bond, 1e-4);
    EXPECT_NEAR(y.perceived_risk[lone], y.risk_anchor[lone] + staff.risk, 1e-4);
    EXPECT_NEAR(y.bond[me], y.bond_anchor[me], 1e-4);
}

TEST(WearOffTraining, HalvesInItsHalfLife)
{
    auto world = plain_world(1);
    give_classes(world, 2);
    world.classes.staff_conversation[ClassId{1}] = 0.8F;
    StaffParams const params;
    for (int month = 0; month < static_cast<int>(params.training_half_life); ++month) wear_off_training(world, params);
    EXPECT_NEAR(world.classes.staff_conversation[ClassId{1}], 0.4, 1e-5);
    EXPECT_EQ(world.classes.staff_conversation[ClassId{2}], 0.0F);
}

}  // namespace
}  // namespace pijler::test
