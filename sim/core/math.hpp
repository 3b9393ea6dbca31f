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
