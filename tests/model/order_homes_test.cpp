#include "model/order_homes.hpp"

#include "support/worlds.hpp"

#include <gtest/gtest.h>

namespace pijler::test {
namespace {

TEST(OrderHomes, PutsThemInTheOrderOfTheirChildrenAndChangesNothingElse)
{
    auto const before = small_town(1500);
    auto after = before;
    order_homes(after);
    expect_consistent(after);
    auto const& was = before.households;
    auto const& is = after.households;
    ASSERT_EQ(is.count(), was.count());
    std::uint32_t next = 0;
    for (YouthId youth{0}; youth.index < after.youths.count(); ++youth.index) {
        if (!after.youths.present[youth]) continue;
        auto const there = after.youths.household[youth];
        auto const here = before.youths.household[youth];
        ASSERT_EQ(is.identity[there], was.identity[here]);
        EXPECT_EQ(is.parents[there], was.parents[here]);
        EXPECT_EQ(is.planned[there], was.planned[here]);
        EXPECT_EQ(is.involvement[there], was.involvement[here]);
        EXPECT_EQ(is.belief[there][0].knowledge, was.belief[here][0].knowledge);
        EXPECT_EQ(is.child[there], was.child[here]);
        EXPECT_LE(there.index, next) << "a home out of order";
        next += there.index == next;
    }
    for (auto const place : after.free_households) EXPECT_GE(place.index, next);
}

}  // namespace
}  // namespace pijler::test
