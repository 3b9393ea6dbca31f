// What the kernels in C++ have in common: the graph, the town at the start, and the timing. The work is that of numpy_kernel.py.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <utility>
#include <vector>

namespace pijler::reference {

inline constexpr std::uint32_t neighbours = 10;
inline constexpr double rewired = 0.1;
inline constexpr int settling = 60;  // steps; also the warm-up
inline constexpr int repetitions = 3;

// Ties, each once: a ring with ties to the nearest five on each side, a tenth of them rewired (Watts and Strogatz).
inline std::vector<std::pair<std::uint32_t, std::uint32_t>> small_world(std::uint32_t agents)
{
    std::mt19937_64 random{1};
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ties;
    ties.reserve(std::size_t{agents} * neighbours / 2);
    for (std::uint32_t step = 1; step <= neighbours / 2; ++step)
        for (std::uint32_t one = 0; one < agents; ++one) {
            auto other = (one + step) % agents;
            if (std::uniform_real_distribution<>{}(random) < rewired) other = std::uniform_int_distribution<std::uint32_t>{0, agents - 1}(random);
            if (other == one) other = (other + 1) % agents;
            ties.emplace_back(one, other);
        }
    return ties;
}

// Agent-steps a second, the median of some repetitions after the kernel has settled, and the prevalence it settled at, as JSON.
template <class Kernel>
int run(int words, char** word)
{
    auto const agents = words > 1 ? std::strtoul(word[1], nullptr, 10) : 0UL;
    if (agents < 100) {
        std::fprintf(stderr, "usage: %s AGENTS (100 or more)\n", word[0]);
        return 64;
    }
    int const steps = static_cast<int>(std::max(20UL, 20'000'000UL / agents));
    Kernel kernel{static_cast<std::uint32_t>(agents)};
    for (int n = 0; n < settling; ++n) kernel.step();
    std::vector<double> rates;
    for (int repetition = 0; repetition < repetitions; ++repetition) {
        auto const begin = std::chrono::steady_clock::now();
        for (int n = 0; n < steps; ++n) kernel.step();
        std::chrono::duration<double> const spent = std::chrono::steady_clock::now() - begin;
        rates.push_back(static_cast<double>(agents) * steps / spent.count());
    }
    std::sort(rates.begin(), rates.end());
    std::printf("{\"agents\": %lu, \"agent_steps_per_second\": %.1f, \"prevalence\": %.6f}\n", agents, rates[repetitions / 2], kernel.prevalence());
    return 0;
}

}  // namespace pijler::reference
