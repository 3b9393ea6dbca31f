#include "core/collect.hpp"

#include <gtest/gtest.h>

namespace pijler::test {
namespace {

TEST(Collect, ListsWhatBlocksFindInOrderOnAnyNumberOfThreads)
{
    auto const sevenths = [](std::size_t begin, std::size_t end, std::vector<std::size_t>& found) {
        for (auto n = begin; n < end; ++n)
            if (n % 7 == 0) found.push_back(n);
    };
    for (std::size_t const count : {std::size_t{0}, std::size_t{1}, block_size, 5 * block_size + 7})
        for (int const threads : {1, 2, 5}) {
            auto const found = collect<std::size_t>({threads}, count, sevenths);
            ASSERT_EQ(found.size(), (count + 6) / 7);
            for (std::size_t n = 0; n < found.size(); ++n) EXPECT_EQ(found[n], 7 * n);
        }
}

}  // namespace
}  // namespace pijler::test
