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

struct Kinds {
    bool cases = false, others = false;
    bool both() const { return cases && others; }
};

Kinds kinds_in(std::vector<ClusterCount> const& clusters)
{
    Kinds found;
    for (auto const& cluster : clusters) {
        found.cases |= cluster.cases > 0;
        found.others |= cluster.cases < cluster.measured;
    }
    return found;
}

}  // namespace

double t975(double freedom) { return boost::math::quantile(boost::math::students_t{std::max(freedom, 1.0)}, 0.975); }

bool LogOddsRatio::significant() const { return std::abs(estimate) > t975(freedom) * standard_error; }

LogOddsRatio log_odds_ratio(std::vector<ClusterCount> const& arm, std::vector<ClusterCount> const& control)
{
    auto const here = kinds_in(arm), there = kinds_in(control);
    double const added = here.both() && there.both() ? 0.0 : 0.5;
    auto const one = log_odds(arm, added), other = log_odds(control, added);
    auto const freedom = static_cast<double>(arm.size() + control.size()) - 2.0;
    // Where neither has a case, or all are, half a pupil each would tell only which arm is larger.
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    if (!(here.cases || there.cases) || !(here.others || there.others)) return {unknown, unknown, freedom};
    return {one.value - other.value, std::sqrt(one.variance + other.variance), freedom};
}

}  // namespace pijler
