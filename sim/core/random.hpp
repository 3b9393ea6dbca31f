// Random draws as pure functions of (seed, replicate; who, month, purpose, n-th): no generator has a memory, so a draw
// never depends on who drew before, on threads or on the arm. Philox4x32-10 (Salmon et al. 2011; bibliography: salmon2011).
#pragma once

#include "core/ids.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace pijler {

// The stable identity of whoever a draw is for: never reused, the same in every arm.
template <class Entity>
struct Identity {
    std::uint32_t value = 0;
    friend constexpr auto operator<=>(Identity, Identity) = default;
};
using YouthIdentity = Identity<struct YouthTag>;
using HouseholdIdentity = Identity<struct HouseholdTag>;
using ClassIdentity = Identity<struct ClassTag>;
using SchoolIdentity = Identity<struct SchoolTag>;
using TownIdentity = Identity<struct TownTag>;

// What a draw is for. `number` is frozen: two purposes of one kind of identity never share one (tests/house), and changing one
// changes results.
template <class WhoseIdentity>
struct Purpose {
    std::uint32_t number;
    char const* name;
};

// 32 random bits to a uniform on (0, 1), never 0 or 1.
inline float uniform(std::uint32_t bits) { return (static_cast<float>(bits >> 8) + 0.5F) * 0x1p-24F; }

using RandomBlock = std::array<std::uint32_t, 4>;

// The key of one world's draws: all arms of a replicate share it.
class RandomKey {
public:
    RandomKey(std::uint64_t seed, std::uint32_t replicate);
    RandomBlock block(RandomBlock counter) const;
    std::array<std::uint32_t, 2> words() const { return key_; }

    // block({who[i], second, third, 0}) for each i, several at a time.
    void blocks(std::span<std::uint32_t const> who, std::uint32_t second, std::uint32_t third, std::span<RandomBlock> out) const;

private:
    std::array<std::uint32_t, 2> key_;
};

// All draws of one month of one world.
class MonthRandom {
public:
    // `month` may be negative: the run-in ends at month -1.
    MonthRandom(RandomKey key, int month) : key_{key}, month_{month} {}

    int month() const { return month_; }
    RandomKey const& key() const { return key_; }

    template <class Who>
    RandomBlock block(Who who, Purpose<Who> const& purpose, std::uint32_t nth = 0) const
    {
        return key_.block({who.value, static_cast<std::uint32_t>(month_), purpose.number, nth});
    }
    // The same as block() of each of many.
    template <class Who>
    void blocks(std::span<Who const> who, Purpose<Who> const& purpose, std::span<RandomBlock> out) const
    {
        static_assert(sizeof(Who) == sizeof(std::uint32_t));
        key_.blocks({&who.data()->value, who.size()}, static_cast<std::uint32_t>(month_), purpose.number, out);
    }
    template <class Who>
    float uniform(Who who, Purpose<Who> const& purpose, std::uint32_t nth = 0) const
    {
        return pijler::uniform(block(who, purpose, nth)[0]);
    }
    template <class Who>
    bool chance(float probability, Who who, Purpose<Who> const& purpose, std::uint32_t nth = 0) const
    {
        return uniform(who, purpose, nth) < probability;
    }
    // Four independent standard normals (Box-Muller), or the first of them.
    template <class Who>
    std::array<float, 4> normals(Who who, Purpose<Who> const& purpose, std::uint32_t nth = 0) const
    {
        return standard_normals(block(who, purpose, nth));
    }
    template <class Who>
    float normal(Who who, Purpose<Who> const& purpose, std::uint32_t nth = 0) const
    {
        return normals(who, purpose, nth)[0];
    }

    // Hash of two youths for one purpose and this month, the same from either side: the smallest of a list wins, so that a pick
    // changes only if the winner joins or leaves the list.
    std::uint64_t pair_hash(YouthIdentity a, YouthIdentity b, Purpose<YouthIdentity> const& purpose) const
    {
        auto const low = a < b ? a.value : b.value;
        auto const high = a < b ? b.value : a.value;
        return mix((std::uint64_t{high} << 32 | low) ^ salt(purpose));
    }
    // The same, but seen from `a`: a's pick and b's pick differ.
    std::uint64_t directed_hash(YouthIdentity a, YouthIdentity b, Purpose<YouthIdentity> const& purpose) const
    {
        return mix((std::uint64_t{a.value} << 32 | b.value) ^ salt(purpose));
    }

private:
    static std::array<float, 4> standard_normals(RandomBlock const& bits);
    static std::uint64_t mix(std::uint64_t x)
    {
        x = (x ^ (x >> 32)) * 0xd6e8feb86659fd93U;
        x = (x ^ (x >> 32)) * 0xd6e8feb86659fd93U;
        return x ^ (x >> 32);
    }
    std::uint64_t salt(Purpose<YouthIdentity> const& purpose) const
    {
        auto const [low, high] = key_.words();
        return mix((std::uint64_t{high} << 32 | low) + 0x9e3779b97f4a7c15U * (static_cast<std::uint32_t>(month_) * 64ULL + purpose.number + 1));
    }

    RandomKey key_;
    int month_;
};

}  // namespace pijler
