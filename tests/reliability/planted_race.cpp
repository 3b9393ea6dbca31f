// A race on purpose, in the one parallel loop: what looks for races must report it.
#include "core/parallel.hpp"

#include <cstdio>

int main()
{
    long sum = 0;
    pijler::for_each_index({4}, 100000, [&](std::size_t index) { sum += static_cast<long>(index); });
    std::printf("%ld\n", sum);
}
