// Records of four numbers to four columns and back, in vectors of four.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>

namespace pijler {

template <class Number>
using FourOf [[gnu::vector_size(4 * sizeof(Number))]] = Number;

// Four rows of four become four columns.
template <class Four>
inline std::array<Four, 4> transposed(std::array<Four, 4> const& row)
{
    auto const a = __builtin_shufflevector(row[0], row[1], 0, 4, 1, 5);
    auto const b = __builtin_shufflevector(row[2], row[3], 0, 4, 1, 5);
    auto const c = __builtin_shufflevector(row[0], row[1], 2, 6, 3, 7);
    auto const d = __builtin_shufflevector(row[2], row[3], 2, 6, 3, 7);
    return {__builtin_shufflevector(a, b, 0, 1, 4, 5), __builtin_shufflevector(a, b, 2, 3, 6, 7), __builtin_shufflevector(c, d, 0, 1, 4, 5),
            __builtin_shufflevector(c, d, 2, 3, 6, 7)};
}

// Looks up `count` records of four floats, record(k) being the k-th's address, and lays them out as columns; those have room for count
// rounded up to four.
template <class Record>
inline void look_up_columns(std::size_t count, Record const& record, float* first, float* second, float* third, float* fourth)
{
    using Four = FourOf<float>;
    for (std::size_t k = 0; k < count; k += 4) {
        std::array<Four, 4> row;
        for (std::size_t n = 0; n < 4; ++n) std::memcpy(&row[n], record(k + n < count ? k + n : count - 1), sizeof(Four));
        auto const column = transposed(row);
        std::memcpy(first + k, &column[0], sizeof(Four));
        std::memcpy(second + k, &column[1], sizeof(Four));
        std::memcpy(third + k, &column[2], sizeof(Four));
        std::memcpy(fourth + k, &column[3], sizeof(Four));
    }
}

// Lays out four columns as records of four floats, `stride` floats apart.
inline void lay_out_records(std::size_t count, std::array<float const*, 4> const& column, float* record, std::size_t stride)
{
    using Four = FourOf<float>;
    std::size_t k = 0;
    for (; k + 4 <= count; k += 4) {
        std::array<Four, 4> four;
        for (std::size_t n = 0; n < 4; ++n) std::memcpy(&four[n], column[n] + k, sizeof(Four));
        auto const row = transposed(four);
        for (std::size_t n = 0; n < 4; ++n) std::memcpy(record + (k + n) * stride, &row[n], sizeof(Four));
    }
    for (; k < count; ++k)
        for (std::size_t n = 0; n < 4; ++n) record[k * stride + n] = column[n][k];
}

}  // namespace pijler
