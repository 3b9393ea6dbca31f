// What is not known, as a CSV: one parameter set a row, the header names the parameters.
#include "scenario/csv_file.hpp"
#include "scenario/draft.hpp"
#include "scenario/import.hpp"

namespace pijler {

std::vector<ParameterValues> read_parameter_sets(StatedPath const& path, Vocabulary const& vocabulary,
                                                 std::vector<InputText>& inputs, Faults& faults)
{
    std::vector<ParameterValues> sets;
    auto const table = open_csv(path, inputs, faults);
    if (!table) return sets;
    auto known = names_of(vocabulary.parameters);
    for (auto const& cell : table->header)
        if (parameter_row(cell.text, vocabulary) != nullptr) known.push_back(cell.text);  // of one substance
    check_columns(*table, {}, known, faults);
    if (table->rows.size() + table->misshapen == 0) faults.add({table->file, 1, 1}, "no parameter sets", "one row for each");
    for (auto const& row : table->rows) {
        auto& set = sets.emplace_back();
        for (std::size_t column = 0; column < table->header.size(); ++column) {
            auto const& name = table->header[column].text;
            auto const* parameter = parameter_row(name, vocabulary);
            if (parameter == nullptr) continue;
            auto const value = number_in(row[column], name, {parameter->low, parameter->high}, faults);
            if (value) set.emplace(name, *value);
        }
    }
    return sets;
}

}  // namespace pijler
