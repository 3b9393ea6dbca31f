#include "study/version.hpp"

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

}  // namespace pijler
