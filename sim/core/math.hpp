// Arithmetic that gives the same digits on every machine: libm is not called in the month.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace pijler {

// e^x, relative error below 3e-7 for |x| <= 80 (clamped beyond). Cephes-style range reduction and polynomial, without
// branches, so that compilers vectorise it.
inline float exponential(float x)
{
    x = std::min(80.0F, std::max(-80.0F, x));
    float const shifted = x * 1.44269504F + 12582912.0F;  // 1.5 * 2^23: rounds to the nearest integer
    float const n = shifted - 12582912.0F;
    float const r = (x - n * 0.693359375F) + n * 2.12194440e-4F;
    float p = 1.9875691500e-4F;
    p = p * r + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * r * r + r + 1.0F;
    auto const exponent = std::bit_cast<std::int32_t>(shifted) << 23;  // the integer n in the exponent's place
    return std::bit_cast<float>(std::bit_cast<std::int32_t>(p) + exponent);
}

// ln x for normal x > 0, relative error below 3e-7 (absolute near 1). Cephes-style.
inline float natural_log(float x)
{
    // x = m 2^e with m in [sqrt(1/2), sqrt(2))
    auto const shifted = std::bit_cast<std::int32_t>(x) - 0x3f3504f3;  // sqrt(1/2)
    auto const e = static_cast<float>(shifted >> 23);
    float const r = std::bit_cast<float>((shifted & 0x007fffff) + 0x3f3504f3) - 1.0F;
    float const z = r * r;
    float p = 7.0376836292e-2F;
    p = p * r - 1.1514610310e-1F;
    p = p * r + 1.1676998740e-1F;
    p = p * r - 1.2420140846e-1F;
    p = p * r + 1.4249322787e-1F;
    p = p * r - 1.6668057665e-1F;
    p = p * r + 2.0000714765e-1F;
    p = p * r - 2.4999993993e-1F;
    p = p * r + 3.3333331174e-1F;
    p = p * r * z - 2.12194440e-4F * e - 0.5F * z;
    return r + p + 0.693359375F * e;
}

// Cosine and sine of a part of a full turn, in [0, 1]; absolute error below 3e-7.
struct OnCircle {
    float cosine, sine;
};
inline OnCircle on_circle(float turn)
{
    float const quarters = turn * 4.0F;
    auto const nearest = static_cast<std::int32_t>(quarters + 0.5F);
    float const r = (quarters - static_cast<float>(nearest)) * 1.57079633F;
    float const z = r * r;
    float const sine = ((-1.9515295891e-4F * z + 8.3321608736e-3F) * z - 1.6666654611e-1F) * z * r + r;
    float const cosine = ((2.443315711809948e-5F * z - 1.388731625493765e-3F) * z + 4.166664568298827e-2F) * z * z - 0.5F * z + 1.0F;
    // Each quarter turn swaps them and turns a sign; without branches, so that compilers vectorise it.
    auto const turned = [nearest](float even, float odd, std::int32_t sign) {
        return std::bit_cast<float>(std::bit_cast<std::int32_t>((nearest & 1) != 0 ? odd : even) ^ static_cast<std::int32_t>(static_cast<std::uint32_t>(sign & 2) << 30));
    };
    return {turned(cosine, sine, nearest + 1), turned(sine, cosine, nearest)};
}

inline float logistic(float x) { return 1.0F / (1.0F + exponential(-x)); }

// Written as comparisons of values: through references (std::clamp) g++ 12 gives up on vectors.
inline float clamp01(float x)
{
    x = x > 0.0F ? x : 0.0F;
    return x < 1.0F ? x : 1.0F;
}

// Share by which a deviation shrinks in a month when it halves in `half_life` months.
inline double monthly_decay(double half_life) { return 1.0 - std::exp2(-1.0 / half_life); }

// Moves a state in [0, 1] by a share of its headroom, 1 - state, up or down: as much harm for -g as good for g, so that a symmetric
// prior of a gain has the effect of its centre on average.
inline float with_headroom(float state, float gain) { return clamp01(state + gain * (1.0F - state)); }

}  // namespace pijler
