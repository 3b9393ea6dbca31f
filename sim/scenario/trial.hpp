// A trial inside one town, as published: who is randomised to the study's arms, what is measured when, and what the paper found.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace pijler {

// Whole schools go to an arm, or the classes of each school are divided over the arms.
enum class TrialUnit { school, school_class };

// What makes a pupil a case when measured.
enum class TrialOutcome { lifetime_use, past_year_use, past_month_use, regular_use };

inline constexpr std::array trial_outcome_names{"lifetime_use", "past_year_use", "past_month_use", "regular_use"};  // as the enumerators

// A figure of the paper, of one arm against the control at one follow-up.
struct PublishedResult {
    std::string arm;
    int month = 0;
    std::optional<double> odds_ratio, low, high;  // with its 95 % interval
    std::optional<bool> significant;              // stated where the size was not, or follows from the interval
    std::string source;
    std::string how_known;  // read, derived, judgement, recalled
};

struct Trial {
    TrialUnit unit = TrialUnit::school;
    int schools = 2;                  // sampled
    std::optional<int> classes;       // sampled in each school; none: all of the ages below
    int age_low = 12, age_high = 12;  // school age at baseline, month 0
    std::vector<int> followups;       // months after baseline, rising
    TrialOutcome outcome = TrialOutcome::lifetime_use;
    bool leaves_out_baseline_cases = false;  // pupils who were cases at baseline are not analysed
    int pupils = 0;                   // of the paper, to be set beside the simulated; 0: not known
    std::vector<PublishedResult> published;
};

}  // namespace pijler
