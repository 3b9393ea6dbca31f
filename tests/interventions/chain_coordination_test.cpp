#include "support/rounds.hpp"

namespace pijler::test {
namespace {

class ChainCoordination : public OneRound {
protected:
    ChainCoordination() : OneRound{"chain_coordination"} { spec.delivery.coverage = 0.5; spec.delivery.fidelity = 0.8; begin_environment(world); }
};

TEST_F(ChainCoordination, WorksInFourFields)
{
    EXPECT_EQ(act(), world.services.intake_scale);
    double const by = 0.5 * 0.8;
    auto const of = [&](char const* field) { return effect(std::string{"support.chain."} + field) * by; };
    EXPECT_NEAR(world.services.hand_over, 1.0 - (1.0 - of("information_exchange")) * (1.0 - of("agreements_kept")), 1e-6);
    EXPECT_NEAR(world.services.team, of("upskilling"), 1e-6);
    EXPECT_NEAR(world.services.bottlenecks, of("bottlenecks_solved"), 1e-6);
}

TEST_F(ChainCoordination, CanShareMoreThanYouthsAgreedTo)
{
    act();
    EXPECT_NEAR(world.services.shared_beyond_consent, effect("support.chain.beyond_consent") * 0.5 * 0.8, 1e-6);
    begin_environment(world);
    values["support.chain.beyond_consent"] = 0.0;
    act();
    EXPECT_EQ(world.services.shared_beyond_consent, 0.0F);
}

TEST_F(ChainCoordination, LeavesNothingBehind)
{
    act();
    begin_environment(world);
    expect_services_as_today(world);
    EXPECT_EQ(world.services.intake_scale, before.services.intake_scale);
}

TEST_F(ChainCoordination, DoesNothingWithoutStrength)
{
    spec.delivery.strength = 0.0;
    EXPECT_EQ(act(), 0.0);
    expect_services_as_today(world);
}

}  // namespace
}  // namespace pijler::test
