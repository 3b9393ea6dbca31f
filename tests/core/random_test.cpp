#include "core/random.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

namespace pijler::test {
namespace {

// Philox4x32-10 as its authors write it down (Salmon et al. 2011), plainly.
RandomBlock plain_philox(RandomBlock counter, std::array<std::uint32_t, 2> key)
{
    for (int round = 0; round < 10; ++round) {
        auto const product_0 = std::uint64_t{0xD2511F53U} * counter[0];
        auto const product_1 = std::uint64_t{0xCD9E8D57U} * counter[2];
        counter = {static_cast<std::uint32_t>(product_1 >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(product_1),
                   static_cast<std::uint32_t>(product_0 >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(product_0)};
        key[0] += 0x9E3779B9U;
        key[1] += 0xBB67AE85U;
    }
    return counter;
}

constexpr Purpose<YouthIdentity> one{1, "test.one"};
constexpr Purpose<YouthIdentity> two{2, "test.two"};

TEST(Philox, GivesThePublishedKnownAnswers)
{
    EXPECT_EQ(plain_philox({0, 0, 0, 0}, {0, 0}), (RandomBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    EXPECT_EQ(plain_philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
              (RandomBlock{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    EXPECT_EQ(plain_philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
              (RandomBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(RandomKey, DrawsPhiloxUnderItsWords)
{
    for (std::uint32_t n = 0; n < 100; ++n) {
        RandomKey const key{20261123 + n, n};
        RandomBlock const counter{n, 7 * n, 0xfffffff0U + n, n << 16};
        EXPECT_EQ(key.block(counter), plain_philox(counter, key.words()));
    }
}

TEST(RandomKey, DrawsManyBlocksAsItDrawsOne)
{
    RandomKey const key{20261123, 3};
    for (std::size_t const count : {0UL, 1UL, 3UL, 4UL, 5UL, 103UL}) {
        std::vector<std::uint32_t> who(count);
        for (std::size_t n = 0; n < count; ++n) who[n] = static_cast<std::uint32_t>(n * 0x9e3779b9U);
        std::vector<RandomBlock> blocks(count);
        key.blocks(who, 0xfffffff0U, 17, blocks);
        for (std::size_t n = 0; n < count; ++n) EXPECT_EQ(blocks[n], key.block({who[n], 0xfffffff0U, 17, 0})) << n;
        key.blocks(who, 0xfffffff0U, 17, blocks, 0xfffffff5U);
        for (std::size_t n = 0; n < count; ++n) EXPECT_EQ(blocks[n], key.block({who[n], 0xfffffff0U, 17, 0xfffffff5U})) << n;
    }
}

TEST(RandomKey, DiffersBetweenNearbySeedsAndReplicates)
{
    std::set<std::array<std::uint32_t, 2>> seen;
    for (std::uint64_t seed = 0; seed < 100; ++seed)
        for (std::uint32_t replicate = 0; replicate < 100; ++replicate) seen.insert(RandomKey{seed, replicate}.words());
    EXPECT_EQ(seen.size(), 10'000U);
}

TEST(Uniform, LiesStrictlyBetweenZeroAndOne)
{
    for (std::uint32_t const bits : {0U, 1U, 255U, 256U, 0x7fffffffU, 0xffffff00U, 0xffffffffU}) {
        EXPECT_GT(uniform(bits), 0.0F) << bits;
        EXPECT_LT(uniform(bits), 1.0F) << bits;
    }
    EXPECT_LT(uniform(0x1ff), uniform(0x200));
}

TEST(MonthRandom, IsAPureFunctionOfWhoWhenAndWhy)
{
    RandomKey const key{1, 0};
    MonthRandom const march{key, 6};
    YouthIdentity const who{17};
    EXPECT_EQ(march.block(who, one), (MonthRandom{key, 6}.block(who, one)));
    EXPECT_EQ(march.block(who, one, 3), key.block({17, 6, 1, 3}));
    std::set<RandomBlock> seen{march.block(who, one), march.block(who, two), march.block(who, one, 1), march.block(YouthIdentity{18}, one),
                               MonthRandom{key, 7}.block(who, one), MonthRandom{key, -1}.block(who, one),
                               MonthRandom{RandomKey{1, 1}, 6}.block(who, one)};
    EXPECT_EQ(seen.size(), 7U);
}

TEST(PairHash, IsAlikeFromBothSidesOrSeenFromOne)
{
    MonthRandom const random{RandomKey{1, 0}, 6};
    auto const keyed = random.pair_hash(one);
    YouthId const a{3}, b{400};
    EXPECT_EQ(keyed.symmetric(a, b), keyed.symmetric(b, a));
    EXPECT_NE(keyed.directed(a, b), keyed.directed(b, a));
    EXPECT_EQ(keyed.directed(a, b), random.pair_hash(one).directed(a, b));
    EXPECT_NE(keyed.directed(a, b), random.pair_hash(two).directed(a, b));
    EXPECT_NE(keyed.directed(a, b), (MonthRandom{RandomKey{1, 0}, 7}.pair_hash(one).directed(a, b)));
    EXPECT_NE(keyed.directed(a, b), (MonthRandom{RandomKey{1, 1}, 6}.pair_hash(one).directed(a, b)));
}

// The bounds below are normal ones at 4.9 standard errors: a false alarm in 1e-6 of seeds.
constexpr double deviations = 4.9;
constexpr int draws = 200'000;

TEST(MonthRandom, GivesChancesTheirFrequency)
{
    MonthRandom const random{RandomKey{20261123, 0}, 0};
    for (float const p : {0.001F, 0.2F, 0.5F, 0.97F}) {
        int happened = 0;
        for (std::uint32_t n = 0; n < draws; ++n) happened += random.chance(p, YouthIdentity{n}, one);
        EXPECT_NEAR(happened, draws * p, deviations * std::sqrt(draws * p * (1.0 - p))) << p;
    }
    EXPECT_FALSE(random.chance(0.0F, YouthIdentity{0}, one));
    EXPECT_TRUE(random.chance(1.0F, YouthIdentity{0}, one));
}

TEST(MonthRandom, GivesNormalsTheirMoments)
{
    MonthRandom const random{RandomKey{20261123, 0}, 0};
    auto const error = [](double variance) { return deviations * std::sqrt(variance / draws); };
    for (std::size_t which = 0; which < 4; ++which) {
        std::array<double, 5> sum{};
        double with_next = 0.0;
        for (std::uint32_t n = 0; n < draws; ++n) {
            auto const normals = random.normals(YouthIdentity{n}, one);
            double power = 1.0;
            for (auto& moment : sum) {
                moment += power / draws;
                power *= normals[which];
            }
            with_next += static_cast<double>(normals[which]) * normals[(which + 1) % 4] / draws;
        }
        EXPECT_NEAR(sum[1], 0.0, error(1.0));
        EXPECT_NEAR(sum[2], 1.0, error(2.0));
        EXPECT_NEAR(sum[3], 0.0, error(15.0));
        EXPECT_NEAR(sum[4], 3.0, error(96.0));
        EXPECT_NEAR(with_next, 0.0, error(1.0));
    }
    EXPECT_EQ(random.normal(YouthIdentity{5}, one), random.normals(YouthIdentity{5}, one)[0]);
}

// 64 cells of pairs of successive uniforms; chi-square with 63 degrees of freedom exceeds 132 with probability 1e-6.
template <class Draw>
double chi_square(Draw const& draw)
{
    std::array<int, 64> cells{};
    for (std::uint32_t n = 0; n < draws; ++n) {
        auto const [first, second] = draw(n);
        ++cells[static_cast<std::size_t>(first * 8.0F) * 8 + static_cast<std::size_t>(second * 8.0F)];
    }
    double sum = 0.0;
    double const expected = draws / 64.0;
    for (auto const count : cells) sum += (count - expected) * (count - expected) / expected;
    return sum;
}

TEST(MonthRandom, HasIndependentUniforms)
{
    RandomKey const key{20261123, 0};
    MonthRandom const now{key, 0}, next{key, 1};
    auto const who = [](std::uint32_t n) { return YouthIdentity{n}; };
    EXPECT_LT(chi_square([&](std::uint32_t n) { return std::pair{now.uniform(who(n), one), now.uniform(who(n + 1), one)}; }), 132.0);
    EXPECT_LT(chi_square([&](std::uint32_t n) { return std::pair{now.uniform(who(n), one), next.uniform(who(n), one)}; }), 132.0);
    EXPECT_LT(chi_square([&](std::uint32_t n) { return std::pair{now.uniform(who(n), one), now.uniform(who(n), two)}; }), 132.0);
}

// Neighbours in memory are classmates: their hashes must not hang together.
TEST(PairHash, IsIndependentBetweenPairsMonthsPurposesAndSides)
{
    RandomKey const key{20261123, 0};
    auto const now = MonthRandom{key, 0}.pair_hash(one), next = MonthRandom{key, 1}.pair_hash(one), other = MonthRandom{key, 0}.pair_hash(two);
    auto const a = [](std::uint32_t n) { return YouthId{n}; };
    for (std::uint32_t const apart : {1U, 2U, 3U, 7U, 64U, 1000U}) {
        auto const b = [apart](std::uint32_t n) { return YouthId{n + apart}; };
        EXPECT_LT(chi_square([&](std::uint32_t n) { return std::pair{uniform(now.symmetric(a(n), b(n))), uniform(now.symmetric(b(n), b(n + 1)))}; }), 132.0);
        EXPECT_LT(chi_square([&](std::uint32_t n) { return std::pair{uniform(now.directed(a(n), b(n))), uniform(next.directed(a(n), b(n)))}; }), 132.0);
        EXPECT_LT(chi_square([&](std::uint32_t n) { return std::pair{uniform(now.directed(a(n), b(n))), uniform(now.directed(b(n), a(n)))}; }), 132.0);
        EXPECT_LT(chi_square([&](std::uint32_t n) { return std::pair{uniform(now.directed(a(n), b(n))), uniform(other.directed(a(n), b(n)))}; }), 132.0);
        EXPECT_LT(chi_square([&](std::uint32_t n) { return std::pair{uniform(now.directed(a(n), b(n))), uniform(now.directed(a(n + 1), b(n + 1)))}; }), 132.0);
        EXPECT_LT(chi_square([&](std::uint32_t n) { return std::pair{uniform(now.directed(a(n), b(n))), uniform(now.directed(a(n), b(n + 1)))}; }), 132.0);
    }
}

// Whoever picks the smallest rank from a list picks everybody on it alike. Chi-square bounds at 1e-6 for 2, 4 and 7 degrees of freedom.
TEST(PairHash, PicksFromAListWithoutFavour)
{
    struct Case {
        std::vector<std::uint32_t> list;
        double bound;
    };
    auto const keyed = MonthRandom{RandomKey{20261123, 0}, 3}.pair_hash(one);
    for (auto const& [list, bound] : {Case{{100, 101, 102}, 27.7}, Case{{7, 300, 301, 5000, 5001}, 34.0}, Case{{1000, 1001, 1002, 1003, 1008, 1016, 1500, 2000}, 40.6},
                                      Case{{0, 1, 3}, 27.7}, Case{{3, 1027, 2051}, 27.7}, Case{{65535, 65536, 65537}, 27.7}}) {
        std::vector<double> picked(list.size());
        for (std::uint32_t chooser = 0; chooser < draws; ++chooser) {
            auto const from = keyed.from(YouthId{10'000 + chooser});
            std::size_t best = 0;
            for (std::size_t n = 1; n < list.size(); ++n)
                if (PairHash::rank(from, list[n]) < PairHash::rank(from, list[best])) best = n;
            picked[best] += 1.0;
        }
        double const expected = static_cast<double>(draws) / static_cast<double>(list.size());
        double sum = 0.0;
        for (auto const count : picked) sum += (count - expected) * (count - expected) / expected;
        EXPECT_LT(sum, bound) << "list from " << list.front();
    }
}

}  // namespace
}  // namespace pijler::test
