// CSV files that a scenario or study names, and the columns that they may have.
#pragma once

#include "scenario/csv.hpp"
#include "scenario/toml_file.hpp"

#include <optional>
#include <vector>

namespace pijler {

// Nothing, with faults, if there is no table. Only checksum and row count go to `inputs`.
std::optional<CsvTable> open_csv(StatedPath const& stated, std::vector<InputText>& inputs, Faults& faults);

// Faults for columns that are missing or not known; says whether all required ones are there.
bool check_columns(CsvTable const& table, Words const& required, Words const& optional, Faults& faults);

}  // namespace pijler
