// Settled towns kept in a folder (--run-in-cache), so that runs which differ only in what comes after month 0 live the run-in once.
#pragma once

#include "scenario/scenario.hpp"
#include "simulation/town.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace pijler {

// Everything that a replicate's town at month 0 follows from, in words: two runs with the same have the same town, bit for bit.
std::string run_in_of(Study const& study, std::uint32_t replicate);

class RunInCache {
public:
    RunInCache() = default;  // keeps nothing
    // Makes the folder unless it is there; throws StatusError cannot_create or io_failure.
    explicit RunInCache(std::filesystem::path folder);

    bool keeps() const { return !folder_.empty(); }
    // Nothing where there is none or where it is damaged: it is lived again then, and kept anew.
    std::optional<Town> find(std::string const& made_from) const;
    // Several processes may keep the same at once. Throws StatusError cannot_create or io_failure.
    void keep(std::string const& made_from, Town const& town) const;

private:
    std::filesystem::path path_of(std::string const& made_from) const;
    std::filesystem::path folder_;
};

}  // namespace pijler
