#include "core/math.hpp"

#include <gtest/gtest.h>

#include <numbers>

namespace pijler::test {
namespace {

TEST(Exponential, IsWithin3e7OfTheStandardLibrary)
{
    double worst = 0.0;
    for (int n = -800'000; n <= 800'000; ++n) {
        float const x = static_cast<float>(n) * 1e-4F;
        if (std::abs(x) > 80.0F) continue;
        double const exact = std::exp(static_cast<double>(x));
        worst = std::max(worst, std::abs(exponential(x) / exact - 1.0));
    }
    EXPECT_LT(worst, 3e-7);
}

TEST(Exponential, IsExactAtZeroAndClampedFarOut)
{
    EXPECT_EQ(exponential(0.0F), 1.0F);
    EXPECT_EQ(exponential(-0.0F), 1.0F);
    EXPECT_EQ(exponential(1e6F), exponential(80.0F));
    EXPECT_EQ(exponential(-1e6F), exponential(-80.0F));
}

TEST(NaturalLog, IsWithin3e7OfTheStandardLibrary)
{
    for (int n = 1; n <= 4'000'000; ++n) {
        float const x = static_cast<float>(n) * 1e-6F;
        double const exact = std::log(static_cast<double>(x));
        ASSERT_LT(std::abs(natural_log(x) - exact), 3e-7 * std::max(0.1, std::abs(exact))) << x;
    }
    for (float const x : {0x1p-32F, 0x1p-24F, 1e-9F, 12345.0F}) EXPECT_NEAR(natural_log(x) / std::log(static_cast<double>(x)), 1.0, 3e-7) << x;
    EXPECT_EQ(natural_log(1.0F), 0.0F);
}

TEST(OnCircle, IsWithin3e7OfTheStandardLibrary)
{
    for (int n = 0; n <= 1'000'000; ++n) {
        float const turn = static_cast<float>(n) * 1e-6F;
        double const angle = 2.0 * std::numbers::pi * static_cast<double>(turn);
        auto const [cosine, sine] = on_circle(turn);
        ASSERT_NEAR(cosine, std::cos(angle), 3e-7) << turn;
        ASSERT_NEAR(sine, std::sin(angle), 3e-7) << turn;
    }
}

TEST(Logistic, IsSymmetricAndMonotone)
{
    EXPECT_EQ(logistic(0.0F), 0.5F);
    float before = 0.0F;
    for (float x = -30.0F; x <= 30.0F; x += 0.25F) {
        EXPECT_NEAR(logistic(x) + logistic(-x), 1.0F, 2e-7F);
        EXPECT_GE(logistic(x), before);
        before = logistic(x);
    }
}

TEST(MonthlyDecay, HalvesInItsHalfLife)
{
    for (double const half_life : {1.0, 12.0, 18.0}) EXPECT_NEAR(std::pow(1.0 - monthly_decay(half_life), half_life), 0.5, 1e-12);
}

TEST(WithHeadroom, UsesUpWhatIsLeft)
{
    EXPECT_EQ(with_headroom(0.25F, 0.0F), 0.25F);
    EXPECT_FLOAT_EQ(with_headroom(0.25F, 0.5F), 0.625F);
    EXPECT_FLOAT_EQ(with_headroom(0.75F, -0.5F), 0.625F);  // as far down as a gain goes up
    EXPECT_EQ(with_headroom(0.25F, 1.0F), 1.0F);
    EXPECT_EQ(with_headroom(0.25F, -1.0F), 0.0F);
}

TEST(Clamp01, KeepsSharesBetweenZeroAndOne)
{
    EXPECT_EQ(clamp01(-0.5F), 0.0F);
    EXPECT_EQ(clamp01(0.5F), 0.5F);
    EXPECT_EQ(clamp01(1.5F), 1.0F);
}

}  // namespace
}  // namespace pijler::test
