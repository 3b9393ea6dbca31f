#include "study/sweep/design.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace pijler::test {
namespace {

SweepPlan plan_of(DesignKind kind, std::size_t points, std::size_t width = 2)
{
    SweepPlan plan;
    plan.design = kind;
    plan.points = points;
    for (std::size_t c = 0; c < width; ++c) plan.factors.push_back({"p" + std::to_string(c), {}, 0.0, 1.0, false, {}, {}});
    return plan;
}

double number(std::string const& text)
{
    double value = NAN;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::vector<std::vector<double>> numbers(Design const& design)
{
    std::vector<std::vector<double>> rows;
    for (auto const& point : design.points) {
        auto& row = rows.emplace_back();
        for (auto const& cell : point) row.push_back(number(cell));
    }
    return rows;
}

TEST(Designs, OfSobolAreNetsFromTheFirstPointOn)
{
    auto const rows = numbers(make_design(plan_of(DesignKind::sobol, 64, 5), 7));
    for (std::size_t first : {8U, 16U, 64U})
        for (std::size_t c = 0; c < 5; ++c) {
            std::set<int> strata;
            for (std::size_t n = 0; n < first; ++n) strata.insert(static_cast<int>(rows[n][c] * static_cast<double>(first)));
            EXPECT_EQ(strata.size(), first) << "one point in each of " << first << " strata of factor " << c;
        }
    // In the first two factors every 1/8 x 1/8 square of 64 has one point: a net of base 2 with t = 0.
    std::set<std::pair<int, int>> squares;
    for (auto const& row : rows) squares.emplace(static_cast<int>(row[0] * 8), static_cast<int>(row[1] * 8));
    EXPECT_EQ(squares.size(), 64U);
}

TEST(Designs, FollowFromTheSeed)
{
    for (auto const kind : {DesignKind::random, DesignKind::latin_hypercube, DesignKind::sobol, DesignKind::saltelli, DesignKind::morris}) {
        EXPECT_EQ(make_design(plan_of(kind, 16), 1).points, make_design(plan_of(kind, 16), 1).points);
        EXPECT_NE(make_design(plan_of(kind, 16), 1).points, make_design(plan_of(kind, 16), 2).points);
    }
}

TEST(Designs, OfLatinHypercubesHaveAPointInEveryStratum)
{
    auto const rows = numbers(make_design(plan_of(DesignKind::latin_hypercube, 50, 3), 3));
    for (std::size_t c = 0; c < 3; ++c) {
        std::set<int> strata;
        for (auto const& row : rows) strata.insert(static_cast<int>(row[c] * 50));
        EXPECT_EQ(strata.size(), 50U);
    }
}

TEST(Designs, OfSaltelliChangeOneColumnAtATime)
{
    auto plan = plan_of(DesignKind::saltelli, 4, 3);
    auto const rows = numbers(make_design(plan, 1));
    ASSERT_EQ(rows.size(), 4U * 5U);
    for (std::size_t block = 0; block < 4; ++block) {
        auto const& a = rows[block * 5];
        auto const& b = rows[block * 5 + 4];
        for (std::size_t c = 0; c < 3; ++c)
            for (std::size_t k = 0; k < 3; ++k) EXPECT_EQ(rows[block * 5 + 1 + c][k], k == c ? b[k] : a[k]);
    }
    plan.second_order = true;
    auto const more = numbers(make_design(plan, 1));
    ASSERT_EQ(more.size(), 4U * 8U);
    EXPECT_EQ(more[4], (std::vector{more[0][0], more[7][1], more[7][2]}));  // B with its first column from A
}

TEST(Designs, OfMorrisMoveOneFactorAStepByHalfTheLevels)
{
    auto plan = plan_of(DesignKind::morris, 10, 4);
    auto const rows = numbers(make_design(plan, 5));
    ASSERT_EQ(rows.size(), 10U * 5U);
    for (std::size_t t = 0; t < 10; ++t) {
        std::set<std::size_t> moved;
        for (std::size_t step = 1; step <= 4; ++step)
            for (std::size_t c = 0; c < 4; ++c) {
                auto const change = std::abs(rows[t * 5 + step][c] - rows[t * 5 + step - 1][c]);
                if (change == 0.0) continue;
                EXPECT_NEAR(change, 2.0 / 3.0, 1e-12);
                EXPECT_TRUE(moved.insert(c).second);
            }
        EXPECT_EQ(moved.size(), 4U);
        for (auto const& row : {rows[t * 5], rows[t * 5 + 4]})
            for (auto const value : row) EXPECT_NEAR(std::round(value * 3) / 3, value, 1e-12);
    }
}

TEST(Designs, OfGridsHaveEveryCombinationOnceAndCoverEachFactorEarly)
{
    auto plan = plan_of(DesignKind::grid, 60);
    for (int n = 0; n < 12; ++n) plan.factors[0].values.push_back(std::to_string(n));
    for (auto const* word : {"a", "b", "c", "d", "e"}) plan.factors[1].values.emplace_back(word);
    auto const points = make_design(plan, 1).points;
    EXPECT_EQ(std::set(points.begin(), points.end()).size(), 60U);
    // A quarter of the sweep has seen every value of both.
    std::set<std::string> first, second;
    for (std::size_t n = 0; n < 15; ++n) first.insert(points[n][0]), second.insert(points[n][1]);
    EXPECT_EQ(first.size(), 12U);
    EXPECT_EQ(second.size(), 5U);
}

TEST(Designs, GiveEachWholeNumberTheSameShare)
{
    auto plan = plan_of(DesignKind::sobol, 64, 1);
    plan.factors[0].low = 0, plan.factors[0].high = 3, plan.factors[0].whole = true;
    std::map<std::string, int> times;
    for (auto const& point : make_design(plan, 1).points) ++times[point[0]];
    EXPECT_EQ(times, (std::map<std::string, int>{{"0", 16}, {"1", 16}, {"2", 16}, {"3", 16}}));
}

TEST(Designs, AreWrittenAndReadAsCsv)
{
    Design design{{"evenings.target.age", "arm.x \"y\".dose"}, {{"[12, 13]", "0.1"}, {"[14, 15]", "1e-05"}}};
    auto const again = design_in(csv_of(design), "design.csv");
    EXPECT_EQ(again.parameters, design.parameters);
    EXPECT_EQ(again.points, design.points);
    auto const place = place_in_csv(design, 1, 1, "design.csv");
    EXPECT_EQ(place.line, 3U);
    EXPECT_EQ(place.column, 12U);  // after "[14, 15]", in quotes, and a comma
    EXPECT_EQ(column_as_numbers(design, 0), (std::vector{0.0, 1.0}));
    EXPECT_EQ(column_as_numbers(design, 1), (std::vector{0.1, 1e-05}));
}

}  // namespace
}  // namespace pijler::test
