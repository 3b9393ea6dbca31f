// A factorial study: factors, each a scenario's worth of interventions, and an arm for every set of them.
#pragma once

#include "scenario/draft.hpp"
#include "scenario/study_tables.hpp"

namespace pijler {

// The factors of [[factor]] and the arms that they make; the first arm is the reference, with none. Checks what only a factorial can get wrong.
std::vector<ArmDraft> read_factorial(Section& top, std::filesystem::path const& by, StudyPlaces const& places, Vocabulary const& vocabulary, Faults& faults, Study& study);

}  // namespace pijler
