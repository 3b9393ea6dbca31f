#include "support/levers.hpp"

namespace pijler::test {
namespace {

class HempCovenant : public OneLever {
protected:
    HempCovenant() : OneLever{"hemp_covenant"} { world.by_laws.hemp_covenant = false; }
    double of(std::string const& name) const { return effect("regulation.hemp_covenant." + name); }
    // Home growing and disturbance are so many times what they are under the policy in force.
    void expect_left(double growing, double disturbance) const
    {
        for (NeighbourhoodId place{1}; place.index < world.neighbourhoods.count(); ++place.index) {
            auto const& now = world.neighbourhoods.now[place];
            auto const& in_force = world.neighbourhoods.in_force[place];
            double const lost = in_force.home_grown * (1.0 - growing);
            EXPECT_NEAR(now.street * now.home_grown / (in_force.street * in_force.home_grown), growing, 1e-5);
            EXPECT_NEAR(now_over_in_force(place, &Locality::street), 1.0 - lost * (1.0 - of("taken_over")), 1e-5);
            EXPECT_NEAR(now_over_in_force(place, &Locality::disturbance), disturbance, 1e-5);
        }
    }
    void expect_gained(double gained) const { expect_left(1.0 - of("effect") * gained, 1.0 - of("nuisance") * gained); }
};

TEST_F(HempCovenant, EndsHomeGrowing)
{
    EXPECT_EQ(month(), places());
    EXPECT_EQ(lowered(&Locality::street).size(), static_cast<std::size_t>(places()));
    EXPECT_EQ(lowered(&Locality::disturbance).size(), static_cast<std::size_t>(places()));
    expect_gained(dose());
    EXPECT_TRUE(world.happenings.empty());
    EXPECT_EQ(differences(world, before), std::vector<std::string>{});
}

TEST_F(HempCovenant, GainsOnlyWhatACovenantInForceLeaves)
{
    world.by_laws.hemp_covenant = true;
    month();
    expect_gained(dose() * (1.0 - of("in_force_share")));
    values["regulation.hemp_covenant.in_force_share"] = 1.0;
    EXPECT_EQ(month(), places());
    EXPECT_TRUE(as_in_force());
}

// What the covenant in force takes away is there again; elsewhere there is nothing to stop.
TEST_F(HempCovenant, BringsHomeGrowingBackWhereOneInForceIsStopped)
{
    spec.delivery.stops = true;
    EXPECT_EQ(month(), 0.0);
    EXPECT_TRUE(as_in_force());
    world.by_laws.hemp_covenant = true;
    EXPECT_EQ(month(), 0.0);
    auto const back = [&](double share) { return 1.0 / (1.0 - share * of("in_force_share") * dose()); };
    expect_left(back(of("effect")), back(of("nuisance")));
    expect_nothing_at_zero();
}

TEST_F(HempCovenant, IsAboutHempAlone)
{
    values["regulation.hemp_covenant.covers"] = 0.0;
    EXPECT_EQ(month(), places());
    EXPECT_TRUE(as_in_force());
}

TEST_F(HempCovenant, ChangesNothingAtZeroCoverageOrStrength) { expect_nothing_at_zero(); }
TEST_F(HempCovenant, LeavesNothingInPlacesNextMonth) { expect_nothing_left(); }
TEST_F(HempCovenant, CoversMorePlacesAndMovesNone) { expect_places_added(&Locality::street); }
TEST_F(HempCovenant, GoesWithoutATown) { expect_imports_survive(); }

TEST_F(HempCovenant, LetsOtherDealersTakeOver)
{
    values["regulation.hemp_covenant.taken_over"] = 1.0;
    month();
    EXPECT_TRUE(lowered(&Locality::street).empty());
    values["regulation.hemp_covenant.taken_over"] = 0.0;
    month();
    expect_gained(dose());
}

}  // namespace
}  // namespace pijler::test
