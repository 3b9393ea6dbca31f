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
    expect_services_as_today(world);
    EXPECT_EQ(world.services.intake_scale, before.services.intake_scale);
}

TEST_F(TreatmentCapacity, DoesNothingWithoutStrength)
{
    spec.delivery.strength = 0.0;
    EXPECT_EQ(act(), 0.0);
    expect_services_as_today(world);
}

}  // namespace
}  // namespace pijler::test
