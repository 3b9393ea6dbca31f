// Targets by what nobody sees: youths are found by screening, and by nothing else.
#include "interventions/screening.hpp"
#include "support/rounds.hpp"

namespace pijler::test {
namespace {

class Screened : public OneRound {
protected:
    explicit Screened(std::string const& type, std::string const& approach = "") : OneRound{type, approach}
    {
        spec.delivery.age_high = 15;
        spec.delivery.impulsivity = {0.5, 1.0};
        spec.delivery.screening = {1.0, 1.0, 0.0};
        values["education.youths.attendance"] = 10.0;  // everybody comes
    }
    bool meant(YouthId youth) const { return is_meant(before.youths, youth, spec.delivery); }
    bool lost_bond(YouthId youth) const { return y.bond[youth] < before.youths.bond[youth]; }
};

class ScreenedLessons : public Screened {
protected:
    ScreenedLessons() : Screened{"youth_education", "skills"} {}
    bool taught(YouthId youth) const { return y.lessons[youth] > before.youths.lessons[youth]; }
    bool shown(YouthId youth) const { return targeted(youth) && y.class_group[youth].index != 0; }
};

TEST_F(ScreenedLessons, ReachThoseWhomItIsMeantForWhenScreeningDoesNotErr)
{
    auto& d = spec.delivery;
    d.sensation_seeking = {0.3, 0.9};
    d.stages = {"never", "regular"};
    auto const contacts = act();
    double found = 0, shown_in_all = 0;
    for_each_youth(world, [&](YouthId youth) {
        auto const stage = before.youths.stage[youth];
        // Bounds of the normal quantiles .5, .3 and .9 at a mean of .5 and a spread of .18.
        bool const is_member = y.impulsivity[youth] >= 0.5F && y.sensation_seeking[youth] >= 0.4056F && y.sensation_seeking[youth] <= 0.7307F &&
                               (stage == Stage::never || stage == Stage::regular);
        EXPECT_EQ(taught(youth), shown(youth) && is_member);
        shown_in_all += shown(youth);
        found += taught(youth);
    });
    EXPECT_GT(found, 50.0);
    EXPECT_EQ(contacts, found);
    EXPECT_EQ(world.delivered.at(0).screened, shown_in_all);
}

TEST_F(ScreenedLessons, MissSomeAndReachOthersInError)
{
    spec.delivery.screening = {0.7, 0.8, 0.0};
    act();
    double members = 0, others = 0, found = 0, in_error = 0;
    for_each_youth(world, [&](YouthId youth) {
        if (!shown(youth)) return;
        (meant(youth) ? members : others) += 1;
        if (taught(youth)) (meant(youth) ? found : in_error) += 1;
    });
    EXPECT_GT(std::min(members, others), 200.0);
    EXPECT_NEAR(found, 0.7 * members, count_bound(members, 0.7));
    EXPECT_NEAR(in_error, 0.2 * others, count_bound(others, 0.2));
}

TEST_F(ScreenedLessons, LabelWhoeverIsFound)
{
    spec.delivery.screening = {0.7, 0.8, 0.0};
    spec.delivery.fidelity = 0.5;
    values["screening.labelling"] = 0.2;
    act();
    std::array<int, 2> labelled{};
    for_each_youth(world, [&](YouthId youth) {
        if (before.youths.bond[youth] == 0.0F) return;
        EXPECT_EQ(lost_bond(youth), taught(youth));
        if (!taught(youth)) return;
        EXPECT_NEAR(y.bond[youth], before.youths.bond[youth] * (1.0 - 0.2 * 0.5), 1e-6);
        ++labelled[meant(youth)];
    });
    EXPECT_GT(std::min(labelled[0], labelled[1]), 20);
    world = before;
    values["screening.labelling"] = 0.0;
    act();
    EXPECT_EQ(y.bond, before.youths.bond);
}

// Who is found is the youth's own in a round: more screened youths, or a better screening, lose nobody who was found rightly.
TEST_F(ScreenedLessons, FindTheSameAgain)
{
    spec.delivery.screening = {0.5, 1.0, 0.0};
    spec.delivery.age_high = 13;
    act();
    auto const once = y.lessons;
    world = before;
    act();
    EXPECT_EQ(y.lessons, once);
    world = before;
    spec.delivery.age_high = 15;
    spec.delivery.screening->sensitivity = 0.8;
    act();
    for_each_youth(world, [&](YouthId youth) { EXPECT_GE(y.lessons[youth], once[youth]); });
    EXPECT_NE(y.lessons, once);
}

TEST_F(ScreenedLessons, AreForEverybodyWithoutSelectors)
{
    spec.delivery.impulsivity = {};
    spec.delivery.screening.reset();
    act();
    EXPECT_EQ(world.delivered.at(0).screened, 0.0);
    EXPECT_EQ(y.bond, before.youths.bond);
    for_each_youth(world, [&](YouthId youth) { EXPECT_EQ(taught(youth), shown(youth)); });
}

TEST_F(ScreenedLessons, ChangeNothingAtZeroCoverageOrStrength)
{
    for (auto* zero : {&spec.delivery.coverage, &spec.delivery.strength}) {
        auto const was = *zero;
        *zero = 0.0;
        EXPECT_EQ(act(), 0.0);
        EXPECT_EQ(world.delivered.at(0).screened, 0.0);
        EXPECT_EQ(differences(world, before), std::vector<std::string>{});
        *zero = was;
    }
}

// A range of quantiles holds its share of the population.
TEST_F(ScreenedLessons, MeanTheirShareOfTheTown)
{
    double youths = 0, high = 0, middle = 0;
    for_each_youth(world, [&](YouthId youth) {
        youths += 1;
        Delivery of;
        of.impulsivity = {2.0 / 3.0, 1.0};
        high += is_meant(y, youth, of);
        of.impulsivity = {1.0 / 3.0, 2.0 / 3.0};
        middle += is_meant(y, youth, of);
    });
    EXPECT_NEAR(high, youths / 3.0, count_bound(youths, 1.0 / 3.0));
    EXPECT_NEAR(middle, youths / 3.0, count_bound(youths, 1.0 / 3.0));
}

class ScreenedParents : public Screened {
protected:
    ScreenedParents() : Screened{"parent_education"} { spec.delivery.coverage = 0.4; }
};

TEST_F(ScreenedParents, AreThoseOfYouthsWhoAreFound)
{
    auto const contacts = act();
    double parents = 0, screened = 0;
    std::array<int, 2> homes{};
    for (HouseholdId home{0}; home.index < world.households.count(); ++home.index) {
        auto const& courses = world.households.courses[home];
        auto const came = courses[0] + courses[1] - before.households.courses[home][0] - before.households.courses[home][1];
        parents += came;
        bool has_meant = false, has_labelled = false;
        int shown = 0;
        for (std::size_t n = 0; n < world.households.children[home]; ++n) {
            auto const child = world.households.child[home][n];
            if (!targeted(child)) continue;
            ++shown;
            has_meant = has_meant || meant(child);
            has_labelled = has_labelled || lost_bond(child);
        }
        if (came > 0) {
            EXPECT_TRUE(has_meant);
            screened += shown;
        }
        if (has_labelled) {
            EXPECT_GT(came, 0) << "children are screened with the consent of a parent who comes";
        }
        ++homes[came > 0];
    }
    EXPECT_EQ(contacts, parents);
    EXPECT_GT(homes[1], 50);
    EXPECT_GT(homes[0], 50);
    EXPECT_GT(world.delivered.at(0).screened, screened) << "some are screened in vain";
}

// Means over many rounds, of every intervention that can screen: as in expected_contacts_test.
class ExpectedScreening : public Screened, public testing::WithParamInterface<char const*> {
protected:
    ExpectedScreening() : Screened{GetParam(), std::string{GetParam()} == "youth_education" ? "skills" : ""} {}
};

TEST_P(ExpectedScreening, IsTheMeanOverManyRounds)
{
    observe_peers(world, {}, {}, around);
    spec.delivery.screening = {0.7, 0.8, 0.0};
    spec.delivery.stages = {"never", "occasional"};
    auto const intervention = intervention_kind(spec.type).make(spec, values);
    auto const contacts = intervention->expected_contacts(world, spec.delivery), screened = intervention->expected_screened(world, spec.delivery);
    constexpr int rounds = 300;
    for (double const coverage : {0.1, 0.6}) {
        std::array<double, 2> sum{}, squares{};
        for (std::uint32_t n = 0; n < rounds; ++n) {
            auto town = world;
            town.screened = 0.0;
            std::array const now{intervention->act(town, Round{around, spec.delivery, coverage, n << 4}, MonthRandom{RandomKey{1, 0}, 1}), town.screened};
            for (std::size_t k = 0; k < 2; ++k) {
                sum[k] += now[k];
                squares[k] += now[k] * now[k];
            }
        }
        for (std::size_t k = 0; k < 2; ++k) {
            auto const mean = sum[k] / rounds;
            EXPECT_GT(mean, 0.0);
            // False alarms: 1e-6.
            EXPECT_NEAR((k == 0 ? contacts : screened)(coverage), mean, 4.9 * std::sqrt((squares[k] / rounds - mean * mean) / rounds)) << k << " at " << coverage;
        }
    }
    EXPECT_EQ(screened(0.0), 0.0);
}

INSTANTIATE_TEST_SUITE_P(OfEach, ExpectedScreening, testing::Values("youth_education", "parent_education", "family_skills", "early_intervention"),
                         [](auto const& each) { return std::string{each.param}; });

TEST(Screening, IsForThoseWhoReachYouthsOrTheirParents)
{
    std::vector<std::string> types;
    for (auto const& kind : intervention_kinds()) {
        if (kind.type.can_screen) types.push_back(kind.type.name);
        EXPECT_EQ(kind.type.defaults.screening.has_value(), kind.type.defaults.means_the_unseen()) << kind.type.name;
    }
    EXPECT_EQ(types, (std::vector<std::string>{"parent_education", "youth_education", "early_intervention", "family_skills"}));
}

}  // namespace
}  // namespace pijler::test
