#include "support/worlds.hpp"

#include <gtest/gtest.h>

namespace pijler::test {
namespace {

// A town in which people use: half a year of the baseline.
World lived_in_town()
{
    pijler::Run run{small_town(1500)};
    run_months(run, {}, {}, RandomKey{1, 0}, 0, 6);
    return run.world;
}

// Mean use of those for whom `is_other` holds; nothing where there are none.
struct Mean {
    double sum = 0.0;
    double count = 0.0;
    void add(double value)
    {
        sum += value;
        count += 1.0;
    }
    double value() const { return count > 0.0 ? sum / count : 0.0; }
};

// What observe_peers ought to see, in double precision and by looking at everybody.
class Oracle {
public:
    Oracle(World const& world, ObservationParams const& params) : world_{world}, p_{params} {}

    // Sum of weight x visibility x mean over the layers that the youth has, and of weight x visibility.
    std::pair<double, double> seen(YouthId youth) const
    {
        auto const& y = world_.youths;
        auto const layer = [&](double weight, auto const& belongs) {
            Mean mean;
            for (YouthId other{0}; other.index < y.count(); ++other.index)
                if (other != youth && y.present[other] && belongs(other)) mean.add(y.frequency[other]);
            return std::pair{mean.value() * weight, mean.count > 0.0 ? weight : 0.0};
        };
        auto const same = [&](auto const& group) { return [&](YouthId other) { return group[youth].index != 0 && group[other] == group[youth]; }; };
        std::array const layers{
            layer(p_.weight_friends * p_.visibility_friends, [&](YouthId other) { return tied(y, youth, other); }),
            layer(p_.weight_class * p_.visibility_class, same(y.class_group)),
            layer(p_.weight_club * p_.visibility_club, same(y.club)),
            layer(p_.weight_street * p_.visibility_street, same(y.neighbourhood)),
            layer(p_.weight_siblings * p_.visibility_siblings, [&](YouthId other) { return y.household[other] == y.household[youth] && y.school_age[other] > y.school_age[youth] && y.school_age[other] >= 15; })};
        std::pair<double, double> total{};
        for (auto const& [use, weight] : layers) {
            total.first += use;
            total.second += weight;
        }
        return total;
    }

private:
    World const& world_;
    ObservationParams p_;
};

TEST(ObservePeers, SeesTheMeansOfTheOthersOfEachLayer)
{
    auto const world = lived_in_town();
    Surroundings around;
    observe_peers(world, {}, {}, around);
    Oracle const oracle{world, {}};
    for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index) {
        if (!world.youths.present[youth]) continue;
        auto const [use, weight] = oracle.seen(youth);
        // Shares are kept to 2^-16.
        EXPECT_NEAR(around.seen_use[youth], use, 2e-5) << youth.index;
        EXPECT_NEAR(around.seen_weight[youth], weight, 1e-6) << youth.index;
    }
    EXPECT_GT(world.older_siblings.size(), 100U);
}

TEST(ObservePeers, SumsWhatFriendsShow)
{
    auto const world = lived_in_town();
    Surroundings around;
    observe_peers(world, {}, {}, around);
    auto const& y = world.youths;
    double users = 0.0;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        double frequency = 0.0, approval = 0.0;
        int started = 0, adult = 0;
        for (std::size_t n = 0; n < y.degree[youth]; ++n) {
            auto const other = y.ties[youth][n];
            frequency += y.frequency[other];
            approval += y.approval[other];
            started += y.just_started[other];
            adult += uses(y.stage[other]) && y.school_age[other] >= 18;
        }
        auto const sum = around.friends[youth];
        EXPECT_NEAR(FriendWord::frequency(sum), frequency, 12 * 0x1p-16);
        EXPECT_NEAR(FriendWord::approval(sum), approval, 12 * 0x1p-16);
        EXPECT_EQ(FriendWord::started(sum), static_cast<float>(started));
        EXPECT_EQ(FriendWord::adult_users(sum), static_cast<float>(adult));
        users += uses(y.stage[youth]);
    }
    EXPECT_GT(users, 100.0);
}

TEST(ObservePeers, KnowsTheTrueUseOfEachYear)
{
    auto const world = lived_in_town();
    Surroundings around;
    observe_peers(world, {}, {}, around);
    for (int age = youngest_age; age <= oldest_age; ++age) {
        Mean mean;
        for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index)
            if (world.youths.present[youth] && world.youths.school_age[youth] == age) mean.add(world.youths.frequency[youth]);
        EXPECT_EQ(around.by_age[static_cast<std::size_t>(age)].members, static_cast<std::uint32_t>(mean.count));
        EXPECT_NEAR(around.by_age[static_cast<std::size_t>(age)].mean(), mean.value(), 2e-5);
    }
}

TEST(ObservePeers, SeesNothingWhereNobodyIs)
{
    auto world = plain_world(3);
    give_classes(world, 1);
    put_in_class(world, 0, 1);  // alone in class
    world.youths.frequency.fill(1.0F);
    world.youths.stage.fill(Stage::regular);
    Surroundings around;
    observe_peers(world, {}, {}, around);
    for (std::uint32_t n = 0; n < 3; ++n) {
        EXPECT_EQ(around.seen_use[YouthId{n}], 0.0F);
        EXPECT_EQ(around.seen_weight[YouthId{n}], 0.0F);
        EXPECT_EQ(around.friends[YouthId{n}], 0U);
    }
}

// The fixed-point fields of a friend word must not run into one another, even with every place taken by the most.
TEST(FriendWord, HoldsTheSumOfAllTies)
{
    std::uint64_t sum = 0;
    for (std::size_t n = 0; n < tie_capacity; ++n) sum += FriendWord::pack(1.0F, 1.0F, true, true);
    constexpr auto all = static_cast<float>(tie_capacity);
    EXPECT_EQ(FriendWord::frequency(sum), all);
    EXPECT_EQ(FriendWord::approval(sum), all);
    EXPECT_EQ(FriendWord::started(sum), all);
    EXPECT_EQ(FriendWord::adult_users(sum), all);
    EXPECT_EQ(FriendWord::pack(0.0F, 0.0F, false, false), 0U);
}

TEST(ObservePeers, GivesTheSameBitsOnAnyNumberOfThreads)
{
    auto const world = lived_in_town();
    Surroundings one, many;
    observe_peers(world, {}, {1}, one);
    observe_peers(world, {}, {8}, many);
    EXPECT_EQ(one.seen_use, many.seen_use);
    EXPECT_EQ(one.seen_weight, many.seen_weight);
    EXPECT_EQ(one.friends, many.friends);
}

}  // namespace
}  // namespace pijler::test
