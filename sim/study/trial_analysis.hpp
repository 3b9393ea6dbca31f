// How a trial is analysed: the odds ratio of an arm against the control, with a standard error that allows for pupils of one cluster
// being alike.
#pragma once

#include "study/trial_enrolment.hpp"

namespace pijler {

struct LogOddsRatio {
    double estimate;
    double standard_error;  // nan with fewer than two clusters in an arm, or without a ratio
    double freedom;         // of Student's t: clusters of both arms less two
    bool significant() const;  // at 5 %, two-sided; never without a standard error
};

// Clusters of one arm with those of the control. Where an arm has no cases or nothing else, half a pupil is added to every cell;
// where neither has one, or neither anything else, there is no ratio (nan).
LogOddsRatio log_odds_ratio(std::vector<ClusterCount> const& arm, std::vector<ClusterCount> const& control);

// The .975 quantile of Student's t; of one degree of freedom where there are fewer.
double t975(double freedom);

}  // namespace pijler
