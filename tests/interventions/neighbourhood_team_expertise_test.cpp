#include "support/rounds.hpp"

namespace pijler::test {
namespace {

class NeighbourhoodTeamExpertise : public OneRound {
protected:
    NeighbourhoodTeamExpertise() : OneRound{"neighbourhood_team_expertise"} { spec.delivery.coverage = 0.5; spec.delivery.fidelity = 0.8; begin_environment(world); }
};

TEST_F(NeighbourhoodTeamExpertise, TakesSkillLinkAndUseTogether)
{
    EXPECT_NEAR(act(), static_cast<double>(world.neighbourhoods.count() - 1) / 10.0 * 0.5, 1e-9);
    auto const of = [&](char const* part) { return effect(std::string{"support.teams."} + part); };
    EXPECT_NEAR(world.services.team, of("notices") * of("skill") * of("link") * of("use") * 0.5 * 0.8, 1e-6);
    EXPECT_NEAR(world.services.hand_over, of("hands_over") * of("link") * 0.5 * 0.8, 1e-6);
}

TEST_F(NeighbourhoodTeamExpertise, NoticesNothingMoreWithoutALink)
{
    values["support.teams.link"] = 0.0;
    act();
    EXPECT_EQ(world.services.team, 0.0F);
    EXPECT_EQ(world.services.hand_over, 0.0F);
}

TEST_F(NeighbourhoodTeamExpertise, LeavesNothingBehind)
{
    act();
    begin_environment(world);
    expect_services_as_today(world);
    EXPECT_EQ(world.services.intake_scale, before.services.intake_scale);
}

TEST_F(NeighbourhoodTeamExpertise, DoesNothingWithoutStrength)
{
    spec.delivery.strength = 0.0;
    EXPECT_EQ(act(), 0.0);
    expect_services_as_today(world);
}

}  // namespace
}  // namespace pijler::test
