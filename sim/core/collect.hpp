// What a parallel loop gathers: lists by block, or sums by thread.
#pragma once

#include "core/parallel.hpp"

#include <vector>

namespace pijler {

// What the blocks of [0, count) find, in order, whatever thread finds it: find(begin, end, list) appends what there is in a block.
template <class Found, class Find>
std::vector<Found> collect(Workers workers, std::size_t count, Find const& find)
{
    std::vector<Found> all;
    if (workers.threads <= 1) {
        for_each_block(workers, count, [&](std::size_t begin, std::size_t end) { find(begin, end, all); });
        return all;
    }
    std::vector<std::vector<Found>> of_block(blocks_in(count));
    for_each_block(workers, count, [&](std::size_t begin, std::size_t end) { find(begin, end, of_block[begin / block_size]); });
    for (auto const& found : of_block) all.insert(all.end(), found.begin(), found.end());
    return all;
}

// Calls work(part, begin, end) for as many parts of [0, count) as are asked for, whole blocks each: for sums of integers, which are kept by part
// and joined afterwards.
template <class Work>
void for_each_part(Workers workers, std::size_t parts, std::size_t count, Work const& work)
{
    auto const first = [=](std::size_t part) { return std::min(blocks_in(count) * part / parts * block_size, count); };
    for_each_index(workers, parts, [&](std::size_t part) { work(part, first(part), first(part + 1)); });
}

}  // namespace pijler
