#include "cli/figures.hpp"

#include <cmath>

namespace pijler {

double mean(std::vector<double> const& values)
{
    double sum = 0.0;
    for (double const value : values) sum += value;
    return values.empty() ? std::nan("") : sum / static_cast<double>(values.size());
}

std::string number(double value, int width, int decimals)
{
    return std::isfinite(value) ? format("%*.*f", width, decimals, value) : format("%*s", width, "-");
}

std::vector<double> difference(std::vector<double> a, std::vector<double> const& b)
{
    for (std::size_t n = 0; n < a.size(); ++n) a[n] -= b[n];
    return a;
}

std::string interval(double middle, double half, int decimals)
{
    if (std::isnan(half)) return format("%19s", "one replicate");
    if (half <= 1e-9 * (1.0 + std::abs(middle))) return format("%19s", "all alike");  // no spread seen is no certainty
    return format("%+10.*f .. %+5.*f", decimals, middle - half, decimals, middle + half);
}

}  // namespace pijler
