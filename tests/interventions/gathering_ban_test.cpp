#include "support/levers.hpp"

namespace pijler::test {
namespace {

class GatheringBan : public OneLever {
protected:
    GatheringBan() : OneLever{"gathering_ban"} {}
    double of(std::string const& name) const { return effect("regulation.gathering_ban." + name); }
};

TEST_F(GatheringBan, SendsGroupsAway)
{
    EXPECT_EQ(month(), places());
    double const ended = of("effect") * (1.0 - of("displaced")) * dose();
    EXPECT_GT(ended, 0.0);
    for (NeighbourhoodId place{1}; place.index < world.neighbourhoods.count(); ++place.index) {
        EXPECT_NEAR(now_over_in_force(place, &Locality::free_time), 1.0 - of("public_share") * ended, 1e-6);
        EXPECT_NEAR(now_over_in_force(place, &Locality::disturbance), 1.0 - ended, 1e-6);
        EXPECT_EQ(world.neighbourhoods.now[place].street, world.neighbourhoods.in_force[place].street);
    }
}

TEST_F(GatheringBan, ChangesNothingAtZeroCoverageOrStrength) { expect_nothing_at_zero(); }
TEST_F(GatheringBan, LeavesNothingInPlacesNextMonth) { expect_nothing_left(); }
TEST_F(GatheringBan, CoversMorePlacesAndMovesNone) { expect_places_added(&Locality::disturbance); }
TEST_F(GatheringBan, GoesWithoutATown) { expect_imports_survive(); }

TEST_F(GatheringBan, BeginsWhereTheStreetIsBusiest)
{
    spec.delivery.coverage = 1.0 / places();
    EXPECT_EQ(month(), 1.0);
    auto const covered = *lowered(&Locality::disturbance).begin();
    for (NeighbourhoodId place{1}; place.index < world.neighbourhoods.count(); ++place.index)
        EXPECT_LE(world.neighbourhoods.in_force[place].street, world.neighbourhoods.in_force[covered].street);
}

TEST_F(GatheringBan, EndsNothingThatMovesElsewhere)
{
    values["regulation.gathering_ban.displaced"] = 1.0;
    month();
    EXPECT_TRUE(lowered(&Locality::free_time).empty());
    EXPECT_TRUE(lowered(&Locality::disturbance).empty());
}

TEST_F(GatheringBan, CostsTrustOfWhomOfficersSpeakTo)
{
    values["regulation.gathering_ban.contact"] = 0.1;
    month();
    EXPECT_GT(count(Happens::enforcement_contact), 0.0);
    std::set<std::uint32_t> spoken_to;
    for (auto const& happening : world.happenings) spoken_to.insert(happening.youth.index);
    for_each_youth(world, [&](YouthId youth) {
        auto const share = spoken_to.contains(youth.index) ? 1.0 - of("trust") : 1.0;
        EXPECT_NEAR(y.bond[youth], share * before.youths.bond[youth], 1e-6);
        if (spoken_to.contains(youth.index)) {
            EXPECT_TRUE(targeted(youth));
        }
    });
}

TEST_F(GatheringBan, FinesFewAndNobodyInNeed)
{
    values["regulation.gathering_ban.contact"] = 0.1;
    values["regulation.gathering_ban.fine"] = 0.0;
    month();
    EXPECT_EQ(count(Happens::fine), 0.0);
    auto const contacts = count(Happens::enforcement_contact);
    values["regulation.gathering_ban.fine"] = 0.1;
    month();
    EXPECT_EQ(count(Happens::enforcement_contact), contacts);
    EXPECT_GT(count(Happens::fine), 0.0);
    EXPECT_NEAR(count(Happens::fine), 0.1 * contacts, count_bound(contacts, 0.1));
    for (auto const& [youth, what] : world.happenings)
        if (y.stage[youth] == Stage::problematic) {
            EXPECT_NE(what, Happens::fine);
        }
}

TEST_F(GatheringBan, SpeaksToNobodyWithoutContacts)
{
    values["regulation.gathering_ban.contact"] = 0.0;
    month();
    EXPECT_TRUE(world.happenings.empty());
    EXPECT_EQ(differences(world, before), std::vector<std::string>{});
}

}  // namespace
}  // namespace pijler::test
