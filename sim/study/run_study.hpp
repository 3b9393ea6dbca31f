// From a study to its result file: all replicates of all arms, and how they were made.
#pragma once

#include "output/result_file.hpp"
#include "study/replicate.hpp"
#include "study/version.hpp"

namespace pijler {

struct StudyResult {
    ResultFile file;
    ArmPlan plan;
    std::size_t replicates_done = 0;     // fewer than asked when stopped; the file holds these
    std::vector<KeptReplicate> in_hand;  // when stopped
};

// What a stopped run is to be gone on with from.
KeptRun kept_of(StudyResult stopped);

// `history`: how the program was called. A study of one arm is a run: nothing is compared. `kept`: of the same study when it was stopped;
// what it holds is not run again. StatusError (bad_input) if it is another's.
StudyResult run_study(Study const& study, Vocabulary const& vocabulary, std::string const& history, RunSettings const& settings,
                      std::optional<KeptRun> kept = {});

}  // namespace pijler
