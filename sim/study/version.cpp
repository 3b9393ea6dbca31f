#include "study/version.hpp"

#include "output/seal.hpp"
#include "scenario/text_file.hpp"

#include <array>

#ifndef PIJLER_VERSION
#define PIJLER_VERSION "0"
#endif

namespace pijler {

// In a file that the build writes anew whenever the commit has changed; empty where there is no git.
std::string built_commit();

std::string version()
{
    auto const commit = built_commit();
    return std::string{"pijler "} + PIJLER_VERSION + (commit.empty() ? "" : " (" + commit + ")");
}

std::string const& program_checksum()
{
    static std::string const checksum = [] {
        auto const program = read_bytes("/proc/self/exe");
        return program.bytes ? quick_checksum(std::array<std::string_view, 1>{*program.bytes}) : std::string{};
    }();
    return checksum;
}

}  // namespace pijler
