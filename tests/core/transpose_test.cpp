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
    constexpr std::size_t stride = 7;
    std::array<std::uint32_t, 4 * stride> columns{};
    transpose(four_at(&rows[0]), four_at(&rows[1]), four_at(&rows[2]), four_at(&rows[3]), columns.data(), stride);
    for (std::uint32_t r = 0; r < 4; ++r)
        for (std::uint32_t c = 0; c < 4; ++c) EXPECT_EQ(columns[c * stride + r], 10 * r + c);
    EXPECT_EQ(columns[4], 0U);  // between columns nothing is written
}

}  // namespace
}  // namespace pijler::test
