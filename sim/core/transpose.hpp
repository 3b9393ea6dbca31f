// Rows of four words turned into columns, in vectors that every processor and compiler has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace pijler {

using FourWords [[gnu::vector_size(16)]] = std::uint32_t;

inline FourWords four_at(void const* place)
{
    FourWords words;
    std::memcpy(&words, place, sizeof words);
    return words;
}

// The first words of a, b, c and d go to `to`, the next to `to + stride`, and so on.
inline void transpose(FourWords a, FourWords b, FourWords c, FourWords d, std::uint32_t* to, std::size_t stride)
{
    auto const put = [to, stride](std::size_t n, FourWords words) { std::memcpy(to + n * stride, &words, sizeof words); };
    auto const ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
    put(0, __builtin_shufflevector(ab, cd, 0, 1, 4, 5));
    put(1, __builtin_shufflevector(ab, cd, 2, 3, 6, 7));
    auto const ab2 = __builtin_shufflevector(a, b, 2, 6, 3, 7), cd2 = __builtin_shufflevector(c, d, 2, 6, 3, 7);
    put(2, __builtin_shufflevector(ab2, cd2, 0, 1, 4, 5));
    put(3, __builtin_shufflevector(ab2, cd2, 2, 3, 6, 7));
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
