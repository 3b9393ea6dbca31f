#include "model/end_ties.hpp"

#include "model/tie_rows.hpp"

#include <algorithm>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> school_change{13, "calendar.school_change"};

// Of a few youths, by the turns of all.
IN_VECTORS void end_some(Youths& y, Turn const* turn, std::uint32_t cut_below, PairHash const& keyed, std::size_t begin, std::size_t count)
{
    TieRows others;
    std::array<std::array<Turn, TieRows::most>, tie_capacity> theirs;
    std::array<std::array<std::uint8_t, TieRows::most>, tie_capacity> stays;
    auto* const degree = y.degree.data() + begin;
    if (std::all_of(degree, degree + count, [](std::uint8_t ties) { return ties == 0; })) return;
    auto* const rows = y.ties.data() + begin;
    auto const nobody = y.nobody();
    others.gather(rows, count);
    for (std::size_t n = 0; n < tie_capacity; ++n)
        for (std::size_t k = 0; k < count; ++k) theirs[n][k] = turn[others.place[n][k]];
    for (std::size_t n = 0; n < tie_capacity; ++n) {
        for_lanes(count, [&](std::size_t k) {
            auto const either = theirs[n][k] > turn[begin + k] ? theirs[n][k] : turn[begin + k];
            bool const cut = keyed.symmetric({static_cast<std::uint32_t>(begin + k)}, {others.place[n][k]}) < cut_below;
            stays[n][k] = (others.place[n][k] != nobody.index) & ((either == Turn::stays) | ((either == Turn::moves) & !cut));
        });
    }
    std::array<TieRow, TieRows::most> left;
    for (auto& row : left) row.fill(nobody);
    for (std::size_t k = 0; k < count; ++k) {
        std::size_t kept = 0;
        TieRows::each_place([&](std::size_t n) {
            left[k][kept] = stays[n][k] != 0 ? rows[k][n] : nobody;
            kept += stays[n][k];
        });
        degree[k] = static_cast<std::uint8_t>(kept);
    }
    std::copy_n(left.begin(), count, rows);
}

}  // namespace

// Both ends judge alike, each its own row.
void end_ties(Youths& y, Column<YouthId, Turn> const& turn, double share, MonthRandom const& random, Workers workers)
{
    if (!y.has_ties()) return;
    auto const keyed = random.pair_hash(school_change);
    auto const cut_below = static_cast<std::uint32_t>(std::min(share * 0x1p32, 0x1p32 - 1.0));
    for_each_block(workers, y.count(), [&](std::size_t begin, std::size_t end) {
        for (; begin < end; begin += TieRows::most) end_some(y, turn.data(), cut_below, keyed, begin, std::min(TieRows::most, end - begin));
    });
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
