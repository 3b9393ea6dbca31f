#include "support/levers.hpp"

namespace pijler::test {
namespace {

class PublicSmokingBan : public OneLever {
protected:
    PublicSmokingBan() : OneLever{"public_smoking_ban"} { world.by_laws.public_smoking_ban = false; }
    double of(std::string const& name) const { return effect("regulation.public_smoking_ban." + name); }
    void expect_gained(double gained) const
    {
        for (NeighbourhoodId place{1}; place.index < world.neighbourhoods.count(); ++place.index) {
            EXPECT_NEAR(now_over_in_force(place, &Locality::visible), 1.0 - of("visible") * gained, 1e-6);
            EXPECT_NEAR(now_over_in_force(place, &Locality::disturbance), 1.0 - of("nuisance") * gained, 1e-6);
            EXPECT_NEAR(now_over_in_force(place, &Locality::free_time), 1.0 + of("out_of_sight") * gained, 1e-6);
        }
    }
};

TEST_F(PublicSmokingBan, HidesUseInPublic)
{
    EXPECT_EQ(month(), places());
    EXPECT_GT(of("visible"), 0.0);
    EXPECT_GT(of("nuisance"), 0.0);
    EXPECT_GT(of("out_of_sight"), 0.0);
    expect_gained(dose());
}

TEST_F(PublicSmokingBan, GainsOnlyWhatABanInForceLeaves)
{
    world.by_laws.public_smoking_ban = true;
    month();
    expect_gained(dose() * (1.0 - of("in_force_share")));
    values["regulation.public_smoking_ban.in_force_share"] = 1.0;
    EXPECT_EQ(month(), places());
    EXPECT_TRUE(as_in_force());
}

TEST_F(PublicSmokingBan, ChangesNothingAtZeroCoverageOrStrength) { expect_nothing_at_zero(); }
TEST_F(PublicSmokingBan, LeavesNothingInPlacesNextMonth) { expect_nothing_left(); }
TEST_F(PublicSmokingBan, CoversMorePlacesAndMovesNone) { expect_places_added(&Locality::visible); }
TEST_F(PublicSmokingBan, GoesWithoutATown) { expect_imports_survive(); }

TEST_F(PublicSmokingBan, MovesNobodyOutOfSightWithoutThatEffect)
{
    values["regulation.public_smoking_ban.out_of_sight"] = 0.0;
    month();
    for (auto const& here : world.neighbourhoods.now) EXPECT_EQ(here.free_time, 1.0F);
}

TEST_F(PublicSmokingBan, MeetsUsersOfAllAges)
{
    values["regulation.public_smoking_ban.contact"] = 0.2;
    double users = 0.0;
    for_each_youth(world, [&](YouthId youth) { users += y.frequency[youth]; });
    month();
    double const chance = 0.2 * dose();
    EXPECT_NEAR(count(Happens::enforcement_contact), chance * users, count_bound(users, chance));
    bool minors = false, adults = false;
    for (auto const& [youth, what] : world.happenings) {
        EXPECT_TRUE(uses(y.stage[youth]));
        EXPECT_NEAR(y.bond[youth], (1.0 - of("trust")) * before.youths.bond[youth], 1e-6);
        (y.school_age[youth] < 18 ? minors : adults) = true;
    }
    EXPECT_TRUE(minors && adults);
}

TEST_F(PublicSmokingBan, PutsCareFirst)
{
    values["regulation.public_smoking_ban.contact"] = 0.2;
    values["regulation.public_smoking_ban.fine"] = 0.1;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        y.stage[youth] = youth.index % 2 == 0 ? Stage::regular : Stage::problematic;
        y.frequency[youth] = 1.0F;
    }
    month();
    EXPECT_GT(count(Happens::fine), 0.0);
    EXPECT_GT(count(Happens::referral), 0.0);
    double in_need = 0.0;
    for (auto const& [youth, what] : world.happenings) {
        if (what == Happens::enforcement_contact) in_need += y.stage[youth] == Stage::problematic;
        if (what == Happens::fine) {
            EXPECT_NE(y.stage[youth], Stage::problematic);
        }
    }
    EXPECT_EQ(count(Happens::referral), in_need);
    values["regulation.public_smoking_ban.fine"] = 0.0;
    month();
    EXPECT_EQ(count(Happens::fine), 0.0);
    EXPECT_EQ(count(Happens::referral), in_need);
}

}  // namespace
}  // namespace pijler::test
