// A sweep: one study at many design points, in pieces that any number of processes share and none loses.
#pragma once

#include "scenario/study_draft.hpp"
#include "study/sweep/parts.hpp"
#include "study/sweep/unit_results.hpp"

#include <string>
#include <vector>

namespace pijler {

// Which of the work a process does.
struct SweepShare {
    std::size_t first_point = 0;
    std::size_t last_point = 0;  // exclusive; 0: all
    std::size_t shard = 1;       // of `shards`: every shards-th slot, from this one on
    std::size_t shards = 1;
};

class Sweep {
public:
    // The study with what options change. Throws InputError where a point's settings do not go with them, StatusError (usage) where the
    // study has no [sweep] or is a trial.
    Sweep(StudyDraft draft, Overrides overrides, Vocabulary const& vocabulary, std::string history);

    Study const& study() const { return study_; }
    SweepManifest const& manifest() const { return manifest_; }
    UnitTable const& table() const { return table_; }

    // Begins the sweep in a folder, or takes up the one that is there, unless it is to be replaced; see SweepFolder::begin. Throws StatusError
    // (bad_input) where that is another's, saying how it differs.
    Claim begin_in(SweepFolder const& folder, Existing existing = Existing::keep);

    // The study at one point of the design. Throws InputError or StatusError where its settings do not go together.
    Study at(std::size_t point) const;
    Design const& design() const { return design_; }
    // Paths of all that the study was read from, as seen from its folder.
    std::vector<std::string> inputs() const;

private:
    StudyDraft draft_;
    Overrides overrides_;
    Vocabulary const& vocabulary_;
    Study study_;
    Design design_;
    SweepManifest manifest_;
    UnitTable table_;
};

struct SweepDone {
    std::size_t units = 0;           // now
    std::size_t left = 0;            // of the share: stopped, or taken by other processes
    std::size_t taken = 0;           // of these, by others
    std::vector<std::string> trouble;  // parts that were damaged or foreign, and made again
    std::vector<FailedUnit> failed;
};

// Does what is left of a share. Stopped, it publishes the units that are finished. Throws StatusError cannot_create or io_failure.
SweepDone run_sweep(Sweep const& sweep, SweepFolder const& folder, SweepShare const& share, RunSettings const& settings);

}  // namespace pijler
