// The tables of a study file that say what is asked of the arms.
#pragma once

#include "scenario/scenario.hpp"
#include "scenario/section.hpp"
#include "scenario/toml_file.hpp"

#include <filesystem>
#include <optional>

namespace pijler {

// Where a study states what is checked once its arms are read.
struct StudyPlaces {
    std::optional<Place> estimand;
    std::optional<Place> horizon;
    std::optional<Place> parameter_sets;  // none too if their file is wrong
    std::optional<Place> equalise;        // if arms are equalised
    std::optional<StatedPath> reference;  // the scenario to which a factorial adds
};

// [study] and [study.estimand]; `by` is the file that states them.
StudyPlaces read_study_table(Section& section, std::filesystem::path const& by, Vocabulary const& vocabulary,
                             Study& study);

}  // namespace pijler
