#include "model/regress_panel.hpp"
#include "support/worlds.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace pijler::test {
namespace {

// Youths in classes of 25 whose friends, use and later use are drawn as asked.
class Panel : public testing::Test {
protected:
    static constexpr std::uint32_t classes = 200, class_size = 25, youths = classes * class_size;

    Panel() : world{plain_world(youths)}, before{asked()}, now{asked()}
    {
        give_classes(world, classes);
        for (std::uint32_t i = 0; i < youths; ++i) {
            put_in_class(world, i, 1 + i / class_size);
            before.uses[YouthId{i}] = chance(0.3);
            world.youths.school_age[YouthId{i}] = static_cast<std::uint8_t>(13 + i % 4);
        }
    }
    SurveyWave asked() const
    {
        SurveyWave wave{Column<YouthId, Names>(youths), world.youths.identity, Column<YouthId, std::uint8_t>(youths)};
        return wave;
    }
    bool chance(double p) { return std::bernoulli_distribution{p}(engine); }
    static double share(double log_odds) { return 1.0 / (1.0 + std::exp(-log_odds)); }
    YouthId classmate(std::uint32_t i) { return YouthId{i / class_size * class_size + static_cast<std::uint32_t>(engine() % class_size)}; }
    void name(SurveyWave& wave, std::uint32_t i, YouthId friend_of)
    {
        auto& list = wave.names[YouthId{i}];
        if (friend_of.index != i && !list.has(friend_of) && list.count < names_max) list.named[list.count++] = friend_of;
    }
    // Use now, from own use and that of friends.
    void follow(double by_friends)
    {
        for (std::uint32_t i = 0; i < youths; ++i) {
            for (int n = 0; n < 5; ++n) name(before, i, classmate(i));
            double used = 0;
            auto const& list = before.names[YouthId{i}];
            for (auto const each : list.all()) used += before.uses[each];
            now.uses[YouthId{i}] = chance(share(-0.5 + 1.5 * before.uses[YouthId{i}] + by_friends * (2.0 * used / static_cast<double>(list.count) - 1.0)));
        }
    }
    // Names now, by same use.
    void befriend(double by_use)
    {
        for (std::uint32_t i = 0; i < youths; ++i)
            for (std::uint32_t j = i / class_size * class_size; j < (i / class_size + 1) * class_size; ++j)
                if (chance(share(-2.5 + by_use * (before.uses[YouthId{i}] == before.uses[YouthId{j}])))) name(now, i, YouthId{j});
    }
    std::mt19937 engine{20261126};
    World world;
    SurveyWave before, now;
};

// Standard errors are some .08 and .03: bounds of five.
TEST_F(Panel, FindsTheInfluenceThatWasThere)
{
    follow(1.2);
    EXPECT_NEAR(influence(world, before, now), 1.2F, 0.4F);
}

TEST_F(Panel, FindsNoInfluenceWhereThereIsNone)
{
    follow(0.0);
    EXPECT_NEAR(influence(world, before, now), 0.0F, 0.4F);
}

TEST_F(Panel, FindsTheSelectionThatWasThere)
{
    befriend(0.4);
    EXPECT_NEAR(selection(world, before, now), 0.4F, 0.15F);
}

TEST_F(Panel, FindsNoSelectionWhereThereIsNone)
{
    befriend(0.0);
    EXPECT_NEAR(selection(world, before, now), 0.0F, 0.15F);
}

TEST_F(Panel, WhoWasNotInBothCountsForNothing)
{
    follow(1.2);
    befriend(0.4);
    auto const influenced = influence(world, before, now), selected = selection(world, before, now);
    for (std::uint32_t i = 0; i < 2000; ++i) {
        now.who[YouthId{i}] = i % 2 == 0 ? not_surveyed : YouthIdentity{1000000 + i};
        now.uses[YouthId{i}] = 1;
    }
    auto const fewer_influenced = influence(world, before, now), fewer_selected = selection(world, before, now);
    EXPECT_NE(fewer_influenced, influenced);
    EXPECT_NE(fewer_selected, selected);
    for (std::uint32_t i = 0; i < 2000; ++i) now.uses[YouthId{i}] = 0;
    EXPECT_EQ(influence(world, before, now), fewer_influenced);
    EXPECT_EQ(selection(world, before, now), fewer_selected);
}

TEST_F(Panel, NothingIsSaidOfWhereAllEndAlike)
{
    for (std::uint32_t i = 0; i < youths; ++i) name(before, i, classmate(i));
    EXPECT_TRUE(std::isnan(influence(world, before, now)));
    EXPECT_TRUE(std::isnan(selection(world, before, now)));
}

}  // namespace
}  // namespace pijler::test
