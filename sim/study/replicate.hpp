// One replicate: a run-in shared by all arms, then every arm's world in step, with its direct twin and the butterfly world.
#pragma once

#include "output/recorder.hpp"
#include "simulation/town.hpp"
#include "study/arms.hpp"
#include "study/run_in_cache.hpp"

#include <atomic>
#include <functional>

namespace pijler {

// How to run, never what comes out.
struct RunSettings {
    int threads = 1;
    std::function<void(double share_done)> progress;  // called from any thread, one at a time
    std::atomic<bool> const* stop = nullptr;          // when it turns true, the replicates in hand are given up
    RunInCache* run_ins = nullptr;                    // where settled towns are kept, if anywhere
    Profile* profile = nullptr;                       // to add to, if wanted
};

// What one record's deliveries came to, by intervention.
using DeliveryRecord = std::vector<DeliverySums>;

using RecordsBySubstance = std::vector<Records>;
struct ArmRecords {
    RecordsBySubstance own;
    RecordsBySubstance twin;  // empty where no twin was asked for
    std::vector<DeliveryRecord> delivery;
};

struct ReplicateRecords {
    std::vector<ArmRecords> arms;     // as the plan's runs
    RecordsBySubstance butterfly;     // empty where not asked for
    std::vector<EqualSpending> equal; // as the plan's runs; empty where nothing is equalised
};

// What a study asks of each replicate.
struct ReplicateTask {
    Study const& study;
    std::vector<ParameterRow> const& parameters;
    ArmPlan const& plan;
    bool twins;
    bool butterfly;
    bool network;
    RunInCache* run_ins = nullptr;
    Profile* profile = nullptr;
};

// The reference's town at month 0, from what is kept if it is there. `replicate` selects the parameter set when the study has sets.
Town run_in(Study const& study, std::uint32_t replicate, Workers workers, std::function<bool()> const& month_done, RunInCache* kept = nullptr,
            PhaseTimes* times = nullptr);

// The people of run_in(), who do not depend on what is lived through before month 0; without friendships.
World people_at_start(Study const& study, std::uint32_t replicate);

// False when stopped before its end.
bool run_replicate(ReplicateTask const& task, std::uint32_t replicate, Workers workers, std::function<bool()> const& month_done, ReplicateRecords& records);

// What run_replicate will report as done, for progress: the months of its worlds, and two steps before them.
std::size_t months_in(ReplicateTask const& task);

}  // namespace pijler
