// A TOML file as plain values that know their places; keeps the TOML library inside parse_toml.cpp.
#pragma once

#include "core/errors.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pijler {

struct TomlValue;
struct TomlEntry;
using TomlArray = std::vector<TomlValue>;
using TomlTable = std::vector<TomlEntry>;  // in the order of the file
struct TomlDate {};                        // any date or time: no scenario holds one

struct TomlValue {
    Place place;
    std::variant<bool, std::int64_t, double, std::string, TomlDate, TomlArray, TomlTable> is;

    TomlTable const* table() const { return std::get_if<TomlTable>(&is); }
    TomlArray const* array() const { return std::get_if<TomlArray>(&is); }
};

struct TomlEntry {
    std::string key;
    Place place;  // of the key
    TomlValue value;
};

TomlEntry const* find(TomlTable const& table, std::string_view key);

// "a string", "a whole number", "an array", ...
std::string kind_of(TomlValue const& value);

// The value of UTF-8 text; `file` names it in places. Throws InputError with one fault if the text is not TOML.
TomlValue parse_toml(std::string_view text, std::string const& file);

}  // namespace pijler
