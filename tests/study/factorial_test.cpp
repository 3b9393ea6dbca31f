// Main effects and interactions: on numbers made by hand, and as a study stores them.
#include "study/factorial.hpp"
#include "support/studies.hpp"

#include <cmath>

namespace pijler::test {
namespace {

double value_of(FactorialTerm const& term, std::vector<double> const& of_arm)
{
    double sum = 0.0;
    for (std::size_t arm = 0; arm < of_arm.size(); ++arm) sum += term.weight[arm] * of_arm[arm];
    return sum;
}

TEST(Factorial, TwoFactorsByHand)
{
    auto const terms = factorial_terms({"a", "b"});
    ASSERT_EQ(terms.size(), 3U);
    std::vector<double> const of_arm{100.0, 90.0, 80.0, 60.0};  // none, a, b, both: 10 less than the sum
    EXPECT_EQ(terms[0].name, "a");
    EXPECT_DOUBLE_EQ(value_of(terms[0], of_arm), (-10.0 - 20.0) / 2.0);
    EXPECT_DOUBLE_EQ(value_of(terms[1], of_arm), (-20.0 - 30.0) / 2.0);
    EXPECT_EQ(terms[2].name, "a x b");
    EXPECT_DOUBLE_EQ(value_of(terms[2], of_arm), -10.0);
}

// Four factors that add up, and one pair that does more: nothing else may show it.
TEST(Factorial, FourFactorsThatAddUpHaveNoInteractionButTheOneThatIsThere)
{
    std::vector<double> const effect{-10.0, 3.0, -5.0, 0.5};
    auto const terms = factorial_terms({"a", "b", "c", "d"});
    ASSERT_EQ(terms.size(), 10U);
    for (double const extra : {0.0, -4.0}) {
        std::vector<double> of_arm(16, 200.0);
        for (std::size_t arm = 0; arm < 16; ++arm) {
            for (std::size_t f = 0; f < 4; ++f)
                if (arm >> f & 1U) of_arm[arm] += effect[f];
            if ((arm & 1U) && (arm & 4U)) of_arm[arm] += extra;  // a with c
        }
        for (std::size_t f = 0; f < 4; ++f) EXPECT_NEAR(value_of(terms[f], of_arm), effect[f] + (f == 0 || f == 2 ? extra / 2.0 : 0.0), 1e-12) << terms[f].name;
        for (std::size_t t = 4; t < 10; ++t) EXPECT_NEAR(value_of(terms[t], of_arm), terms[t].name == "a x c" ? extra : 0.0, 1e-12) << terms[t].name;
    }
}

Study of_two_factors()
{
    auto study = small_study({arm("none"), arm("parents", {evenings()}), arm("skills", {lessons("skills")}), arm("parents+skills", {evenings(), lessons("skills")})});
    study.factors = {"parents", "skills"};
    study.uncertainty = Uncertainty::priors;
    return study;
}

TEST(Factorial, StoredWeightsGiveTheTermsOfAnyOutcome)
{
    auto const file = run(of_two_factors()).file;
    for (auto const& [weights, ending] : {std::pair<std::string, std::string>{"term_weight", ""}, {"term_weight_drawn", "_drawn"}}) {
        auto const weight = std::get<std::vector<double>>(variable(file, weights).values);
        auto const starts = [&, ending = ending](std::string const& name) { return total(file, "starts", arm_named(file, name == "none" ? name : name + ending)); };
        auto const term = [&](std::size_t n) {
            double sum = 0.0;
            for (std::size_t arm = 0; arm < size_of(file, "arm"); ++arm) sum += weight[n * size_of(file, "arm") + arm] * total(file, "starts", arm);
            return sum;
        };
        EXPECT_DOUBLE_EQ(term(0), 0.5 * (starts("parents") - starts("none") + starts("parents+skills") - starts("skills"))) << weights;
        EXPECT_DOUBLE_EQ(term(2), starts("parents+skills") - starts("skills") - starts("parents") + starts("none")) << weights;
    }
    EXPECT_EQ(std::get<std::vector<std::string>>(variable(file, "term").values), (std::vector<std::string>{"parents", "skills", "parents x skills"}));
    auto const holds = std::get<std::vector<std::int32_t>>(variable(file, "arm_holds").values);
    auto const at = 2 * arm_named(file, "skills_drawn");
    EXPECT_EQ((std::vector{holds[at], holds[at + 1]}), (std::vector{0, 1}));
}

TEST(Factorial, ThreadsNeverChangeADigit)
{
    auto const study = of_two_factors();
    EXPECT_EQ(differences(run(study, 1).file, run(study, 4).file), std::vector<std::string>{});
}

TEST(Factorial, OrdinaryStudiesHaveNoTerms)
{
    auto study = of_two_factors();
    study.factors.clear();
    auto const file = run(study).file;
    EXPECT_EQ(std::ranges::find(file.variables, "term_weight", &Variable::name), file.variables.end());
}

}  // namespace
}  // namespace pijler::test
