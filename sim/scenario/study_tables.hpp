// The tables of a study file that say what is asked of the arms.
#pragma once

#include "scenario/scenario.hpp"
#include "scenario/section.hpp"

#include <filesystem>
#include <optional>

namespace pijler {

// [study] and [study.estimand]; `by` is the file that states them. Returns where the horizon is stated.
std::optional<Place> read_study_table(Section& section, std::filesystem::path const& by, Vocabulary const& vocabulary,
                                      Study& study);

// [sweep]: only its outline; sweeps read it themselves.
void check_sweep(Section& section);

}  // namespace pijler
