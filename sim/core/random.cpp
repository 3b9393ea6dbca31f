#include "core/random.hpp"

#include <Random123/philox.h>

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

float MonthRandom::standard_normal(RandomBlock const& bits)
{
    double const radius = std::sqrt(-2.0 * std::log((bits[0] + 0.5) * 0x1p-32));
    return static_cast<float>(radius * std::cos(2.0 * std::numbers::pi * (bits[1] * 0x1p-32)));
}

}  // namespace pijler
