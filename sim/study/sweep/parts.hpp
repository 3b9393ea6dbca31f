// Parts: files of finished units, each with its entry of the manifest beside it, `parts/000012.h5` and `.json`, named by the first unit.
#pragma once

#include "output/result_file.hpp"
#include "study/sweep/sweep_folder.hpp"

#include <string>
#include <vector>

namespace pijler {

struct FailedUnit {
    std::size_t unit;
    std::string reason;
};

// What the manifest says of a part.
struct PartEntry {
    Units units;
    std::string checksum;  // SHA-256 of the file
    std::uintmax_t bytes = 0;
    std::string fingerprint, version;
    std::uint64_t seed = 0;
    double seconds = 0.0;      // of one core's time or a little more
    std::int64_t ended = 0;    // seconds since 1970
    std::vector<FailedUnit> failed;
};

enum class PartState { absent, sound, damaged, foreign };
struct Part {
    PartState state = PartState::absent;
    PartEntry entry = {};
    std::string trouble = {};  // of one that is damaged or foreign: the file's name and what is wrong
};

std::filesystem::path part_path(SweepFolder const& folder, SweepManifest const& manifest, std::size_t first_unit);
std::filesystem::path entry_path(SweepFolder const& folder, SweepManifest const& manifest, std::size_t first_unit);

// Its entry alone, unchecked beyond its form: none where there is none or it is damaged.
std::optional<PartEntry> read_entry(SweepFolder const& folder, SweepManifest const& manifest, std::size_t first_unit);

// The part that begins with this unit, checked by its checksum and against the manifest. Throws StatusError (io_failure) where parts cannot be
// looked at.
Part look_at_part(SweepFolder const& folder, SweepManifest const& manifest, std::size_t first_unit);

// The file first, then its entry; each temporary, flushed and renamed. Throws StatusError cannot_create or io_failure.
void write_part(SweepFolder const& folder, SweepManifest const& manifest, PartEntry entry, ResultFile const& result);

// What of these units no sound part holds; `trouble`: of parts that are damaged or foreign.
std::vector<Units> units_left(SweepFolder const& folder, SweepManifest const& manifest, Units units, std::vector<std::string>& trouble);

}  // namespace pijler
