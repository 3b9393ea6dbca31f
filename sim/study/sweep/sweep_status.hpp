// How far a sweep is, from its folder alone.
#pragma once

#include "study/sweep/parts.hpp"

namespace pijler {

struct SweepStatus {
    SweepManifest manifest;
    std::size_t units_done = 0;    // failed ones too
    std::size_t points_whole = 0;   // with all their replicates, none of which failed
    std::size_t points_failed = 0;
    std::vector<FailedUnit> failed;
    std::size_t slots_in_hand = 0;  // taken by processes that live
    double units_a_second = 0.0;    // in the last hour of work; 0: not known
    double seconds_to_go() const;   // at that rate; 0: not known, or nothing is left
};

// Entries are believed of parts that have their size: whether these are sound is checked by a sweep that takes it up, and by merging. Throws StatusError no_input where
// there is no sweep, io_failure where it cannot be read.
SweepStatus status_of(SweepFolder const& folder);

}  // namespace pijler
