// The one parallel loop: fixed blocks of consecutive indices, shared among threads, exceptions carried out.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <exception>
#include <mutex>

namespace pijler {

// How many threads a loop may use; never changes a result.
struct Workers {
    int threads = 1;
};

// Blocks are the same whatever the number of threads, so that what is kept per block is too.
inline constexpr std::size_t block_size = 1024;

// Something of each youth of a block. A cache line longer than the block: several that are used together, or beside columns, would else
// fall on the same few lines of the nearest cache.
template <class Value>
using BlockOf = std::array<Value, block_size + (sizeof(Value) < 64 ? 64 / sizeof(Value) : 1)>;

inline constexpr std::size_t blocks_in(std::size_t count) { return (count + block_size - 1) / block_size; }

// Calls work(index) for each index below count, any order. The first exception of any thread is rethrown.
template <class Work>
void for_each_index(Workers workers, std::size_t count, Work const& work)
{
#ifndef PIJLER_CORE_ONLY
    if (workers.threads > 1 && count > 1) {
        std::exception_ptr failure;
        std::mutex guard;
        auto const last = static_cast<long>(count);
#pragma omp parallel for schedule(dynamic) num_threads(workers.threads)
        for (long index = 0; index < last; ++index) {
            try {
                work(static_cast<std::size_t>(index));
            } catch (...) {
                std::lock_guard const lock{guard};
                if (!failure) failure = std::current_exception();
            }
        }
        if (failure) std::rethrow_exception(failure);
        return;
    }
#endif
    for (std::size_t index = 0; index < count; ++index) work(index);
}

// Calls work(begin, end) for each block of [0, count).
template <class Work>
void for_each_block(Workers workers, std::size_t count, Work const& work)
{
    for_each_index(workers, blocks_in(count), [&](std::size_t block) {
        auto const begin = block * block_size;
        work(begin, std::min(begin + block_size, count));
    });
}

// Before a function whose loops are to run in vectors: it is compiled again for processors with AVX2 (x86-64-v3) and with AVX-512
// (x86-64-v4), chosen when the program starts, and what it calls is compiled into it. All forms give the same digits
// (tests/house/same_digits.py).
#ifdef __clang__  // clang 14 does not combine the two attributes
#define IN_VECTORS
#else
#define IN_VECTORS [[gnu::flatten, gnu::target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")]]
#endif

// Calls lane(i) for each i below count, as vector instructions where the compiler can: lanes must not depend on one another.
template <class Lane>
inline void for_lanes(std::size_t count, Lane const& lane)
{
#ifndef PIJLER_CORE_ONLY
#pragma omp simd
#endif
    for (std::size_t i = 0; i < count; ++i) lane(i);
}

}  // namespace pijler
