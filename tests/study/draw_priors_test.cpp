#include "study/draw_priors.hpp"
#include "support/studies.hpp"

namespace pijler::test {
namespace {

std::vector<ParameterRow> const& parameters()
{
    static auto const rows = make_vocabulary().parameters;
    return rows;
}

ParameterRow const& row(std::string const& name) { return *std::ranges::find(parameters(), name, &ParameterRow::name); }

TEST(DrawPriors, DrawsWithinRangesAroundTheCentre)
{
    constexpr std::uint32_t replicates = 2000;
    std::map<std::string, double> sum, squares;
    for (std::uint32_t r = 0; r < replicates; ++r) {
        auto const drawn = draw_priors(parameters(), {}, RandomKey{1, r});
        for (auto const& [name, value] : drawn) {
            EXPECT_GE(value, row(name).low) << name;
            EXPECT_LE(value, row(name).high) << name;
            sum[name] += value;
            squares[name] += value * value;
        }
    }
    // A normal far from its range's ends has its prior's mean and spread: 4.9 standard errors.
    for (auto const* name : {"education.youths.feedback", "education.parents.over_control", "education.parents.talk_norm", "education.professionals.norm"}) {
        auto const mean = sum[name] / replicates;
        EXPECT_NEAR(mean, row(name).default_value, 4.9 * row(name).prior_sd / std::sqrt(replicates)) << name;
        EXPECT_NEAR(std::sqrt(squares[name] / replicates - mean * mean), row(name).prior_sd, 0.1 * row(name).prior_sd) << name;
    }
}

TEST(DrawPriors, DrawsWhatHasAPriorOnlyAndInformationsRiskWithIt)
{
    auto const drawn = draw_priors(parameters(), {{"norms.weight.media", 0.2}}, RandomKey{1, 0});
    EXPECT_EQ(drawn.at("norms.weight.media"), 0.2);
    for (auto const& [name, value] : drawn)
        EXPECT_TRUE(row(name).prior_sd > 0.0 || name == "norms.weight.media" || name == "education.youths.risk") << name;
    for (auto const& parameter : parameters()) {
        if (parameter.prior_sd > 0.0) {
            EXPECT_TRUE(drawn.contains(parameter.name)) << parameter.name;
        }
    }
}

TEST(DrawPriors, DrawsByNameAndAroundWhatTheArmSays)
{
    auto const plain = draw_priors(parameters(), {}, RandomKey{1, 0});
    auto const moved = draw_priors(parameters(), {{"education.parents.effect_knowledge", 0.25}}, RandomKey{1, 0});
    EXPECT_NEAR(moved.at("education.parents.effect_knowledge") - plain.at("education.parents.effect_knowledge"), 0.05, 1e-9);
    for (auto const& [name, value] : plain)
        if (name != "education.parents.effect_knowledge") {
            EXPECT_EQ(value, moved.at(name)) << name;
        }
    EXPECT_NE(plain, draw_priors(parameters(), {}, RandomKey{1, 1}));
}

// More curiosity or norm risk comes with more risk perceived, so that facts alone do nothing on average.
TEST(DrawPriors, DrawsInformationJointly)
{
    double covariance = 0;
    for (std::uint32_t r = 0; r < 2000; ++r) {
        auto const drawn = draw_priors(parameters(), {}, RandomKey{1, r});
        covariance += (drawn.at("education.youths.curiosity") - row("education.youths.curiosity").default_value) *
                      (drawn.at("education.youths.risk") - row("education.youths.risk").default_value);
    }
    EXPECT_GT(covariance, 0.0);
}

}  // namespace
}  // namespace pijler::test
