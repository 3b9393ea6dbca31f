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

// Over what there is: nan marks a replicate in which nobody is counted.
double mean(std::vector<double> const& values);

// A dash where there is none.
std::string number(double value, int width, int decimals);

// With its sign, + for what rounds to 0.
std::string signed_number(double value, int width, int decimals);

// Filled up to a width in characters (UTF-8).
std::string padded(std::string const& text, std::size_t width);
std::size_t characters(std::string const& text);

// Words in lines of at most 80 characters, the first and the later ones after their own beginnings.
std::string wrapped(std::string const& first, std::string const& later, std::string const& text);

// Differences of two per-replicate series.
std::vector<double> difference(std::vector<double> a, std::vector<double> const& b);

// middle - half .. middle + half, 19 wide; a half of nan: fewer than two differences.
std::string interval(double middle, double half, int decimals);

}  // namespace pijler
