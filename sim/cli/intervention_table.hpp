// Interventions as text: a table by pillar, or one of them in full.
#pragma once

#include "scenario/vocabulary.hpp"

#include <string>

namespace pijler {

// Type, grade of the evidence and mechanism in English and Dutch, pillar by pillar; then what holds unless a scenario says otherwise.
std::string intervention_table(std::vector<InterventionType> const& types);

// All that is known of one type: what delivering it takes, and its effects.
std::string intervention_in_full(InterventionType const& type);

}  // namespace pijler
