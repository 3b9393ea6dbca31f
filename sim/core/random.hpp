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
inline float uniform(std::uint32_t bits) { return (static_cast<float>(static_cast<std::int32_t>(bits >> 9)) + 0.5F) * 0x1p-23F; }

using RandomBlock = std::array<std::uint32_t, 4>;

// The key of one world's draws: all arms of a replicate share it.
class RandomKey {
public:
    RandomKey(std::uint64_t seed, std::uint32_t replicate);
    RandomBlock block(RandomBlock counter) const;
    std::array<std::uint32_t, 2> words() const { return key_; }
    // Keys whose draws have nothing to do with this one's; 0 is this one.
    RandomKey branch(std::uint32_t n) const;

    // block({who[i], second, third, fourth}) for each i, several at a time.
    void blocks(std::span<std::uint32_t const> who, std::uint32_t second, std::uint32_t third, std::span<RandomBlock> out, std::uint32_t fourth = 0) const;

private:
    std::array<std::uint32_t, 2> key_;
};

// Hashes of pairs of youths, for one purpose and month: where one is picked from a list, the smallest hash wins, so that the pick
// changes only if the winner joins or leaves the list. Keyed by position: within a month it stands for the same youth in every arm.
class PairHash {
public:
    explicit PairHash(std::uint32_t salt) : salt_{salt} {}

    // The same from either side.
    std::uint32_t symmetric(YouthId a, YouthId b) const { return a < b ? directed(a, b) : directed(b, a); }
    // Seen from `a`: a's pick and b's pick differ.
    std::uint32_t directed(YouthId a, YouthId b) const { return mix(mix(a.index ^ salt_) + b.index); }
    // Ranks of many seen from `a`, cheaper than directed() and as fair for picking the smallest.
    std::uint32_t from(YouthId a) const { return mix(a.index ^ salt_); }
    // `b`: an index, or a vector of them.
    template <class Index>
    static Index rank(std::uint32_t from, Index b)
    {
        b ^= from;
        b = (b ^ (b >> 16)) * 0x7feb352dU;
        return (b ^ (b >> 15)) * 0x846ca68bU;
    }

private:
    // A bijection of 32 bits that spreads every bit over all (Wellons' lowbias32 constants).
    static std::uint32_t mix(std::uint32_t x)
    {
        x = (x ^ (x >> 16)) * 0x7feb352dU;
        x = (x ^ (x >> 15)) * 0x846ca68bU;
        return x ^ (x >> 16);
    }
    std::uint32_t salt_;
};

// All draws of one month of one world.
class MonthRandom {
public:
    // `month` may be negative: the run-in ends at month -1.
    MonthRandom(RandomKey key, int month) : key_{key}, month_{month} {}

    int month() const { return month_; }
    RandomKey const& key() const { return key_; }
    MonthRandom branch(std::uint32_t n) const { return {key_.branch(n), month_}; }

    template <class Who>
    RandomBlock block(Who who, Purpose<Who> const& purpose, std::uint32_t nth = 0) const
    {
        return key_.block({who.value, static_cast<std::uint32_t>(month_), purpose.number, nth});
    }
    // The same as block() of each of many.
    template <class Who>
    void blocks(std::span<Who const> who, Purpose<Who> const& purpose, std::span<RandomBlock> out, std::uint32_t nth = 0) const
    {
        static_assert(sizeof(Who) == sizeof(std::uint32_t));
        blocks(std::span{&who.data()->value, who.size()}, purpose, out, nth);
    }
    // Identities as bare numbers.
    template <class Who>
    void blocks(std::span<std::uint32_t const> who, Purpose<Who> const& purpose, std::span<RandomBlock> out, std::uint32_t nth = 0) const
    {
        key_.blocks(who, static_cast<std::uint32_t>(month_), purpose.number, out, nth);
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

    PairHash pair_hash(Purpose<YouthIdentity> const& purpose) const
    {
        return PairHash{key_.block({0, static_cast<std::uint32_t>(month_), purpose.number, pair_salt})[0]};
    }

private:
    static constexpr std::uint32_t pair_salt = 0xffffffffU;  // a place that no draw of a youth uses
    static std::array<float, 4> standard_normals(RandomBlock const& bits);
    RandomKey key_;
    int month_;
};

}  // namespace pijler
