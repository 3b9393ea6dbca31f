// What is not known, as a CSV: one parameter set a row, the header names the parameters.
#include "scenario/csv_file.hpp"
#include "scenario/import.hpp"

namespace pijler {

std::vector<ParameterValues> read_parameter_sets(StatedPath const& path, Vocabulary const& vocabulary,
                                                 std::vector<InputText>& inputs, Faults& faults)
{
    std::vector<ParameterValues> sets;
    auto const table = open_csv(path, inputs, faults);
    if (!table) return sets;
    check_columns(*table, {}, names_of(vocabulary.parameters), faults);
    if (table->rows.size() + table->misshapen == 0) faults.add({table->file, 1, 1}, "no parameter sets", "one row for each");
    for (auto const& row : table->rows) {
        auto& set = sets.emplace_back();
        for (auto const& parameter : vocabulary.parameters) {
            auto const column = table->column(parameter.name);
            if (!column) continue;
            auto const value = number_in(row[*column], parameter.name, {parameter.low, parameter.high}, faults);
            if (value) set.emplace(parameter.name, *value);
        }
    }
    return sets;
}

}  // namespace pijler
