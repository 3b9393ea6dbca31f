// The last line of a file that the program reads again: a checksum of all before it. HDF5 1.10 may crash on a damaged file, so only bytes that
// carry their seal are given to it. Other readers of HDF5 do not see it: it comes after HDF5's own end.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pijler {

// XXH3's checksum of 128 bits, of these pieces one after another, in hexadecimal digits.
std::string quick_checksum(std::span<std::string_view const> pieces);
// "pijler xxh128 " and that checksum, on a line.
std::string seal_of(std::span<std::string_view const> pieces);
inline constexpr std::size_t seal_size = 48;
void add_seal(std::vector<unsigned char>& bytes);

// Whether the bytes of a file end with the seal of all before, or with that of earlier versions, SHA-256.
bool has_seal(std::string_view bytes);
// The bytes before the seal of a file that has one.
std::string_view sealed(std::string_view bytes);

}  // namespace pijler
