// Comma-separated tables with a header: quoted fields, CRLF and a byte order mark accepted, columns in any order.
#pragma once

#include "scenario/checks.hpp"
#include "scenario/faults.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pijler {

struct CsvCell {
    std::string text;
    Place place;
};
using CsvRow = std::vector<CsvCell>;

struct CsvTable {
    std::string file;
    CsvRow header;
    std::vector<CsvRow> rows;   // each as long as the header
    std::size_t misshapen = 0;  // rows that are not, left out

    std::optional<std::size_t> column(std::string_view name) const;
};

// Nothing, with faults, if it is no table; rows of the wrong length are faults and left out.
std::optional<CsvTable> parse_csv(std::string const& bytes, std::string const& file, Faults& faults);

// The number in a cell; nothing, with a fault, if there is none or it lies outside the limits.
std::optional<double> number_in(CsvCell const& cell, std::string_view column, Limits limits, Faults& faults);

}  // namespace pijler
