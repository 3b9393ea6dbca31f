#include "output/seal.hpp"

#include "scenario/checksum.hpp"

#include <fstream>
#include <string>
#include <string_view>

namespace pijler {
namespace {

std::string seal_of(std::string_view bytes) { return "\npijler sha256 " + sha256(bytes) + "\n"; }

}  // namespace

void add_seal(std::vector<unsigned char>& bytes)
{
    auto const seal = seal_of({reinterpret_cast<char const*>(bytes.data()), bytes.size()});
    bytes.insert(bytes.end(), seal.begin(), seal.end());
}

bool has_seal(std::filesystem::path const& path)
{
    std::error_code error;
    auto const size = std::filesystem::file_size(path, error);
    if (error) return false;
    std::string bytes(size, '\0');
    if (!std::ifstream{path, std::ios::binary}.read(bytes.data(), static_cast<std::streamsize>(size))) return false;
    auto const end = bytes.rfind("\npijler sha256 ");
    return end != std::string::npos && std::string_view{bytes}.substr(end) == seal_of(std::string_view{bytes}.substr(0, end));
}

}  // namespace pijler
