#include "support/rounds.hpp"

namespace pijler::test {
namespace {

Delivery rounds(int start, int every, int end)
{
    Delivery delivery;
    delivery.start = start;
    delivery.every = every;
    delivery.end = end;
    delivery.coverage = 0.5;
    return delivery;
}

std::vector<int> months_due(Delivery const& delivery)
{
    std::vector<int> months;
    for (int month = 0; month < 60; ++month)
        if (round_due(delivery, month)) months.push_back(month);
    return months;
}

TEST(RoundDue, KeepsToStartEveryAndEnd)
{
    EXPECT_EQ(months_due(rounds(3, 12, 60)), (std::vector{3, 15, 27, 39, 51}));
    EXPECT_EQ(months_due(rounds(3, 12, 39)), (std::vector{3, 15, 27}));  // the end is exclusive
    EXPECT_EQ(months_due(rounds(3, 0, 60)), (std::vector{3}));
    EXPECT_EQ(months_due(rounds(0, 1, 3)), (std::vector{0, 1, 2}));
    auto none = rounds(0, 1, 60);
    none.coverage = 0.0;
    EXPECT_EQ(months_due(none), std::vector<int>{});
    none = rounds(0, 1, 60);
    none.strength = 0.0;
    EXPECT_EQ(months_due(none), std::vector<int>{});
}

std::vector<double> strengths(Delivery const& delivery, std::vector<int> const& months)
{
    std::vector<double> list;
    for (int const month : months) list.push_back(in_month(delivery, month).strength);
    return list;
}

TEST(Calendar, ChangesStrengthFromMonthToMonth)
{
    auto delivery = rounds(3, 1, 60);
    delivery.strength = 0.8;
    EXPECT_EQ(strengths(delivery, {0, 59}), (std::vector{0.8, 0.8}));
    delivery.calendar = {{12, 0.5}, {24, 2.0}, {36, 0.0}, {48, 1.0}};
    EXPECT_EQ(strengths(delivery, {0, 11, 12, 23, 24, 35, 36, 47, 48, 200}), (std::vector{0.8, 0.8, 0.4, 0.4, 1.6, 1.6, 0.0, 0.0, 0.8, 0.8}));
    EXPECT_TRUE(round_due(delivery, 35));
    EXPECT_FALSE(round_due(delivery, 36));
    EXPECT_FALSE(round_due(delivery, 47));
    EXPECT_TRUE(round_due(delivery, 48));
    delivery.every = 12;
    EXPECT_EQ(months_due(delivery), (std::vector{3, 15, 27, 51}));
}

TEST(Calendar, LetsALeverPayItsFixedSumWhenItStartsAndStartsAgain)
{
    auto spec = deliver("leisure_offer");
    spec.delivery.start = 3;
    auto const paid = [&] {
        std::vector<int> months;
        for (int month = 0; month < 60; ++month) {
            spec.delivery.end = 60;
            if (round_due(spec.delivery, month) && has_fixed_cost(spec, month)) months.push_back(month);
        }
        return months;
    };
    EXPECT_EQ(paid(), std::vector<int>{3});
    spec.delivery.calendar = {{0, 0.0}, {12, 0.5}, {24, 1.0}, {36, 0.0}, {48, 1.0}};
    EXPECT_EQ(paid(), (std::vector{12, 48}));
}

TEST(MonthOfEnd, IsWhenNothingIsDeliveredAnyMore)
{
    auto delivery = rounds(3, 12, 0);
    EXPECT_EQ(month_of_end(delivery, 60), 60);
    delivery.end = 48;
    EXPECT_EQ(month_of_end(delivery, 60), 48);
    EXPECT_EQ(month_of_end(delivery, 36), 36);
    delivery.calendar = {{6, 0.0}, {12, 1.0}, {24, 0.0}, {30, 0.0}};
    EXPECT_EQ(month_of_end(delivery, 60), 24);
    delivery.every = 0;
    EXPECT_EQ(month_of_end(delivery, 60), 4);
    delivery.calendar.clear();
    EXPECT_EQ(month_of_end(delivery, 3), 0);  // the run is over before it starts
    delivery.calendar = {{2, 0.0}};
    EXPECT_EQ(month_of_end(delivery, 60), 0);
    delivery.calendar.clear();
    delivery.coverage = 0.0;
    EXPECT_EQ(month_of_end(delivery, 60), 0);
}

class ProgrammeOfTwo : public OneRound {
protected:
    ProgrammeOfTwo() : OneRound{"youth_education", "skills"}
    {
        spec.delivery.age_high = 15;
        spec.delivery.coverage = 0.3;
        values["education.youths.attendance"] = 10.0;
        values["programme.support_gain"] = 0.6;
        support = deliver("professional_education");
        support.name = "helpers";
        support.supports = "youth_education";
        support.delivery.start = 0;
        support.delivery.coverage = 1.0;
    }
    // Contacts of the lessons in a month, with whatever stands beside them.
    double lessons(std::vector<InterventionSpec> const& specs, int month = 0)
    {
        world = before;
        observe_peers(world, {}, {}, around);
        Programme const programme{specs, values, 120};
        programme.act(world, around, MonthRandom{RandomKey{1, 0}, month});
        for (std::size_t n = 0; n < programme.count(); ++n)
            if (programme.spec(n).type == "youth_education") return world.delivered[n].contacts;
        return -1.0;
    }
    InterventionSpec support;
};

TEST_F(ProgrammeOfTwo, ReachesMoreWithSupport)
{
    auto const alone = lessons({spec});
    auto const supported = lessons({spec, support});
    EXPECT_GT(supported, 1.2 * alone);
    EXPECT_EQ(lessons({support, spec}), supported);
    // Everyone whom it reaches alone it reaches with support.
    lessons({spec});
    auto const taught_alone = y.lessons;
    lessons({spec, support});
    for_each_youth(world, [&](YouthId youth) { EXPECT_GE(y.lessons[youth], taught_alone[youth]); });
}

TEST_F(ProgrammeOfTwo, GetsNoSupportFromWhatIsNotThere)
{
    auto const alone = lessons({spec});
    auto const beside = [&](auto change) {
        auto other = support;
        change(other);
        return lessons({spec, other});
    };
    EXPECT_EQ(beside([](InterventionSpec& other) { other.supports.clear(); }), alone);
    EXPECT_EQ(beside([](InterventionSpec& other) { other.delivery.coverage = 0.0; }), alone);
    EXPECT_EQ(beside([](InterventionSpec& other) { other.delivery.strength = 0.0; }), alone);
    EXPECT_EQ(beside([](InterventionSpec& other) { other.delivery.start = 12; }), alone);
    EXPECT_EQ(beside([](InterventionSpec& other) { other.delivery.calendar = {{0, 0.0}, {12, 1.0}}; }), alone);
    values["programme.support_gain"] = 0.0;
    EXPECT_EQ(lessons({spec, support}), alone);
}

TEST_F(ProgrammeOfTwo, IsSupportedForAWhileAfterEachRound)
{
    auto const reach = [&](int month) { return Programme{{spec, support}, values, 120}.reach(0, month); };
    auto const alone = spec.delivery.coverage;
    for (int const end : {0, 1}) {
        support.delivery.every = 0;
        support.delivery.end = end;
        EXPECT_GT(reach(0), 1.2 * alone);
        EXPECT_EQ(reach(11), reach(0));
        EXPECT_EQ(reach(12), alone);
    }
    values["programme.support_months"] = 3.0;
    EXPECT_EQ(reach(2), reach(0));
    EXPECT_EQ(reach(3), alone);
    support.delivery.end = 0;
    support.delivery.every = 24;
    support.delivery.calendar = {{12, 0.5}};
    EXPECT_EQ(reach(23), alone);
    EXPECT_NEAR(reach(26) - alone, 0.5 * (reach(0) - alone), 1e-12);
    EXPECT_EQ(reach(27), alone);
}

TEST_F(ProgrammeOfTwo, IsSupportedNoFurtherThanPracticeReaches)
{
    auto const most = intervention_kind("youth_education").type.plausible_coverage;
    spec.delivery.coverage = 0.9;
    EXPECT_EQ((Programme{{spec, support}, values, 120}.reach(0, 0)), most);
    spec.delivery.coverage = 1.0;  // as stated
    EXPECT_EQ((Programme{{spec, support}, values, 120}.reach(0, 0)), 1.0);
    auto places = deliver("light_help_capacity");
    places.delivery.coverage = 1.5;
    support.supports = places.name;
    EXPECT_EQ((Programme{{places, support}, values, 120}.reach(0, 0)), 1.5);
}

// Contacts of a lever in a month, and those that a plan expects.
class LeverByCalendar : public OneRound {
protected:
    LeverByCalendar() : OneRound{"supervision"} {}
    std::pair<double, double> contacts(std::string const& type, double strength)
    {
        spec = deliver(type);
        spec.delivery.coverage = 1.0;
        spec.delivery.calendar = {{0, strength}};
        Programme const programme{{spec}, values, 120};
        world = before;
        begin_environment(world);
        auto const expected = programme.expected_rounds(world, 0).at(0).contacts(programme.reach(0, 0));
        return {act(), expected};
    }
};

TEST_F(LeverByCalendar, CountsTheHoursAndMonthsThatTheCalendarLeaves)
{
    for (auto const* type : {"supervision", "leisure_offer", "coffeeshop_maximum", "treatment_capacity"}) {
        auto const [whole, expected_whole] = contacts(type, 1.0);
        auto const [half, expected_half] = contacts(type, 0.5);
        EXPECT_GT(whole, 0.0) << type;
        EXPECT_DOUBLE_EQ(expected_whole, whole) << type;
        EXPECT_DOUBLE_EQ(expected_half, half) << type;
        if (spec.type != "coffeeshop_maximum") {  // closes whole shops
            EXPECT_DOUBLE_EQ(half, 0.5 * whole) << type;
        }
    }
}

// How well it is delivered is no matter of how much.
TEST_F(LeverByCalendar, CostsAsMuchWhereItIsDeliveredWorse)
{
    spec.delivery.every = 1;
    begin_environment(world);
    auto const well = act();
    spec.delivery.fidelity *= 0.5;
    world = before;
    begin_environment(world);
    EXPECT_EQ(act(), well);
}

// Lessons see whether a parent was on a course, this month's too.
TEST_F(ProgrammeOfTwo, ActsInOneOrderHoweverItIsListed)
{
    values["education.youths.synergy_with_parents"] = 0.5;
    auto evenings = deliver("parent_education");
    evenings.delivery.start = 0;
    evenings.delivery.coverage = 0.9;
    lessons({spec, evenings});
    auto const refusal = y.refusal;
    lessons({evenings, spec});
    EXPECT_EQ(y.refusal, refusal);
    lessons({spec});
    EXPECT_NE(y.refusal, refusal);
}

TEST_F(ProgrammeOfTwo, DrawsByName)
{
    spec.delivery.coverage = 0.5;
    auto twin = spec;
    twin.name = "other lessons";
    lessons({spec});
    auto const taught = y.lessons;
    lessons({twin});
    EXPECT_NE(y.lessons, taught);
    // A programme beside it changes nobody's draw.
    lessons({twin, spec});
    for_each_youth(world, [&](YouthId youth) { EXPECT_GE(y.lessons[youth], taught[youth]); });
}

TEST_F(ProgrammeOfTwo, CountsContactsAndRoundsOfEach)
{
    auto const contacts = lessons({spec, support}, 0);
    EXPECT_GT(contacts, 0.0);
    EXPECT_EQ(world.delivered[0].rounds, 1.0);
    EXPECT_EQ(world.delivered[1].rounds, 1.0);
    EXPECT_GT(world.delivered[1].contacts, 0.0);
    lessons({spec, support}, 5);
    for (auto const& delivered : world.delivered) {
        EXPECT_EQ(delivered.rounds, 0.0);
        EXPECT_EQ(delivered.contacts, 0.0);
    }
}

}  // namespace
}  // namespace pijler::test
