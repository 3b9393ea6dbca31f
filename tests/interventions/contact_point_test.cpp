#include "support/rounds.hpp"

namespace pijler::test {
namespace {

class ContactPoint : public OneRound {
protected:
    ContactPoint() : OneRound{"contact_point"} { spec.delivery.coverage = 0.5; spec.delivery.fidelity = 0.8; begin_environment(world); }
};

TEST_F(ContactPoint, IsFoundByWhoFoundNobody)
{
    EXPECT_EQ(act(), world.services.intake_scale);
    EXPECT_NEAR(world.services.contact, effect("support.contact_point.found") * 0.5 * 0.8, 1e-6);
    EXPECT_EQ(world.services.hand_over, 0.0F);
}

TEST_F(ContactPoint, LeavesNothingBehind)
{
    act();
    begin_environment(world);
    expect_services_as_today(world);
    EXPECT_EQ(world.services.intake_scale, before.services.intake_scale);
}

TEST_F(ContactPoint, DoesNothingWithoutStrength)
{
    spec.delivery.strength = 0.0;
    EXPECT_EQ(act(), 0.0);
    expect_services_as_today(world);
}

}  // namespace
}  // namespace pijler::test
