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
    // What is drawn is on average what is central, and spreads as listed: 4.9 standard errors, and .05 sd and a seventh of it for what
    // the ends of the range cut off.
    for (auto const& parameter : parameters()) {
        auto const sd = parameter.prior_sd;
        if (sd == 0.0) continue;
        auto const mean = sum[parameter.name] / replicates;
        EXPECT_NEAR(mean, parameter.default_value, (4.9 / std::sqrt(replicates) + 0.05) * sd) << parameter.name;
        EXPECT_NEAR(std::sqrt(squares[parameter.name] / replicates - mean * mean), sd, 0.15 * sd) << parameter.name;
    }
}

TEST(DrawPriors, DrawsWhatHasAPriorOnly)
{
    auto const drawn = draw_priors(parameters(), {{"norms.weight.media", 0.2}}, RandomKey{1, 0});
    EXPECT_EQ(drawn.at("norms.weight.media"), 0.2);
    for (auto const& [name, value] : drawn)
        EXPECT_TRUE(row(name).prior_sd > 0.0 || name == "norms.weight.media") << name;
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

// More curiosity or norm risk comes with more risk perceived, so that facts alone do nothing on average. A side effect without a prior
// leaves the other draws as they are: what its draw changes of the risk is its own share.
TEST(DrawPriors, BalancesEachSideEffectOfInformationByRisk)
{
    auto const risk = [](ParameterValues const& drawn) { return drawn.at("education.youths.risk"); };
    for (std::string const name : {"education.youths.curiosity", "education.youths.norm"}) {
        auto fixed = parameters();
        std::ranges::find(fixed, name, &ParameterRow::name)->prior_sd = 0.0;
        double slope = 0.0;
        for (std::uint32_t r = 0; r < 50; ++r) {
            auto const with = draw_priors(parameters(), {}, RandomKey{1, r});
            auto without = draw_priors(fixed, {{name, row(name).default_value}}, RandomKey{1, r});
            auto const away = with.at(name) - row(name).default_value;
            if (std::abs(away) < 1e-3 || risk(with) == row("education.youths.risk").low || risk(with) == row("education.youths.risk").high) continue;
            auto const each = (risk(with) - risk(without)) / away;
            if (slope == 0.0) slope = each;
            EXPECT_NEAR(each / slope, 1.0, 1e-6) << name;
        }
        EXPECT_GT(slope, 0.05) << name;
    }
}

// Without side effects the risk alone carries the net effect: log-odds of a first use, mean over the year after a lesson, sd 0.10
// (evidence: N(0, .10)). In one's own arithmetic: .6 fit, headroom .4, .38 per sd of .15, a half-life of `risk.half_life` months.
TEST(DrawPriors, DrawsTheNetEffectOfFactsAsEvidenceHasIt)
{
    auto fixed = parameters();
    for (auto const* name : {"education.youths.curiosity", "education.youths.norm"}) std::ranges::find(fixed, name, &ParameterRow::name)->prior_sd = 0.0;
    double const rate = std::log(2.0) / row("risk.half_life").default_value;
    double const per_risk = 0.6 * 0.4 * -row("acceptance.perceived_risk").default_value / 0.15 * (1.0 - std::exp(-12.0 * rate)) / (12.0 * rate);
    constexpr int replicates = 2000;
    double sum = 0.0, squares = 0.0;
    for (std::uint32_t r = 0; r < replicates; ++r) {
        auto const drawn = draw_priors(fixed, {{"education.youths.curiosity", row("education.youths.curiosity").default_value}, {"education.youths.norm", row("education.youths.norm").default_value}}, RandomKey{1, r});
        double const net = -per_risk * (drawn.at("education.youths.risk") - row("education.youths.risk").default_value);
        sum += net;
        squares += net * net;
    }
    EXPECT_NEAR(sum / replicates, 0.0, 4.9 * 0.10 / std::sqrt(replicates));
    EXPECT_NEAR(std::sqrt(squares / replicates), 0.10, 0.01);
}

}  // namespace
}  // namespace pijler::test
