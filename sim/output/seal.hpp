// The last line of a result file, after HDF5's own end: "pijler sha256 " and the checksum of all before it. HDF5 1.10 may crash on
// a damaged file, so only bytes that carry their seal are given to it. Other readers of HDF5 do not see it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pijler {

// The line itself.
std::string seal_of(std::string_view bytes);

void add_seal(std::vector<unsigned char>& bytes);

// Whether the bytes of a file end with the seal of all before.
bool has_seal(std::string_view bytes);

}  // namespace pijler
