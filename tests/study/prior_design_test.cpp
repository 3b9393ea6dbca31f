#include "study/sweep/prior_design.hpp"

#include "study/vocabulary.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace pijler::test {
namespace {

class PriorDesigns : public ::testing::Test {
protected:
    PriorDesigns()
    {
        plan.design = DesignKind::priors;
        plan.points = 400;
    }
    // Values of one parameter, point by point.
    std::vector<double> column(Design const& design, std::string const& name) const
    {
        auto const at = std::ranges::find(design.parameters, name) - design.parameters.begin();
        std::vector<double> values;
        for (auto const& point : design.points) {
            auto const& cell = point.at(static_cast<std::size_t>(at));
            double value = NAN;
            std::from_chars(cell.data(), cell.data() + cell.size(), value);
            values.push_back(value);
        }
        return values;
    }
    Design made(std::uint64_t seed = 7) const { return make_prior_design(plan, seed, parameters); }

    SweepPlan plan;
    std::vector<ParameterRow> parameters = make_vocabulary().parameters;
};

double mean(std::vector<double> const& values)
{
    double sum = 0.0;
    for (double const value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

double sd(std::vector<double> const& values)
{
    double sum = 0.0;
    for (double const value : values) sum += (value - mean(values)) * (value - mean(values));
    return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

TEST_F(PriorDesigns, DrawWhatProgrammesDo)
{
    auto const design = made();
    ASSERT_EQ(design.points.size(), 400u);
    auto const skill = column(design, "education.youths.skill");
    auto const& declared = *std::ranges::find(parameters, "education.youths.skill", &ParameterRow::name);
    ASSERT_GT(declared.prior_sd, 0.0);
    EXPECT_NEAR(mean(skill), declared.default_value, 0.25 * declared.prior_sd);  // five standard errors
    EXPECT_NEAR(sd(skill), declared.prior_sd, 0.18 * declared.prior_sd);
    EXPECT_EQ(std::ranges::find(design.parameters, "acceptance.intercept"), design.parameters.end());
}

TEST_F(PriorDesigns, TakeSetsInTurnAndKeepWhatTheySay)
{
    plan.sets = {{{"acceptance.intercept", -1.5}}, {{"acceptance.intercept", -1.0}}, {{"acceptance.intercept", -0.5}}};
    auto const intercept = column(made(), "acceptance.intercept");
    for (std::size_t n = 0; n < intercept.size(); ++n) ASSERT_EQ(intercept[n], -1.5 + 0.5 * static_cast<double>(n % 3));
}

TEST_F(PriorDesigns, TakeStatedPriorsInThePlaceOfDeclaredOnes)
{
    plan.priors = {{"education.youths.skill", 0.2, 0.05}, {"education.parents.effectiveness", 0.5, 0.0}};
    auto const design = made();
    EXPECT_NEAR(mean(column(design, "education.youths.skill")), 0.2, 0.013);
    EXPECT_NEAR(sd(column(design, "education.youths.skill")), 0.05, 0.01);
    for (double const value : column(design, "education.parents.effectiveness")) ASSERT_EQ(value, 0.5);
    // Another parameter's prior changes no draw of the rest.
    auto const before = plan;
    plan.priors.clear();
    EXPECT_EQ(column(made(), "education.parents.over_control"), column(design, "education.parents.over_control"));
}

TEST_F(PriorDesigns, SpreadFactorsEvenlyAndDrawThemNot)
{
    plan.points = 64;
    plan.factors = {{"education.youths.curiosity", {}, 0.0, 2.0, false, {}, {}}, {"arm.parents.evenings.coverage", {}, 0.1, 0.5, false, {}, {}}};
    auto const design = made();
    EXPECT_EQ(std::ranges::count(design.parameters, "education.youths.curiosity"), 1);
    auto curiosity = column(design, "education.youths.curiosity");
    std::ranges::sort(curiosity);
    for (std::size_t n = 0; n < curiosity.size(); ++n) EXPECT_NEAR(curiosity[n], 2.0 * (static_cast<double>(n) + 0.5) / 64.0, 2.0 / 64.0);
}

TEST_F(PriorDesigns, FollowFromSeedAndNumberOfAPoint)
{
    auto const all = made();
    EXPECT_EQ(all.points, made().points);
    EXPECT_NE(all.points, made(8).points);
    plan.points = 10;
    auto const first = made();
    for (std::size_t n = 0; n < 10; ++n) EXPECT_EQ(first.points[n], all.points[n]);
}

}  // namespace
}  // namespace pijler::test
