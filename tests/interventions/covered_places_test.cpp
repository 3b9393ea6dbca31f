// Where a lever is in force, and what it costs.
#include "support/rounds.hpp"

namespace pijler::test {
namespace {

class CoveredPlaces : public OneRound {
protected:
    CoveredPlaces() : OneRound{"contact_point"} {}
    Round round(double coverage, std::uint32_t stream = 16) const { return {around, spec.delivery, coverage, stream}; }
    std::vector<NeighbourhoodId> covered(double coverage, std::uint32_t stream = 16, int month = 0) const
    {
        return covered_places(world, round(coverage, stream), MonthRandom{RandomKey{1, 0}, month});
    }
};

TEST_F(CoveredPlaces, MoreCoverageAddsPlacesAndMovesNone)
{
    auto const all = world.neighbourhoods.count() - 1;
    auto const few = covered(0.3), many = covered(0.7);
    EXPECT_EQ(few.size(), share_of(all, 0.3));
    EXPECT_TRUE(std::equal(few.begin(), few.end(), many.begin()));
    EXPECT_EQ(covered(1.0).size(), all);
    EXPECT_TRUE(covered(0.0).empty());
    EXPECT_EQ(covered(1e-6).size(), 1U);
    EXPECT_EQ(covered(0.7, 16, 40), many) << "for the whole run";
    EXPECT_NE(covered(0.7, 32), many) << "of another name";
}

TEST_F(CoveredPlaces, GoesToTheBusiestStreetsFirst)
{
    auto const places = busiest_places(world, round(0.5));
    ASSERT_GT(places.size(), 1U);
    auto const street = [&](NeighbourhoodId place) { return world.neighbourhoods.in_force[place].street; };
    for (NeighbourhoodId place{1}; place.index < world.neighbourhoods.count(); ++place.index)
        if (std::ranges::find(places, place) == places.end()) {
            EXPECT_LE(street(place), street(places.back()));
        }
}

TEST_F(CoveredPlaces, KeepsToTheTargetsNeighbourhoods)
{
    spec.delivery.neighbourhoods = {"centre"};
    auto const places = covered(1.0);
    ASSERT_FALSE(places.empty());
    for (auto const place : places) EXPECT_EQ(world.neighbourhoods.type[place], NeighbourhoodType::centre);
    for_each_youth(world, [&](YouthId youth) {
        EXPECT_EQ(targeted(youth), world.neighbourhoods.type[y.neighbourhood[youth]] == NeighbourhoodType::centre);
    });
}

// A round costs its fixed sum each time, a lever once; a lever is in force every month until it ends.
TEST_F(CoveredPlaces, ALeverCostsItsFixedSumWhenItStarts)
{
    spec.delivery.start = 3;
    spec.delivery.end = 6;
    spec.delivery.every = 1;
    Programme const programme{{spec}, values, 120};
    observe_peers(world, {}, {}, around);
    for (int month = 0; month < 8; ++month) {
        begin_environment(world);
        programme.act(world, around, MonthRandom{RandomKey{1, 0}, month});
        bool const in_force = month >= 3 && month < 6;
        EXPECT_EQ(world.delivered[0].contacts, in_force ? world.services.intake_scale : 0.0) << month;
        EXPECT_EQ(world.delivered[0].rounds, month == 3 ? 1.0 : 0.0) << month;
        EXPECT_EQ(world.services.contact > 0.0F, in_force) << month;
    }
}

}  // namespace
}  // namespace pijler::test
