#include "support/rounds.hpp"

namespace pijler::test {
namespace {

class TreatmentCapacity : public OneRound {
protected:
    TreatmentCapacity() : OneRound{"treatment_capacity"} { spec.delivery.coverage = 0.5; spec.delivery.fidelity = 0.8; begin_environment(world); }
};

TEST_F(TreatmentCapacity, AddsPlaces)
{
    EXPECT_NEAR(act(), 0.5 * world.services.intake_scale, 1e-9);
    EXPECT_NEAR(world.services.treatment_places, 1.0 + effect("support.treatment_capacity.filled") * 0.5 * 0.8, 1e-6);
    EXPECT_EQ(world.services.light_places, 1.0F);
}

TEST_F(TreatmentCapacity, LeavesNothingBehind)
{
    act();
    begin_environment(world);
    auto& now = world.services;
    EXPECT_EQ(now.contact, 0.0F);
    EXPECT_EQ(now.hand_over, 0.0F);
    EXPECT_EQ(now.team, 0.0F);
    EXPECT_EQ(now.bottlenecks, 0.0F);
    EXPECT_EQ(now.shared_beyond_consent, 0.0F);
    EXPECT_EQ(now.light_places, 1.0F);
    EXPECT_EQ(now.treatment_places, 1.0F);
    EXPECT_EQ(now.intake_scale, before.services.intake_scale);
}

TEST_F(TreatmentCapacity, DoesNothingWithoutStrength)
{
    spec.delivery.strength = 0.0;
    EXPECT_EQ(act(), 0.0);
    EXPECT_EQ(world.services.hand_over + world.services.contact + world.services.team + world.services.bottlenecks, 0.0F);
    EXPECT_EQ(world.services.light_places * world.services.treatment_places, 1.0F);
}

}  // namespace
}  // namespace pijler::test
