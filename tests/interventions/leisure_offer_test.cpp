#include "support/rounds.hpp"

#include "model/shape_environment.hpp"

#include <set>

namespace pijler::test {
namespace {

class LeisureOffer : public OneRound {
protected:
    LeisureOffer() : OneRound{"leisure_offer"} { spec.delivery.coverage = 0.5; }
    std::size_t covered() const { return share_of(places.count() - 1, spec.delivery.coverage); }
    std::vector<YouthId> who() const
    {
        std::vector<YouthId> members;
        for (auto const& own : world.own_time) members.push_back(own.youth);
        return members;
    }
    double count_present() const { return static_cast<double>(std::ranges::count(y.present, std::uint8_t{1})); }
    double joins() const { return effect("environment.leisure_offer.joins") * pulled(spec.delivery); }
    Neighbourhoods& places = world.neighbourhoods;
};

TEST_F(LeisureOffer, TakesUpTimeWithoutAdultsOfWhoTakesPart)
{
    EXPECT_EQ(act(), static_cast<double>(covered()));
    std::set<std::uint32_t> lived_in;
    for (auto const& [youth, times] : world.own_time) {
        EXPECT_NEAR(times, 1.0 - effect("environment.leisure_offer.free_time"), 1e-6);
        auto const was = before.youths.bond[youth];
        EXPECT_NEAR(y.bond[youth], was + effect("environment.leisure_offer.bond") * (1.0 - was), 1e-6);
        lived_in.insert(y.neighbourhood[youth].index);
    }
    EXPECT_LE(lived_in.size(), covered());
    double living_there = 0;
    for_each_youth(world, [&](YouthId youth) { living_there += lived_in.contains(y.neighbourhood[youth].index); });
    EXPECT_NEAR(static_cast<double>(world.own_time.size()), joins() * living_there, count_bound(living_there, joins()));
    // Nobody else gets anything of it, and places are as they were.
    auto const members = who();
    for_each_youth(world, [&](YouthId youth) {
        if (!std::ranges::binary_search(members, youth)) {
            EXPECT_EQ(y.bond[youth], before.youths.bond[youth]);
        }
    });
    for (NeighbourhoodId place{1}; place.index < places.count(); ++place.index) EXPECT_EQ(places.now[place].free_time, before.neighbourhoods.now[place].free_time);
}

TEST_F(LeisureOffer, ComesToTheSameYouthsEveryMonth)
{
    act(0);
    auto const first = who();
    begin_environment(world);
    act(12);
    EXPECT_EQ(who(), first);
}

// More and better offers add participants and lose none.
TEST_F(LeisureOffer, ABetterOfferDrawsMore)
{
    act();
    auto const few = who();
    begin_environment(world);
    spec.delivery.fidelity = spec.delivery.coverage = 1.0;
    act();
    auto const more = who();
    EXPECT_GT(more.size(), few.size());
    EXPECT_TRUE(std::ranges::includes(more, few));
    EXPECT_NEAR(static_cast<double>(more.size()), joins() * count_present(), count_bound(count_present(), joins()));
}

// Company that drinks: what is offered there counts against what is offered in the time that it takes the place of.
TEST_F(LeisureOffer, BringsCompany)
{
    values["environment.leisure_offer.company"] = 2.5;
    act();
    ASSERT_FALSE(world.own_time.empty());
    EXPECT_NEAR(world.own_time.front().times, 1.0 + 1.5 * effect("environment.leisure_offer.free_time"), 1e-6);
}

TEST_F(LeisureOffer, KeepsToItsNeighbourhoods)
{
    spec.delivery.neighbourhoods = {"centre"};
    spec.delivery.coverage = 1.0;
    EXPECT_GT(act(), 0.0);
    EXPECT_FALSE(world.own_time.empty());
    for (auto const youth : who()) EXPECT_EQ(places.type[y.neighbourhood[youth]], NeighbourhoodType::centre);
}

TEST_F(LeisureOffer, CanWorkTheOtherWay)
{
    values["environment.leisure_offer.free_time"] = -0.2;
    act();
    ASSERT_FALSE(world.own_time.empty());
    EXPECT_GT(world.own_time.front().times, 1.0F);
}

TEST_F(LeisureOffer, ChangesNothingAtZeroCoverageOrStrength)
{
    for (auto* zero : {&spec.delivery.coverage, &spec.delivery.strength}) {
        auto const was = *zero;
        *zero = 0.0;
        EXPECT_EQ(act(), 0.0);
        EXPECT_EQ(state_of_month(world), state_of_month(before));
        EXPECT_EQ(differences(world, before), std::vector<std::string>{});
        *zero = was;
    }
}

TEST_F(LeisureOffer, LeavesNothingButBondToTheNextMonth)
{
    act();
    EXPECT_NE(state_of_month(world), state_of_month(before));
    EXPECT_EQ(differences(world, before), std::vector<std::string>{"youths.bond"});
    begin_environment(world);
    EXPECT_EQ(state_of_month(world), state_of_month(before));
}

// As in an imported population: nowhere to go, one place, no schools.
TEST_F(LeisureOffer, DoesNotMindATownWithoutNeighbourhoods)
{
    world = plain_world(20);
    EXPECT_EQ(act(), 1.0);
    EXPECT_FALSE(world.own_time.empty());
}

}  // namespace
}  // namespace pijler::test
