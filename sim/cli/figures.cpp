#include "cli/figures.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace pijler {
namespace {

constexpr std::size_t page = 80;

}  // namespace

double mean(std::vector<double> const& values)
{
    double sum = 0.0, count = 0.0;
    for (double const value : values) {
        if (std::isnan(value)) continue;
        sum += value;
        count += 1.0;
    }
    return sum / count;
}

std::string number(double value, int width, int decimals)
{
    return std::isfinite(value) ? format("%*.*f", width, decimals, value) : format("%*s", width, "-");
}

std::string signed_number(double value, int width, int decimals)
{
    auto text = format("%+*.*f", width, decimals, value);
    if (text.find_first_of("123456789") == std::string::npos) std::ranges::replace(text, '-', '+');
    return text;
}

std::size_t characters(std::string const& text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::string padded(std::string const& text, std::size_t width)
{
    auto const used = characters(text);
    return text + std::string(used < width ? width - used : 0, ' ');
}

std::string wrapped(std::string const& first, std::string const& later, std::string const& text)
{
    std::istringstream words{text};
    std::string lines, line = first;
    bool fresh = true;
    for (std::string word; words >> word; fresh = false) {
        if (!fresh && characters(line) + 1 + characters(word) > page) {
            lines += line + "\n";
            line = later;
            fresh = true;
        }
        line += (fresh ? "" : " ") + word;
    }
    return lines + line + "\n";
}

std::vector<double> difference(std::vector<double> a, std::vector<double> const& b)
{
    for (std::size_t n = 0; n < a.size(); ++n) a[n] -= b[n];
    return a;
}

std::string interval(double middle, double half, int decimals)
{
    if (std::isnan(half)) return format("%19s", "no interval");
    if (half <= 1e-9 * (1.0 + std::abs(middle))) return format("%19s", "all alike");  // no spread seen is no certainty
    return signed_number(middle - half, 10, decimals) + " .. " + signed_number(middle + half, 5, decimals);
}

}  // namespace pijler
