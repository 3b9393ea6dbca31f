#include "core/transpose.hpp"

#include <gtest/gtest.h>

#include <array>

namespace pijler::test {
namespace {

TEST(Transpose, TurnsFourRowsIntoColumns)
{
    std::array<std::array<std::uint32_t, 4>, 4> rows{};
    for (std::uint32_t r = 0; r < 4; ++r)
        for (std::uint32_t c = 0; c < 4; ++c) rows[r][c] = 10 * r + c;
    std::array<FourOf<std::uint32_t>, 4> words;
    std::memcpy(&words, &rows, sizeof words);
    auto const columns = transposed(words);
    for (std::uint32_t r = 0; r < 4; ++r)
        for (std::uint32_t c = 0; c < 4; ++c) EXPECT_EQ(columns[c][r], rows[r][c]);
}

}  // namespace
}  // namespace pijler::test
