// A youth's ties, and how rows of them are compared: all places at once, in vectors of four.
#pragma once

#include "core/ids.hpp"

#include <array>
#include <bit>
#include <cstring>

namespace pijler {

inline constexpr std::size_t tie_capacity = 12;
// Friends by position; unused places hold `Youths::nobody`, so that a sum over all places needs no count.
using TieRow = std::array<YouthId, tie_capacity>;

class TieLanes {
public:
    using Four [[gnu::vector_size(16)]] = std::uint32_t;
    static constexpr std::size_t fours = tie_capacity / 4;
    static_assert(tie_capacity % 4 == 0);

    explicit TieLanes(TieRow const& row) { std::memcpy(part_.data(), row.data(), sizeof row); }

    // Per place all bits where it holds `one`, else none.
    TieLanes holding(YouthId one) const
    {
        auto found = *this;
        for (auto& four : found.part_) four = reinterpret_cast<Four>(four == one.index);
        return found;
    }
    // Per place all bits where it holds one of the other row's, an empty place too.
    TieLanes among(TieRow const& other) const
    {
        auto found = holding(other[0]);
        for (std::size_t n = 1; n < tie_capacity; ++n)
            for (std::size_t four = 0; four < fours; ++four) found.part_[four] |= reinterpret_cast<Four>(part_[four] == other[n].index);
        return found;
    }

    TieLanes& operator|=(TieLanes const& other)
    {
        for (std::size_t n = 0; n < fours; ++n) part_[n] |= other.part_[n];
        return *this;
    }
    TieLanes without(TieLanes const& other) const
    {
        auto left = *this;
        for (std::size_t n = 0; n < fours; ++n) left.part_[n] &= ~other.part_[n];
        return left;
    }
    // Places with all bits.
    int count() const
    {
        Four sum{};
        for (auto const& four : part_) sum -= four;
        return static_cast<int>(sum[0] + sum[1] + sum[2] + sum[3]);
    }
    bool any() const
    {
        Four all{};
        for (auto const& four : part_) all |= four;
        return (all[0] | all[1] | all[2] | all[3]) != 0;
    }

    std::array<Four, fours> const& part() const { return part_; }

private:
    std::array<Four, fours> part_;
};

}  // namespace pijler
