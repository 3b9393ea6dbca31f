#include "study/trial_analysis.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
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

double t975(double freedom) { return boost::math::quantile(boost::math::students_t{std::max(freedom, 1.0)}, 0.975); }

bool LogOddsRatio::significant() const { return std::abs(estimate) > t975(freedom) * standard_error; }

LogOddsRatio log_odds_ratio(std::vector<ClusterCount> const& arm, std::vector<ClusterCount> const& control)
{
    double const added = lacks_a_kind(arm) || lacks_a_kind(control) ? 0.5 : 0.0;
    auto const one = log_odds(arm, added), other = log_odds(control, added);
    return {one.value - other.value, std::sqrt(one.variance + other.variance), static_cast<double>(arm.size() + control.size()) - 2.0};
}

}  // namespace pijler
