// A sweep's folder: manifest.json says what the sweep is, design.csv its points; parts/ holds finished work. Any number of processes may
// share it, on one machine or several.
#pragma once

#include "output/result_file.hpp"
#include "study/sweep/design.hpp"

#include <cstdint>
#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pijler {

// A unit of work is one replicate of one design point, all arms; they are numbered point by point.
struct Units {
    std::size_t begin, end;  // exclusive
    std::size_t count() const { return end - begin; }
};

struct SweepManifest {
    std::string title;
    std::string version;
    std::string fingerprint;  // of everything that results follow from
    std::string history;      // the call that began the sweep
    std::uint64_t seed = 0;
    std::size_t points = 0;
    std::size_t replicates = 0;
    std::size_t units_per_slot = 1;  // of work that a process takes at once
    std::string design_checksum;     // SHA-256 of design.csv
    std::vector<std::string> arms;
    std::string declarations;        // of the program that began it; empty in a sweep of an older one

    std::size_t units() const { return points * replicates; }
    std::size_t slots() const { return (units() + units_per_slot - 1) / units_per_slot; }
    Units slot(std::size_t n) const { return {n * units_per_slot, std::min((n + 1) * units_per_slot, units())}; }
};

class SweepFolder;

// A slot of work, taken by one process while it lives: the system gives it up when the process ends, however it ends.
class Claim {
public:
    // None where another has it. Throws StatusError (io_failure).
    static std::optional<Claim> of(SweepFolder const& folder, std::size_t slot);
    // When no other has it any more.
    static Claim wait_for(SweepFolder const& folder, std::size_t slot);
    // Together with others who only share it; waits for one that has it alone.
    static Claim shared(SweepFolder const& folder, std::size_t slot);
    // Whether some process has it.
    static bool is_taken(SweepFolder const& folder, std::size_t slot);

    Claim(Claim&& other) noexcept;
    Claim& operator=(Claim&&) = delete;
    ~Claim();

private:
    explicit Claim(int descriptor) : descriptor_{descriptor} {}
    int descriptor_;
};

class SweepFolder {
public:
    // Nothing is made or read yet.
    explicit SweepFolder(std::filesystem::path path) : path_{std::move(path)} {}

    std::filesystem::path const& path() const { return path_; }
    std::filesystem::path manifest_path() const { return path_ / "manifest.json"; }
    std::filesystem::path design_path() const { return path_ / "design.csv"; }
    std::filesystem::path parts_path() const { return path_ / "parts"; }
    std::filesystem::path claims_path() const { return path_ / "claims"; }

    // None where no sweep has begun. Throws StatusError (bad_input) where it cannot be understood.
    std::optional<SweepManifest> manifest() const;
    // Throws StatusError (bad_input) where it is not the manifest's.
    Design design(SweepManifest const& manifest) const;

    // Makes the folder unless it is there, and begins the sweep in it, the design first, unless another process has by now; `existing`:
    // whether a sweep that is there is dropped first. Gives what says that this process is at work here, for as long as it lives. Throws
    // StatusError cannot_create or io_failure: cannot_create too where other things lie in it, or others work on what was to be dropped.
    Claim begin(SweepManifest const& manifest, Design const& design, Existing existing) const;
    // Removes temporary files of processes that were killed while they wrote.
    void remove_leftovers() const;
    // All that lies in parts/, in no order. Throws StatusError (io_failure) where it cannot be read.
    std::vector<std::filesystem::path> files_of_parts() const;

private:
    void clear() const;
    std::filesystem::path path_;
};

}  // namespace pijler
