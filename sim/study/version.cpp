#include "study/version.hpp"

#include "scenario/checksum.hpp"

#include <fstream>
#include <iterator>

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
        std::ifstream program{"/proc/self/exe", std::ios::binary};
        return program ? sha256(std::string{std::istreambuf_iterator<char>{program}, {}}) : std::string{};
    }();
    return checksum;
}

}  // namespace pijler
