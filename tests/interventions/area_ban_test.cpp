#include "support/levers.hpp"

namespace pijler::test {
namespace {

class AreaBan : public OneLever {
protected:
    AreaBan() : OneLever{"area_ban"} {}
    double of(std::string const& name) const { return effect("regulation.area_ban." + name); }
    double dealing(Column<NeighbourhoodId, Locality> const& of_places) const
    {
        double sum = 0.0;
        for (NeighbourhoodId place{1}; place.index < of_places.size(); ++place.index) sum += of_places[place].dealing();
        return sum;
    }
};

TEST_F(AreaBan, DrivesDealersAway)
{
    EXPECT_EQ(month(), places());
    EXPECT_GT(of("effect"), 0.0);
    for (NeighbourhoodId place{1}; place.index < world.neighbourhoods.count(); ++place.index) {
        auto const& now = world.neighbourhoods.now[place];
        auto const& in_force = world.neighbourhoods.in_force[place];
        EXPECT_NEAR(now.dealing() / in_force.dealing(), 1.0 - of("effect") * dose(), 1e-6);
        EXPECT_NEAR(now.street * now.home_grown, in_force.street * in_force.home_grown, 1e-6) << "what is grown in homes stays";
        EXPECT_EQ(world.neighbourhoods.now[place].disturbance, 1.0F);
        EXPECT_EQ(world.neighbourhoods.now[place].free_time, 1.0F);
    }
}

TEST_F(AreaBan, ChangesNothingAtZeroCoverageOrStrength) { expect_nothing_at_zero(); }
TEST_F(AreaBan, LeavesNothingInPlacesNextMonth) { expect_nothing_left(); }
TEST_F(AreaBan, CoversMorePlacesAndMovesNone) { expect_places_added(&Locality::street); }
TEST_F(AreaBan, GoesWithoutATown) { expect_imports_survive(); }

TEST_F(AreaBan, MovesAShareOfDealingElsewhere)
{
    spec.delivery.coverage = 0.3;
    for (double const displaced : {0.0, 0.5, 1.0}) {
        values["regulation.area_ban.displaced"] = displaced;
        month();
        auto const& all = world.neighbourhoods;
        auto const covered = lowered(&Locality::street);
        double driven_away = 0.0;
        for (auto const place : covered) driven_away += all.in_force[place].dealing() * of("effect") * dose();
        EXPECT_NEAR(dealing(all.now), dealing(all.in_force) - (1.0 - displaced) * driven_away, 1e-5);
        for (NeighbourhoodId place{1}; place.index < all.count(); ++place.index)
            if (!covered.contains(place)) {
                EXPECT_EQ(all.now[place].street > all.in_force[place].street, displaced > 0.0);
            }
    }
}

TEST_F(AreaBan, SpeaksToFewWhoUseOften)
{
    values["regulation.area_ban.contact"] = 0.1;
    values["regulation.area_ban.fine"] = 0.2;
    for (YouthId youth{0}; youth.index < 600; ++youth.index) y.stage[youth] = youth.index % 2 == 0 ? Stage::regular : Stage::problematic;
    month();
    EXPECT_GT(count(Happens::enforcement_contact), 0.0);
    EXPECT_GT(count(Happens::fine), 0.0);
    EXPECT_GT(count(Happens::referral), 0.0);
    for (auto const& [youth, what] : world.happenings) {
        EXPECT_TRUE(y.stage[youth] == Stage::regular || y.stage[youth] == Stage::problematic);
        EXPECT_TRUE(what == Happens::enforcement_contact || (what == Happens::referral) == (y.stage[youth] == Stage::problematic));
        EXPECT_TRUE(what != Happens::referral || y.care[youth] == Care::waits);
        EXPECT_NEAR(y.bond[youth], (1.0 - of("trust")) * before.youths.bond[youth], 1e-6);
    }
    values["regulation.area_ban.fine"] = 0.0;
    month();
    EXPECT_EQ(count(Happens::fine), 0.0);
    values["regulation.area_ban.contact"] = 0.0;
    month();
    EXPECT_TRUE(world.happenings.empty());
}

}  // namespace
}  // namespace pijler::test
