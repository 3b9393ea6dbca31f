// The last line of a result file, after HDF5's own end: a checksum of all before it. HDF5 1.10 may crash on a damaged file, so only bytes that
// carry their seal are given to it. Other readers of HDF5 do not see it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pijler {

// "pijler sha256 " and the checksum.
void add_seal(std::vector<unsigned char>& bytes);
inline constexpr std::size_t seal_size = 80;

// The seal of what is large and written often, of these pieces one after another: "pijler xxh128 " and XXH3's checksum of 128 bits.
std::string quick_seal(std::span<std::string_view const> pieces);

// Whether the bytes of a file end with the seal of all before, either kind.
bool has_seal(std::string_view bytes);
// The bytes before the seal of a file that has one.
std::string_view sealed(std::string_view bytes);

}  // namespace pijler
