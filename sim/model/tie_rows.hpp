// The ties of many youths side by side, place by place: one vector holds the same place of many rows, so that rows are compared and
// picked from without a branch.
#pragma once

#include "core/parallel.hpp"
#include "core/random.hpp"
#include "core/transpose.hpp"
#include "model/world.hpp"

#include <array>
#include <cstring>
#include <utility>

namespace pijler {

struct TieRows {
    static constexpr std::size_t most = 64;   // so many youths' rows stay in the nearest cache
    static constexpr std::size_t lanes = 16;  // of the widest vectors

    std::array<std::array<std::uint32_t, most + lanes>, tie_capacity> place;  // a cache line apart, see BlockOf

    // Rows are read and compared in whole vectors: the last of them stands for those that are none.
    static constexpr std::size_t in_vectors(std::size_t count) { return (count + lanes - 1) / lanes * lanes; }

    void gather(TieRow const* rows, std::size_t count)
    {
        gather_each(count, [rows](std::size_t n) { return rows + n; });
    }
    void gather(Youths const& y, std::uint32_t const* youths, std::size_t count)
    {
        auto const* const rows = y.ties.data();
        gather_each(count, [rows, youths](std::size_t n) { return rows + youths[n]; });
    }

    // Asks for a row to be near soon. Always in place: g++ 12 takes a call that only asks for a call that does nothing.
    [[gnu::always_inline]] static void expect(Youths const& y, YouthId youth)
    {
        auto const& row = y.ties[youth];
        __builtin_prefetch(&row.front());
        __builtin_prefetch(&row.back());  // which may lie on the next line
    }

    // That row n does not hold `one`.
    bool lacks(std::size_t n, std::uint32_t one) const
    {
        std::uint32_t least = ~std::uint32_t{0};
        each_place([&](std::size_t p) {
            auto const apart = place[p][n] ^ one;
            least = apart < least ? apart : least;
        });
        return least != 0;
    }

    // Of each row the one with the smallest keyed rank, seen from `chooser`, among those that may(n, one) be; `nobody` where none
    // is left. What is picked changes only if the winner joins or leaves the row: its places are no state.
    template <class May>
    void pick(std::uint32_t const* chooser, std::uint32_t nobody, std::size_t count, May const& may, std::uint32_t* picked) const
    {
        constexpr std::uint32_t places = 15;
        static_assert(tie_capacity < places);
        for_lanes(in_vectors(count), [=, this, &may](std::size_t n) {
            auto best = ~std::uint32_t{0};
            auto who = nobody;
            each_place([&](std::size_t p) {
                auto const one = place[p][n];
                auto const rank = may(n, one) ? (PairHash::rank(chooser[n], one) & ~places) | static_cast<std::uint32_t>(p) : ~std::uint32_t{0};
                who = rank < best ? one : who;
                best = rank < best ? rank : best;
            });
            picked[n] = who;
        });
    }

    // How many of each row are in the other row of that number too, empty places left out.
    void count_common(TieRows const& other, std::uint32_t nobody, std::size_t count, std::uint32_t* common) const
    {
        for_lanes(in_vectors(count), [=, this, &other](std::size_t n) {
            std::uint32_t found = 0;
            each_place([&](std::size_t p) {
                auto const one = place[p][n];
                found += ((one == nobody) | other.lacks(n, one)) ? 0U : 1U;
            });
            common[n] = found;
        });
    }

    template <class Act>
    static void each_place(Act const& act)
    {
        [&]<std::size_t... p>(std::index_sequence<p...>) { (act(p), ...); }(std::make_index_sequence<tie_capacity>{});
    }

private:
    template <class RowOf>
    void gather_each(std::size_t count, RowOf const& row_of)
    {
        static_assert(tie_capacity % 4 == 0);
        auto const row = [&](std::size_t n) { return row_of(n < count ? n : count - 1)->data(); };
        using Four = FourOf<std::uint32_t>;
        for (std::size_t n = 0; n < in_vectors(count); n += 4) {
            std::array const from{row(n), row(n + 1), row(n + 2), row(n + 3)};
            for (std::size_t p = 0; p < tie_capacity; p += 4) {
                std::array<Four, 4> words;
                for (std::size_t k = 0; k < 4; ++k) std::memcpy(&words[k], from[k] + p, sizeof(Four));
                auto const columns = transposed(words);
                for (std::size_t k = 0; k < 4; ++k) std::memcpy(&place[p + k][n], &columns[k], sizeof(Four));
            }
        }
    }
};

}  // namespace pijler
