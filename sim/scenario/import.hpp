// Real classes or cohorts from CSV: attributes in one file, friendships in another.
#pragma once

#include "scenario/faults.hpp"
#include "scenario/scenario.hpp"
#include "scenario/toml_file.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pijler {

struct ImportPaths {
    StatedPath nodes;
    StatedPath ties;
};

// Nothing, with faults, if something is wrong. Of the files only checksums and row counts go to `inputs`.
std::optional<ImportedPopulation> read_imported_population(ImportPaths const& paths, std::vector<std::string> const& substances,
                                                           Vocabulary const& vocabulary, std::vector<InputText>& inputs,
                                                           Faults& faults);

// Months until the last of a closed cohort turns 26 and leaves.
int months_of_stay(ImportedPopulation const& population);

// Parameter sets, one a row; the header names the parameters.
std::vector<ParameterValues> read_parameter_sets(StatedPath const& path, Vocabulary const& vocabulary,
                                                 std::vector<InputText>& inputs, Faults& faults);

}  // namespace pijler
