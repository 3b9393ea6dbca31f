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

}  // namespace pijler
