// Checks on single values, and the words that faults are told in.
#pragma once

#include "scenario/faults.hpp"
#include "scenario/toml_value.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pijler {

struct Limits {
    double low;
    double high;
    bool holds(double value) const { return value >= low && value <= high; }  // false for nan
    std::string text() const;                                                 // "between 1 and 1200"
};

using Words = std::vector<std::string>;

template <typename Row>
Words names_of(std::vector<Row> const& rows)
{
    Words names;
    for (auto const& row : rows) names.push_back(row.name);
    return names;
}

// Each adds its fault and says whether the value is right.
bool check_number(TomlValue const& value, std::string const& name, double& number, Limits limits, Faults& faults);
bool check_word(TomlValue const& value, std::string const& name, std::string& word, Words const& known, Faults& faults);

// "a, b or c"; the first few of many.
std::string listed(Words const& words);

// A number as a person writes it: 0.05, 1200, 1.5e-07.
std::string written(double number);

// "1 month", "12 months".
std::string counted(std::int64_t number, std::string const& noun);

// "did you mean 'x'?", or what there is.
std::string unknown_word_remedy(std::string_view word, Words const& known);

// Cut short where somebody forgot a closing quote.
std::string in_quotes(std::string_view word);

}  // namespace pijler
