#include "model/choose_school.hpp"

#include "support/worlds.hpp"

#include <gtest/gtest.h>

#include <map>

namespace pijler::test {
namespace {

RandomKey const key{1, 0};

// Twelve havo schools on a line, a km apart, and a vmbo school at its end; the neighbourhood lies at its beginning.
World line_of_schools()
{
    World world{0};
    world.neighbourhoods.resize(2);
    world.schools.resize(14);
    for (std::uint16_t n = 1; n <= 12; ++n) {
        world.schools.x[SchoolId{n}] = static_cast<float>(n);
        world.schools.teaches[SchoolId{n}] = {false, true, false};
    }
    world.schools.x[SchoolId{13}] = 13.0F;
    world.schools.teaches[SchoolId{13}] = {true, false, false};
    return world;
}

std::map<SchoolId, int> choices(Track track, std::uint32_t youths)
{
    auto const world = line_of_schools();
    SchoolsNearBy const schools{world, {}};
    std::map<SchoolId, int> chosen;
    for (std::uint32_t begin = 0; begin < youths; begin += block_size) {
        std::vector<YouthIdentity> who;
        for (auto n = begin; n < std::min<std::uint32_t>(youths, begin + block_size); ++n) who.push_back({n});
        std::vector const places(who.size(), NeighbourhoodId{1});
        std::vector const tracks(who.size(), track);
        std::vector<SchoolId> of_each(who.size());
        schools.choose(who, places.data(), tracks.data(), key, of_each.data());
        for (auto const school : of_each) ++chosen[school];
    }
    return chosen;
}

// Shares are e^(-distance/3) over their sum; a count lies beyond 6 standard errors of its expectation once in 5e8.
TEST(SchoolsNearBy, AreChosenByDistanceAmongTheEightNearest)
{
    constexpr int youths = 20'000;
    auto const chosen = choices(Track::havo, youths);
    ASSERT_EQ(chosen.size(), 8U);
    double all = 0.0;
    for (int n = 1; n <= 8; ++n) all += std::exp(-n / 3.0);
    for (auto const& [school, count] : chosen) {
        ASSERT_LE(school.index, 8U);
        double const share = std::exp(-static_cast<double>(school.index) / 3.0) / all;
        EXPECT_NEAR(count, youths * share, 6.0 * std::sqrt(youths * share * (1.0 - share))) << school.index;
    }
}

TEST(SchoolsNearBy, TeachTheTrackHoweverFar)
{
    auto const chosen = choices(Track::vmbo, 100);
    ASSERT_EQ(chosen.size(), 1U);
    EXPECT_EQ(chosen.begin()->first, SchoolId{13});
}

}  // namespace
}  // namespace pijler::test
