#include "core/random.hpp"

#include "core/parallel.hpp"

#include <Random123/philox.h>

#include <algorithm>
#include <cmath>
#include <numbers>

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

// As many Philox blocks as make a round a loop that compilers turn into vectors, word by word.
constexpr std::size_t side_by_side = 32;
struct Lanes {
    std::array<std::uint32_t, side_by_side> word[4];
};

IN_VECTORS void ten_rounds(std::array<std::uint32_t, 2> key, Lanes& x)
{
    for (int round = 0; round < 10; ++round) {
        for (std::size_t n = 0; n < side_by_side; ++n) {
            auto const one = std::uint64_t{0xD2511F53U} * x.word[0][n];
            auto const other = std::uint64_t{0xCD9E8D57U} * x.word[2][n];
            x.word[0][n] = static_cast<std::uint32_t>(other >> 32) ^ x.word[1][n] ^ key[0];
            x.word[1][n] = static_cast<std::uint32_t>(other);
            x.word[2][n] = static_cast<std::uint32_t>(one >> 32) ^ x.word[3][n] ^ key[1];
            x.word[3][n] = static_cast<std::uint32_t>(one);
        }
        key[0] += 0x9E3779B9U;
        key[1] += 0xBB67AE85U;
    }
}

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
    for (; i + side_by_side <= who.size(); i += side_by_side) {
        Lanes x;
        std::copy_n(who.begin() + static_cast<std::ptrdiff_t>(i), side_by_side, x.word[0].begin());
        x.word[1].fill(second);
        x.word[2].fill(third);
        x.word[3].fill(0);
        ten_rounds(key_, x);
        for (std::size_t n = 0; n < side_by_side; ++n) out[i + n] = {x.word[0][n], x.word[1][n], x.word[2][n], x.word[3][n]};
    }
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
