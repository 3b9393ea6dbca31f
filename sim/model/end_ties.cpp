#include "model/end_ties.hpp"

#include "model/tie_rows.hpp"

#include <algorithm>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> school_change{13, "calendar.school_change"};

}  // namespace

// Both ends judge alike, each its own row.
IN_VECTORS void end_ties(Youths& y, Column<YouthId, Turn> const& turn, double share, MonthRandom const& random)
{
    auto const keyed = random.pair_hash(school_change);
    auto const cut_below = static_cast<std::uint32_t>(std::min(share * 0x1p32, 0x1p32 - 1.0));
    constexpr auto stretch = TieRows::most;
    TieRows others;
    std::array<std::array<Turn, stretch>, tie_capacity> either;
    std::array<std::array<std::uint8_t, stretch>, tie_capacity> ends;
    for (std::size_t begin = 0; begin < y.count(); begin += stretch) {
        auto const count = std::min(stretch, y.count() - begin);
        auto* const rows = y.ties.data() + begin;
        others.gather(rows, count);
        for (std::size_t n = 0; n < tie_capacity; ++n) {
            for (std::size_t k = 0; k < count; ++k) either[n][k] = std::max(turn.data()[begin + k], turn[YouthId{others.place[n][k]}]);
            for_lanes(count, [&](std::size_t k) {
                bool const cut = keyed.symmetric({static_cast<std::uint32_t>(begin + k)}, {others.place[n][k]}) < cut_below;
                ends[n][k] = (either[n][k] == Turn::departs) | ((either[n][k] == Turn::moves) & cut);
            });
        }
        for (std::size_t k = 0; k < count; ++k) {
            auto& row = rows[k];
            auto& degree = y.degree.data()[begin + k];
            std::size_t kept = 0;
            for (std::size_t n = 0; n < degree; ++n) {
                row[kept] = row[n];
                kept += ends[n][k] == 0;
            }
            std::fill(row.begin() + static_cast<std::ptrdiff_t>(kept), row.begin() + degree, y.nobody());
            degree = static_cast<std::uint8_t>(kept);
        }
    }
}

void cut_end(Youths& youths, YouthId youth, YouthId other)
{
    auto& row = youths.ties[youth];
    auto& degree = youths.degree[youth];
    for (std::size_t n = 0; n < degree; ++n) {
        if (row[n] != other) continue;
        row[n] = row[degree - 1U];
        row[degree - 1U] = youths.nobody();
        --degree;
        return;
    }
}

void cut_tie(Youths& youths, YouthId a, YouthId b)
{
    cut_end(youths, a, b);
    cut_end(youths, b, a);
}

}  // namespace pijler
