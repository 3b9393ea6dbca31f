#include "study/trial_analysis.hpp"

#include <cmath>
#include <limits>

namespace pijler {
namespace {

struct LogOdds {
    double value;
    double variance;
};

// The linearised variance of a ratio of sums over clusters, brought to the log-odds scale (delta method).
LogOdds log_odds(std::vector<ClusterCount> const& clusters, double added)
{
    double measured = 2.0 * added, cases = added;
    for (auto const& cluster : clusters) {
        measured += cluster.measured;
        cases += cluster.cases;
    }
    double const share = cases / measured, others = measured - cases;
    double squares = 0.0;
    for (auto const& cluster : clusters) {
        double const residual = cluster.cases - share * cluster.measured;
        squares += residual * residual;
    }
    auto const n = static_cast<double>(clusters.size());
    double variance = n / (n - 1.0) * squares / (measured * measured) / std::pow(share * (1.0 - share), 2);
    if (added > 0.0) variance = 1.0 / cases + 1.0 / others;  // too few cases to tell clusters apart
    return {std::log(cases / others), n < 2.0 ? std::numeric_limits<double>::quiet_NaN() : variance};
}

bool lacks_a_kind(std::vector<ClusterCount> const& clusters)
{
    std::int64_t measured = 0, cases = 0;
    for (auto const& cluster : clusters) {
        measured += cluster.measured;
        cases += cluster.cases;
    }
    return cases == 0 || cases == measured;
}

}  // namespace

double t975(double freedom)
{
    // Exact for 1 and 2 degrees of freedom; beyond, the expansion in 1/freedom of the normal quantile to the fourth order, right to
    // .02 at 3 and to .001 from 5 on (Abramowitz and Stegun 26.7.5).
    if (freedom <= 1.0) return 12.7062047;
    if (freedom <= 2.0) return 4.3026527;
    constexpr double z = 1.959963985, z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z, z9 = z7 * z * z;
    double const inverse = 1.0 / freedom;
    return z + inverse * ((z3 + z) / 4.0 + inverse * ((5.0 * z5 + 16.0 * z3 + 3.0 * z) / 96.0 + inverse * ((3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / 384.0 +
               inverse * (79.0 * z9 + 776.0 * z7 + 1482.0 * z5 - 1920.0 * z3 - 945.0 * z) / 92160.0)));
}

bool LogOddsRatio::significant() const { return std::abs(estimate) > t975(freedom) * standard_error; }

LogOddsRatio log_odds_ratio(std::vector<ClusterCount> const& arm, std::vector<ClusterCount> const& control)
{
    double const added = lacks_a_kind(arm) || lacks_a_kind(control) ? 0.5 : 0.0;
    auto const one = log_odds(arm, added), other = log_odds(control, added);
    return {one.value - other.value, std::sqrt(one.variance + other.variance), static_cast<double>(arm.size() + control.size()) - 2.0};
}

}  // namespace pijler
