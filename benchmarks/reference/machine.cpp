// What the machine gives, on one thread and on two: draws, bandwidth and random loads, the latter two also in what a world of each size takes.
#include "core/column.hpp"
#include "core/parallel.hpp"
#include "core/random.hpp"

#include <chrono>
#include <cstdio>
#include <functional>
#include <numeric>

namespace pijler::reference {
namespace {

constexpr int repetitions = 5;
constexpr std::size_t far_beyond_caches = std::size_t{384} << 20;
constexpr std::size_t bytes_a_youth = 288;  // of a world

template <class Value>
using Numbers = std::vector<Value, ColumnMemory<Value>>;

// Units a second: the median of some repetitions, after one that is not counted.
double rate(double units, std::function<void()> const& work)
{
    work();
    std::vector<double> rates;
    for (int n = 0; n < repetitions; ++n) {
        auto const begin = std::chrono::steady_clock::now();
        work();
        std::chrono::duration<double> const spent = std::chrono::steady_clock::now() - begin;
        rates.push_back(units / spent.count());
    }
    std::ranges::sort(rates);
    return rates[repetitions / 2];
}

// Compilers may not leave out what this is told.
void keep(void const* result) { asm volatile("" : : "g"(result) : "memory"); }

// 32-bit numbers of the program's own Philox.
double draws(Workers workers)
{
    constexpr std::size_t chunks = 256, rounds = 100;
    RandomKey const key{1, 0};
    return rate(4.0 * chunks * rounds * block_size, [&] {
        for_each_index(workers, chunks, [&](std::size_t chunk) {
            std::array<std::uint32_t, block_size> who;
            std::array<RandomBlock, block_size> out;
            std::iota(who.begin(), who.end(), static_cast<std::uint32_t>(chunk * block_size));
            for (std::uint32_t round = 0; round < rounds; ++round) {
                key.blocks(who, round, 1, 0, out);
                keep(out.data());
            }
        });
    });
}

// Bytes of a = b + 3 c on three arrays of so many bytes together; what is read to be overwritten is not counted.
double triad(Workers workers, std::size_t bytes)
{
    constexpr std::size_t chunk = std::size_t{1} << 14;
    auto const chunks = bytes / (3 * sizeof(double) * chunk), count = chunks * chunk;
    auto const rounds = std::max<std::size_t>(1, far_beyond_caches / bytes);
    Numbers<double> a(count, 0.0), b(count, 1.0), c(count, 2.0);
    return rate(3.0 * sizeof(double) * static_cast<double>(count * rounds), [&] {
        for (std::size_t round = 0; round < rounds; ++round) {
            for_each_index(workers, chunks, [&, a = a.data(), b = b.data(), c = c.data()](std::size_t n) {
                for_lanes(chunk, [=, from = n * chunk](std::size_t i) { a[from + i] = b[from + i] + 3.0 * c[from + i]; });
            });
            keep(a.data());
        }
    });
}

// Loads of 8-byte words, as friends' are, from anywhere among those of so many youths; whose is read in order.
double random_loads(Workers workers, std::size_t youths)
{
    constexpr std::size_t loads = std::size_t{1} << 22, chunk = std::size_t{1} << 14;
    Numbers<std::uint64_t> word(youths, 1);
    Numbers<std::uint32_t> whose(loads);
    RandomKey const key{1, 0};
    for (std::uint32_t n = 0; n < loads; n += 4) {
        auto const block = key.block({n, 0, 2, 0});
        for (std::uint32_t k = 0; k < 4; ++k) whose[n + k] = static_cast<std::uint32_t>(std::uint64_t{block[k]} * youths >> 32);
    }
    return rate(double{loads}, [&] {
        for_each_index(workers, loads / chunk, [&](std::size_t n) {
            std::uint64_t sum = 0;
            for (std::size_t i = n * chunk; i < (n + 1) * chunk; ++i) sum += word[whose[i]];
            keep(&sum);
        });
    });
}

template <class Measure>
void print(char const* name, Measure const& measure, char const* end = ", ")
{
    std::printf("\"%s\": [%.4g, %.4g]%s", name, measure(Workers{1}), measure(Workers{2}), end);
}

}  // namespace
}  // namespace pijler::reference

int main()
{
    using namespace pijler::reference;
    std::printf("{");
    print("draws_per_second", draws);
    print("triad_bytes_per_second", [](pijler::Workers workers) { return triad(workers, far_beyond_caches); });
    for (std::size_t const youths : {20'000UL, 200'000UL, 1'000'000UL}) {
        auto const size = std::to_string(youths);
        print(("triad_bytes_per_second_" + size).c_str(), [youths](pijler::Workers workers) { return triad(workers, youths * bytes_a_youth); });
        print(("loads_per_second_" + size).c_str(), [youths](pijler::Workers workers) { return random_loads(workers, youths); }, youths < 1'000'000 ? ", " : "}\n");
    }
}
