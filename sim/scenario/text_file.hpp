// Reading text files: what is not there, what is no UTF-8, and where in a text something stands.
#pragma once

#include "core/errors.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace pijler {

// Bytes of a file, or why it cannot be read ("no such file", "is a folder", ...).
struct FileBytes {
    std::optional<std::string> bytes;
    std::string trouble;
};
FileBytes read_bytes(std::filesystem::path const& path);

// The path that `stated` in the file `by` means: relative to that file.
std::filesystem::path resolved(std::filesystem::path const& by, std::string const& stated);

// Takes off a byte order mark; throws InputError at the first byte that is not UTF-8.
std::string decoded(std::string bytes, std::string const& file);

// Bytes of the UTF-8 character that starts with this byte; 0 if none does.
std::size_t utf8_length(unsigned char first);

// Line and column, in characters, of a byte of a text.
Place place_at(std::string_view text, std::size_t byte, std::string const& file);

}  // namespace pijler
