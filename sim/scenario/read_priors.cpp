// Other priors than the declared ones, as a CSV: parameter, centre, sd.
#include "scenario/csv_file.hpp"
#include "scenario/draft.hpp"
#include "scenario/read_priors.hpp"

#include <algorithm>
#include <set>

namespace pijler {

std::vector<StatedPrior> read_priors(StatedPath const& path, Vocabulary const& vocabulary, std::vector<InputText>& inputs, Faults& faults)
{
    std::vector<StatedPrior> priors;
    auto const table = open_csv(path, inputs, faults);
    if (!table || !check_columns(*table, {"parameter", "centre", "sd"}, {"note"}, faults)) return priors;
    auto const column = [&](std::string_view name) { return static_cast<std::size_t>(std::ranges::find(table->header, name, &CsvCell::text) - table->header.begin()); };
    auto const name_at = column("parameter"), centre_at = column("centre"), sd_at = column("sd");
    std::set<std::string> seen;
    for (auto const& row : table->rows) {
        auto const& name = row[name_at];
        auto const* parameter = parameter_row(name.text, vocabulary);
        if (parameter == nullptr) {
            faults.add(name.place, "unknown parameter " + in_quotes(name.text), unknown_word_remedy(name.text, names_of(vocabulary.parameters)));
            continue;
        }
        if (!seen.insert(name.text).second) faults.add(name.place, "a second prior of " + in_quotes(name.text), "each parameter once");
        auto const centre = number_in(row[centre_at], "centre", {parameter->low, parameter->high}, faults);
        auto const sd = number_in(row[sd_at], "sd", {0.0, parameter->high - parameter->low}, faults);
        if (centre && sd) priors.push_back({name.text, *centre, *sd});
    }
    return priors;
}

}  // namespace pijler
