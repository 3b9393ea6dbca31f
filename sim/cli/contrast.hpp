// Differences between arms in one outcome of one subgroup, replicate by replicate, on the scale in which the outcome is told.
#pragma once

#include "cli/result_view.hpp"

#include <optional>

namespace pijler {

struct Question {
    std::string outcome;
    std::string subgroup;
    int horizon;  // months
    std::string title;
    int from = 0;  // month from which what is summed up counts
};

// How an outcome is summed up and its change shown.
enum class Shown {
    percent,  // sum to the horizon, change relative to the reference
    units,    // the same, where the reference has none: as it is
    points,   // share of youths in the last year, in points
    level,    // mean of the last year, as it is
};

// A sum over arms at the effects that they are named with, by weights that come to 0.
struct WeightedArm {
    std::size_t arm;
    double weight;
};
using WeightedArms = std::vector<WeightedArm>;

inline WeightedArms against(std::size_t a, std::size_t b) { return {{a, 1.0}, {b, -1.0}}; }

// How arms are weighed: values as they are, or their logarithms, told as the per cents of a ratio.
enum class Scale { difference, ratio };

class Contrast {
public:
    // `question` names what is_answered().
    Contrast(ResultView const& view, Question question);

    static bool is_answered(ResultView const& view, Question const& question);

    Shown shown() const { return shown_; }
    double base() const { return base_; }  // of the reference, before scaling
    int decimals() const;
    std::string when() const;       // ", in the last year": of what a stock or level is taken; empty for what is summed up
    bool is_of_whole_town() const;  // has no subgroups
    bool is_of_nobody() const;  // an imported cohort grows out of its groups
    bool is_too_few() const;    // events of which per cents would say nothing

    // At the effects that the arms are named with; empty where none of them has anything.
    std::vector<double> central(WeightedArms const& arms, Scale scale = Scale::difference) const;
    // The same with effects drawn from their priors, if they are.
    std::optional<std::vector<double>> drawn(WeightedArms const& arms, Scale scale = Scale::difference) const;

    // A relative difference, on the scale of the differences.
    double relative(double share) const;

    // Mean over replicates of another flow, in the subgroup to the horizon.
    double flow(char const* variable, std::size_t arm) const;
    std::vector<double> noise_floor() const;  // of first uses

private:
    int start() const;
    std::vector<double> values(std::size_t arm) const;
    std::vector<double> weighed(WeightedArms const& arms, Scale scale) const;

    ResultView const& view_;
    Question question_;
    Shown shown_;
    double base_ = 0.0;
    double scale_ = 1.0;
};

}  // namespace pijler
