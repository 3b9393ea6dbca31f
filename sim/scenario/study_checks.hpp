// Whether the arms of a study share one world, and whether its run can answer what it asks.
#pragma once

#include "scenario/draft.hpp"
#include "scenario/study_tables.hpp"

namespace pijler {

// Arms differ in what is done, not in the world that it is done to.
void check_agreement(std::vector<ArmDraft> const& arms, Faults& faults);

// No arm changes a parameter that shapes people.
void check_pairing(std::vector<ArmDraft> const& arms, Vocabulary const& vocabulary, Faults& faults);

// No arm is named as the study names one that it adds.
void check_names(Study const& study, std::vector<ArmDraft> const& arms, Faults& faults);

// Parameters of one arm that do less than they seem to.
std::vector<std::string> notes_on(std::vector<ArmDraft> const& arms, Vocabulary const& vocabulary);

// The horizon ends with a record of the run; every replicate has a parameter set, which no arm overrules.
void check_asked(Study const& study, StudyPlaces const& places, std::vector<ArmDraft> const& arms, Vocabulary const& vocabulary, Faults& faults);

// The same once options have changed the study. Throws StatusError (usage).
void refuse_unanswerable(Study const& study, Overrides const& overrides);

}  // namespace pijler
