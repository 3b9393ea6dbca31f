// The ties of many youths side by side, place by place: one vector holds the same place of many rows, so that rows are compared and
// picked from without a branch.
#pragma once

#include "core/parallel.hpp"
#include "core/random.hpp"
#include "model/world.hpp"

#include <array>
#include <utility>

namespace pijler {

struct TieRows {
    static constexpr std::size_t most = 64;  // so many youths' rows stay in the nearest cache

    std::array<std::array<std::uint32_t, most + 16>, tie_capacity> place;  // a cache line apart, see BlockOf

    void gather(TieRow const* rows, std::size_t count)
    {
        for (std::size_t n = 0; n < count; ++n)
            for (std::size_t p = 0; p < tie_capacity; ++p) place[p][n] = rows[n][p].index;
    }
    void gather(Youths const& y, std::uint32_t const* youths, std::size_t count)
    {
        for (std::size_t n = 0; n < count; ++n) {
            auto const& row = y.ties[YouthId{youths[n]}];
            for (std::size_t p = 0; p < tie_capacity; ++p) place[p][n] = row[p].index;
        }
    }

    // All bits where row n holds `one`, else none.
    std::uint32_t holds(std::size_t n, std::uint32_t one) const
    {
        std::uint32_t found = 0;
        each_place([&](std::size_t p) { found |= place[p][n] == one ? ~std::uint32_t{0} : 0U; });
        return found;
    }

    // Of each row the one with the smallest keyed rank, seen from `chooser`, among those where out(n, one) has no bits; `nobody` where none
    // is left. What is picked changes only if the winner joins or leaves the row: its places are no state.
    template <class Out>
    void pick(std::uint32_t const* chooser, std::uint32_t nobody, std::size_t count, Out const& out, std::uint32_t* picked) const
    {
        constexpr std::uint32_t places = 15;
        static_assert(tie_capacity < places);
        for_lanes(count, [=, this, &out](std::size_t n) {
            auto best = ~std::uint32_t{0};
            auto who = nobody;
            each_place([&](std::size_t p) {
                auto const one = place[p][n];
                auto const rank = (PairHash::rank(chooser[n], one) & ~places) | static_cast<std::uint32_t>(p) | out(n, one);
                who = rank < best ? one : who;
                best = rank < best ? rank : best;
            });
            picked[n] = who;
        });
    }

    // How many of each row are in the other row of that number too, empty places left out.
    void count_common(TieRows const& other, std::uint32_t nobody, std::size_t count, std::uint32_t* common) const
    {
        for_lanes(count, [=, this, &other](std::size_t n) {
            std::uint32_t found = 0;
            each_place([&](std::size_t p) {
                auto const one = place[p][n];
                found -= one == nobody ? 0U : other.holds(n, one);
            });
            common[n] = found;
        });
    }

    template <class Act>
    static void each_place(Act const& act)
    {
        [&]<std::size_t... p>(std::index_sequence<p...>) { (act(p), ...); }(std::make_index_sequence<tie_capacity>{});
    }
};

}  // namespace pijler
