#pragma once

#include "scenario/draft.hpp"
#include "scenario/trial.hpp"

namespace pijler {

// Where a trial states what is checked once its arms are read.
struct TrialPlaces {
    Place trial;
    std::vector<Place> published;  // beside trial.published
};

// [trial] and [[trial.published]]; its arms run until the last follow-up.
Trial read_trial(Section& section, std::vector<ArmDraft>& arms, TrialPlaces& places);

// Arms of a trial live in one world, and what they deliver can be kept to their own schools or pupils.
void check_trial(Trial const& trial, TrialPlaces const& places, Study const& study, std::vector<ArmDraft> const& arms, Vocabulary const& vocabulary, Faults& faults);

// The same once options have changed the study. Throws StatusError (usage).
void refuse_untried(Trial const& trial, Study const& study, Overrides const& overrides);

}  // namespace pijler
