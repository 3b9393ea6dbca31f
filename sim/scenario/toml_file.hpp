// Opening the TOML files of a scenario or study, and following what they refer to.
#pragma once

#include "scenario/faults.hpp"
#include "scenario/scenario.hpp"
#include "scenario/toml_value.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace pijler {

// A path as a file or the command line states it.
struct StatedPath {
    std::filesystem::path path;
    std::optional<Place> place;  // of the value that states it; none: the command line
};

struct TomlFile {
    std::filesystem::path path;
    InputText input;
    TomlValue top;
};

// A file's bytes; nothing, with a fault where it is stated, if it cannot be read. Throws StatusError (no_input) if the command line
// states it.
std::optional<std::string> open_stated(StatedPath const& stated, Faults& faults);

// Nothing, with faults, if the file cannot be read or is not TOML.
std::optional<TomlFile> open_toml(StatedPath const& stated, Faults& faults);

FileKind file_kind(TomlTable const& top);

// Adds a text once, by its path.
void keep_input(std::vector<InputText>& inputs, InputText const& input);

}  // namespace pijler
