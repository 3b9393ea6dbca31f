#include "output/seal.hpp"

#include "scenario/checksum.hpp"

#include <string>

namespace pijler {

std::string seal_of(std::string_view bytes) { return "\npijler sha256 " + sha256(bytes) + "\n"; }

void add_seal(std::vector<unsigned char>& bytes)
{
    auto const seal = seal_of({reinterpret_cast<char const*>(bytes.data()), bytes.size()});
    bytes.insert(bytes.end(), seal.begin(), seal.end());
}

bool has_seal(std::string_view bytes)
{
    auto const end = bytes.rfind("\npijler sha256 ");
    return end != std::string_view::npos && bytes.substr(end) == seal_of(bytes.substr(0, end));
}

}  // namespace pijler
