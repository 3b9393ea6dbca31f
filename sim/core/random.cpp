#include "core/random.hpp"

#include "core/math.hpp"

#include <Random123/philox.h>

#include <cmath>

#ifdef __x86_64__
#include <immintrin.h>
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

#ifdef __x86_64__
// Eight Philox blocks, each word in the low half of a 64-bit lane; what the high halves hold never matters.
struct EightBlocks {
    __m256i near[4], far[4];  // two fours keep the multiplier busy

    [[gnu::target("avx2")]] static void round(__m256i* word, __m256i key0, __m256i key1)
    {
        __m256i const product0 = _mm256_mul_epu32(word[0], _mm256_set1_epi64x(0xD2511F53));
        __m256i const product1 = _mm256_mul_epu32(word[2], _mm256_set1_epi64x(0xCD9E8D57));
        word[0] = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(product1, 32), word[1]), key0);
        word[1] = product1;
        word[2] = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(product0, 32), word[3]), key1);
        word[3] = product0;
    }
    [[gnu::target("avx2")]] static void store(__m256i const* word, RandomBlock* out)
    {
        // Words 0 and 1 of each block to the low half of its place, 2 and 3 to the high.
        __m256i const front = _mm256_blend_epi32(word[0], _mm256_slli_epi64(word[1], 32), 0xaa);
        __m256i const back = _mm256_blend_epi32(word[2], _mm256_slli_epi64(word[3], 32), 0xaa);
        __m256i const even = _mm256_unpacklo_epi64(front, back);
        __m256i const odd = _mm256_unpackhi_epi64(front, back);
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), _mm256_permute2x128_si256(even, odd, 0x20));
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + 2), _mm256_permute2x128_si256(even, odd, 0x31));
    }
    // Four words of each of eight; of one, the same for all.
    [[gnu::target("avx2")]] static __m256i four_of(std::uint32_t const* each) { return _mm256_cvtepu32_epi64(_mm_loadu_si128(reinterpret_cast<__m128i const*>(each))); }
    [[gnu::target("avx2")]] static __m256i four_of(std::uint32_t all) { return _mm256_set1_epi64x(all); }
    static std::uint32_t const* beyond(std::uint32_t const* each) { return each + 4; }
    static std::uint32_t beyond(std::uint32_t all) { return all; }

    template <class Fourth>
    [[gnu::target("avx2")]] static void fill(std::array<std::uint32_t, 2> key, std::uint32_t const* who, std::uint32_t second, std::uint32_t third, Fourth fourth, RandomBlock* out)
    {
        __m256i const month = four_of(second);
        __m256i const purpose = four_of(third);
        EightBlocks x{{four_of(who), month, purpose, four_of(fourth)}, {four_of(beyond(who)), month, purpose, four_of(beyond(fourth))}};
        for (int n = 0; n < 10; ++n) {
            __m256i const key0 = _mm256_set1_epi64x(key[0]);
            __m256i const key1 = _mm256_set1_epi64x(key[1]);
            round(x.near, key0, key1);
            round(x.far, key0, key1);
            key[0] += 0x9E3779B9U;
            key[1] += 0xBB67AE85U;
        }
        store(x.near, out);
        store(x.far, out + 4);
    }
};
#endif

std::uint32_t const* place(std::span<std::uint32_t const> each, std::size_t i) { return &each[i]; }
std::uint32_t place(std::uint32_t all, std::size_t) { return all; }
std::uint32_t value(std::uint32_t const* one) { return *one; }
std::uint32_t value(std::uint32_t all) { return all; }

template <class Fourth>
void fill_blocks(RandomKey const& key, std::span<std::uint32_t const> who, std::uint32_t second, std::uint32_t third, Fourth const& fourth, RandomBlock* out)
{
    std::size_t i = 0;
#ifdef __x86_64__
    static bool const has_avx2 = __builtin_cpu_supports("avx2") > 0;
    if (has_avx2)
        for (; i + 8 <= who.size(); i += 8) EightBlocks::fill(key.words(), &who[i], second, third, place(fourth, i), &out[i]);
#endif
    for (; i < who.size(); ++i) out[i] = key.block({who[i], second, third, value(place(fourth, i))});
}

// Two standard normals (Box-Muller).
inline std::array<float, 2> two_normals(std::uint32_t first, std::uint32_t second)
{
    float const radius = std::sqrt(-2.0F * natural_log(static_cast<float>((first + 0.5) * 0x1p-32)));
    auto const [cosine, sine] = on_circle(uniform(second));
    return {radius * cosine, radius * sine};
}

IN_VECTORS void two_columns(RandomBlock const* bits, std::size_t pair, std::size_t count, float* first, float* second)
{
    for_lanes(count, [=](std::size_t k) {
        auto const two = two_normals(bits[k][pair], bits[k][pair + 1]);
        first[k] = two[0];
        second[k] = two[1];
    });
}

}  // namespace

RandomKey::RandomKey(std::uint64_t seed, std::uint32_t replicate)
{
    auto const mixed = spread(spread(seed) ^ replicate);
    key_ = {static_cast<std::uint32_t>(mixed), static_cast<std::uint32_t>(mixed >> 32)};
}

RandomKey RandomKey::branch(std::uint32_t n) const
{
    auto other = *this;
    if (n == 0) return other;
    constexpr std::uint32_t no_purpose = 0xffffffffU;
    auto const bits = block({n, 0, no_purpose, 0});
    other.key_ = {bits[0], bits[1]};
    return other;
}

RandomBlock RandomKey::block(RandomBlock counter) const
{
    r123::Philox4x32::ctr_type const at{{counter[0], counter[1], counter[2], counter[3]}};
    r123::Philox4x32::key_type const key{{key_[0], key_[1]}};
    auto const bits = r123::Philox4x32{}(at, key);
    return {bits[0], bits[1], bits[2], bits[3]};
}

void RandomKey::blocks(std::span<std::uint32_t const> who, std::uint32_t second, std::uint32_t third, std::uint32_t fourth, std::span<RandomBlock> out) const
{
    fill_blocks(*this, who, second, third, fourth, out.data());
}

void RandomKey::blocks(std::span<std::uint32_t const> who, std::uint32_t second, std::uint32_t third, std::span<std::uint32_t const> fourth, std::span<RandomBlock> out) const
{
    fill_blocks(*this, who, second, third, fourth, out.data());
}

std::array<float, 4> MonthRandom::standard_normals(RandomBlock const& bits)
{
    auto const front = two_normals(bits[0], bits[1]), back = two_normals(bits[2], bits[3]);
    return {front[0], front[1], back[0], back[1]};
}

void MonthRandom::standard_normals(std::span<RandomBlock const> bits, std::array<BlockOf<float>, 4>& out)
{
    for (std::size_t n = 0; n < 4; n += 2) two_columns(bits.data(), n, bits.size(), out[n].data(), out[n + 1].data());
}

}  // namespace pijler
