#include "core/random.hpp"

#include <Random123/philox.h>

#include <cmath>
#include <numbers>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace pijler {
namespace {

// Spreads nearby seeds and replicates over the key space (SplitMix64's finaliser).
std::uint64_t spread(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

#ifdef __SSE2__
// Two Philox blocks side by side, each word in the low half of a 64-bit lane.
struct TwoBlocks {
    __m128i word[4];

    void round(__m128i key0, __m128i key1)
    {
        __m128i const low_half = _mm_set1_epi64x(0xffffffff);
        __m128i const product0 = _mm_mul_epu32(word[0], _mm_set1_epi64x(0xD2511F53));
        __m128i const product1 = _mm_mul_epu32(word[2], _mm_set1_epi64x(0xCD9E8D57));
        word[0] = _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(product1, 32), word[1]), key0);
        word[1] = _mm_and_si128(product1, low_half);
        word[2] = _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(product0, 32), word[3]), key1);
        word[3] = _mm_and_si128(product0, low_half);
    }
    void store(RandomBlock& first, RandomBlock& second) const
    {
        __m128i const a = _mm_unpacklo_epi32(word[0], word[1]);
        __m128i const b = _mm_unpacklo_epi32(word[2], word[3]);
        __m128i const c = _mm_unpackhi_epi32(word[0], word[1]);
        __m128i const d = _mm_unpackhi_epi32(word[2], word[3]);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(first.data()), _mm_unpacklo_epi64(a, b));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(second.data()), _mm_unpacklo_epi64(c, d));
    }
};
#endif

}  // namespace

RandomKey::RandomKey(std::uint64_t seed, std::uint32_t replicate)
{
    auto const mixed = spread(spread(seed) ^ replicate);
    key_ = {static_cast<std::uint32_t>(mixed), static_cast<std::uint32_t>(mixed >> 32)};
}

RandomBlock RandomKey::block(RandomBlock counter) const
{
    r123::Philox4x32::ctr_type const at{{counter[0], counter[1], counter[2], counter[3]}};
    r123::Philox4x32::key_type const key{{key_[0], key_[1]}};
    auto const bits = r123::Philox4x32{}(at, key);
    return {bits[0], bits[1], bits[2], bits[3]};
}

void RandomKey::blocks(std::span<std::uint32_t const> who, std::uint32_t second, std::uint32_t third, std::span<RandomBlock> out) const
{
    std::size_t i = 0;
#ifdef __SSE2__
    // Four at a time: two pairs keep the multiplier busy.
    for (; i + 4 <= who.size(); i += 4) {
        auto const pair = [&](std::size_t at) {
            return TwoBlocks{{_mm_set_epi64x(who[at + 1], who[at]), _mm_set1_epi64x(second), _mm_set1_epi64x(third), _mm_setzero_si128()}};
        };
        auto near = pair(i);
        auto far = pair(i + 2);
        auto key0 = key_[0];
        auto key1 = key_[1];
        for (int round = 0; round < 10; ++round) {
            __m128i const k0 = _mm_set1_epi64x(key0);
            __m128i const k1 = _mm_set1_epi64x(key1);
            near.round(k0, k1);
            far.round(k0, k1);
            key0 += 0x9E3779B9U;
            key1 += 0xBB67AE85U;
        }
        near.store(out[i], out[i + 1]);
        far.store(out[i + 2], out[i + 3]);
    }
#endif
    for (; i < who.size(); ++i) out[i] = block({who[i], second, third, 0});
}

std::array<float, 4> MonthRandom::standard_normals(RandomBlock const& bits)
{
    std::array<float, 4> normals;
    for (std::size_t n = 0; n < 4; n += 2) {
        double const radius = std::sqrt(-2.0 * std::log((bits[n] + 0.5) * 0x1p-32));
        double const angle = 2.0 * std::numbers::pi * (bits[n + 1] * 0x1p-32);
        normals[n] = static_cast<float>(radius * std::cos(angle));
        normals[n + 1] = static_cast<float>(radius * std::sin(angle));
    }
    return normals;
}

}  // namespace pijler
