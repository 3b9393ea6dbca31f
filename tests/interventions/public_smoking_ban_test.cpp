#include "support/levers.hpp"

namespace pijler::test {
namespace {

class PublicSmokingBan : public OneLever {
protected:
    PublicSmokingBan() : OneLever{"public_smoking_ban"} { world.by_laws.public_smoking_ban = false; }
    double of(std::string const& name) const { return effect("regulation.public_smoking_ban." + name); }
    void expect_left(double visible, double disturbance, double free_time) const
    {
        for (NeighbourhoodId place{1}; place.index < world.neighbourhoods.count(); ++place.index) {
            EXPECT_NEAR(now_over_in_force(place, &Locality::visible), visible, 1e-6);
            EXPECT_NEAR(now_over_in_force(place, &Locality::disturbance), disturbance, 1e-6);
            EXPECT_NEAR(now_over_in_force(place, &Locality::free_time), free_time, 1e-6);
        }
    }
    void expect_gained(double gained) const { expect_left(1.0 - of("visible") * gained, 1.0 - of("nuisance") * gained, 1.0 + of("out_of_sight") * gained); }
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

// What the ban in force hides is seen again; elsewhere there is nothing to stop.
TEST_F(PublicSmokingBan, BringsUseBackInSightWhereOneInForceIsStopped)
{
    values["regulation.public_smoking_ban.contact"] = 0.2;
    spec.delivery.stops = true;
    EXPECT_EQ(month(), 0.0);
    EXPECT_TRUE(as_in_force());
    world.by_laws.public_smoking_ban = true;
    EXPECT_EQ(month(), 0.0);
    auto const back = [&](double share) { return 1.0 / (1.0 - share * of("in_force_share") * dose()); };
    expect_left(back(of("visible")), back(of("nuisance")), back(-of("out_of_sight")));
    EXPECT_TRUE(world.happenings.empty());
    expect_nothing_at_zero();
}

// Of a substance that is not smoked nothing is hidden and nobody spoken to; youths are out of adults' sight all the same.
TEST_F(PublicSmokingBan, IsAboutWhatItCovers)
{
    values["regulation.public_smoking_ban.contact"] = 0.2;
    values["regulation.public_smoking_ban.covers"] = 0.0;
    EXPECT_EQ(month(), places());
    expect_left(1.0, 1.0, 1.0 + of("out_of_sight") * dose());
    EXPECT_TRUE(world.happenings.empty());
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
    y.care.fill(Care::none);
    world.cases.clear();
    for (YouthId youth{1}; youth.index < y.count(); youth.index += 4) y.care[youth] = Care::light;  // half of those in need have help
    month();
    EXPECT_GT(count(Happens::fine), 0.0);
    EXPECT_GT(count(Happens::referral), 0.0);
    double in_need = 0.0, helped = 0.0;
    for (auto const& [youth, what] : world.happenings) {
        if (what == Happens::enforcement_contact && y.stage[youth] == Stage::problematic) (y.care[youth] == Care::waits ? in_need : helped) += 1.0;
        if (what == Happens::fine) {
            EXPECT_NE(y.stage[youth], Stage::problematic);
        }
    }
    EXPECT_GT(helped, 0.0);
    EXPECT_EQ(count(Happens::referral), in_need);
    EXPECT_EQ(static_cast<double>(world.cases.size()), in_need);
    for (auto const& one : world.cases) EXPECT_TRUE(one.waits && one.help == Care::treatment && y.stage[one.youth] == Stage::problematic);
    // Who waits is not referred again.
    values["regulation.public_smoking_ban.fine"] = 0.0;
    month();
    EXPECT_EQ(count(Happens::fine), 0.0);
    EXPECT_GT(count(Happens::enforcement_contact), 0.0);
    EXPECT_EQ(count(Happens::referral), 0.0);
    EXPECT_EQ(static_cast<double>(world.cases.size()), in_need);
}

// While nobody is let in, each month's contacts add those who do not wait yet: a referral a person.
TEST_F(PublicSmokingBan, RefersEachPersonOnce)
{
    values["regulation.public_smoking_ban.contact"] = 0.2;
    for (auto const* side_effect : {"visible", "nuisance", "out_of_sight", "trust"}) values["regulation.public_smoking_ban." + std::string{side_effect}] = 0.0;
    y.stage.fill(Stage::problematic);
    y.frequency.fill(1.0F);
    y.care.fill(Care::none);
    world.cases.clear();
    CareParams closed;
    closed.light_intake = closed.treatment_intake = closed.lost_waiting = 0.0;
    double referrals = 0.0;
    std::size_t waited = 0;
    for (int n = 0; n < 6; ++n) {
        month(n);
        referrals += count(Happens::referral);
        EXPECT_GT(world.cases.size(), waited);
        waited = world.cases.size();
        give_care(world, closed, MonthRandom{RandomKey{1, 0}, n});
    }
    EXPECT_EQ(static_cast<double>(world.cases.size()), referrals);
    std::set<std::uint32_t> persons;
    for (auto const& one : world.cases) persons.insert(one.youth.index);
    EXPECT_EQ(persons.size(), world.cases.size());
    EXPECT_EQ(y.bond, before.youths.bond);
    // In the month of a contact whoever there is a place for has help.
    closed.treatment_intake = 1e6;
    give_care(world, closed, MonthRandom{RandomKey{1, 0}, 6});
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(y.care, Care::treatment)), persons.size());
}

// A drawn rank decides who waits first: the order of youths in the columns (half of the pairs of neighbours ascend) says nothing.
TEST_F(PublicSmokingBan, PutsYouthsInTheQueueByChance)
{
    values["regulation.public_smoking_ban.contact"] = 0.2;
    y.stage.fill(Stage::problematic);
    y.frequency.fill(1.0F);
    y.care.fill(Care::none);
    world.cases.clear();
    month();
    double ascending = 0.0;
    for (std::size_t n = 1; n < world.cases.size(); ++n) ascending += world.cases[n - 1].youth < world.cases[n].youth;
    ASSERT_GT(world.cases.size(), 50U);
    auto const pairs = static_cast<double>(world.cases.size() - 1);
    EXPECT_NEAR(ascending, 0.5 * pairs, count_bound(pairs, 0.5));
}

}  // namespace
}  // namespace pijler::test
