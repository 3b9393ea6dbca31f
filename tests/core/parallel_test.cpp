#include "core/parallel.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace pijler::test {
namespace {

class Parallel : public testing::TestWithParam<int> {
protected:
    Workers workers{GetParam()};
};

TEST_P(Parallel, CallsEachIndexOnce)
{
    for (std::size_t const count : {0UL, 1UL, 2UL, 1000UL}) {
        std::vector<int> calls(count);
        for_each_index(workers, count, [&](std::size_t index) { ++calls[index]; });
        EXPECT_EQ(calls, std::vector<int>(count, 1));
    }
}

TEST_P(Parallel, CutsBlocksAtFixedPlaces)
{
    for (std::size_t const count : {std::size_t{0}, std::size_t{1}, block_size - 1, block_size, block_size + 1, 5 * block_size + 7}) {
        std::vector<std::size_t> begins(blocks_in(count)), ends(blocks_in(count));
        for_each_block(workers, count, [&](std::size_t begin, std::size_t end) {
            begins[begin / block_size] = begin;
            ends[begin / block_size] = end;
        });
        for (std::size_t block = 0; block < begins.size(); ++block) {
            EXPECT_EQ(begins[block], block * block_size);
            EXPECT_EQ(ends[block], std::min(count, (block + 1) * block_size));
        }
    }
}

TEST_P(Parallel, CarriesAnExceptionOut)
{
    auto const fail = [](std::size_t index) {
        if (index == 37) throw std::runtime_error("thirty-seven");
    };
    try {
        for_each_index(workers, 100, fail);
        FAIL() << "no exception";
    } catch (std::runtime_error const& error) {
        EXPECT_STREQ(error.what(), "thirty-seven");
    }
}

TEST_P(Parallel, WorksWithinAnotherLoop)
{
    std::vector<int> calls(64 * 10);
    for_each_index(workers, 10, [&](std::size_t outer) { for_each_index(workers, 64, [&](std::size_t inner) { ++calls[64 * outer + inner]; }); });
    EXPECT_EQ(calls, std::vector<int>(640, 1));
}

INSTANTIATE_TEST_SUITE_P(Threads, Parallel, testing::Values(1, 2, 8));

}  // namespace
}  // namespace pijler::test
