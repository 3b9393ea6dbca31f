// Whom an intervention is for, how they are found, and how strong it is when.
#pragma once

#include "scenario/draft.hpp"

namespace pijler {

// `type` is null where the scenario names none that there is.
void read_target(Section& section, Vocabulary const& vocabulary, InterventionType const* type, Delivery& delivery, InterventionPlaces& places);
void read_screening(Section& section, InterventionType const* type, Delivery& delivery, InterventionPlaces& places);
// Whether it takes away what is in force: all of it, at no cost, until the scenario says otherwise.
void read_stop(Section& section, InterventionType const* type, Delivery& delivery, InterventionPlaces& places);
void read_calendar(Section& section, Delivery& delivery, InterventionPlaces& places);

// What nobody sees of youths is found by screening, and screening finds something.
void check_screening(InterventionSpec const& spec, InterventionPlaces const& places, Faults& faults);

// No step of a calendar lies beyond the intervention's end or the run's; `steps` are the places of its steps.
void check_calendar(InterventionSpec const& spec, std::vector<Place> const& steps, int months, Faults& faults);

}  // namespace pijler
