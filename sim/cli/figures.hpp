// Numbers as a table on the terminal shows them.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

namespace pijler {

inline std::string format(char const* pattern, auto... values)
{
    char line[256];
    std::snprintf(line, sizeof line, pattern, values...);
    return line;
}

double mean(std::vector<double> const& values);

// A dash where there is none.
std::string number(double value, int width, int decimals);

// Differences of two per-replicate series.
std::vector<double> difference(std::vector<double> a, std::vector<double> const& b);

// middle - half .. middle + half, 19 wide.
std::string interval(double middle, double half, int decimals);

}  // namespace pijler
