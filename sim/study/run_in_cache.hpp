// Settled towns kept in a folder (--run-in-cache), so that runs which differ only in what comes after month 0 live the run-in once.
#pragma once

#include "scenario/scenario.hpp"
#include "simulation/town.hpp"

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>

namespace pijler {

// Everything that a replicate's town at month 0 follows from, in words: two runs with the same have the same town, bit for bit.
std::string run_in_of(Study const& study, std::uint32_t replicate);

class RunInCache {
public:
    // Makes the folder unless it is there; throws StatusError cannot_create or io_failure.
    explicit RunInCache(std::filesystem::path folder);

    // Nothing where there is none or where it is damaged: it is lived again then, and kept anew.
    std::optional<Town> find(std::string const& made_from) const;
    // Several processes may keep the same at once. A run does not fail because a town cannot be kept: see trouble().
    void keep(std::string const& made_from, Town const& town);
    // Why a town could not be kept, the first time; empty where all were.
    std::string const& trouble() const { return trouble_; }

private:
    std::filesystem::path path_of(std::string const& made_from) const;
    std::filesystem::path folder_;
    std::mutex guard_;
    std::string trouble_;
};

}  // namespace pijler
