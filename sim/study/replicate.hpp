// One replicate: a run-in shared by all arms, then every arm's world in step, with its direct twin and the butterfly world.
#pragma once

#include "output/checkpoint_file.hpp"
#include "output/recorder.hpp"
#include "simulation/town.hpp"
#include "study/arms.hpp"
#include "study/run_in_cache.hpp"

#include <atomic>
#include <functional>
#include <optional>

namespace pijler {

// How to run, never what comes out.
struct RunSettings {
    int threads = 1;
    std::function<void(double share_done)> progress;  // called from any thread, one at a time
    std::atomic<bool> const* stop = nullptr;          // when it turns true, the replicates in hand end with their month and are kept
    RunInCache* run_ins = nullptr;                    // where settled towns are kept, if anywhere
    Profile* profile = nullptr;                       // to add to, if wanted
    int keep_every = 0;                               // months; 0: a run is kept only when it is stopped
    std::function<void(KeptRun const&)> keep = {};    // called from another thread, one at a time; throws nothing

    // Times after the run-in, if wanted.
    PhaseTimes* after() const { return profile != nullptr ? &profile->after : nullptr; }
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

// What lets a replicate be gone on with later: its state between two months.
struct MonthKeeper {
    State from;                                    // what was kept of this replicate, let go of once read; none: it begins at its beginning
    std::function<bool(int next_month)> due;       // whether it is to be kept now
    std::function<void(Image state)> keep;

    // Keeps the state that `image` makes if it is due, or the replicate ends here.
    template <class Image>
    void after_month(int next_month, bool go_on, Image const& image) const
    {
        if (!go_on || due(next_month)) keep(image());
    }
};

// The reference's town at month 0, from what is kept if it is there. `replicate` selects the parameter set when the study has sets. When
// `month_done` says false the month is the last, and the town is as after it.
Town run_in(Study const& study, std::uint32_t replicate, Workers workers, std::function<bool()> const& month_done, RunInCache* kept = nullptr,
            PhaseTimes* times = nullptr, MonthKeeper* keeper = nullptr);

// The people of run_in(), who do not depend on what is lived through before month 0; without friendships.
World people_at_start(Study const& study, std::uint32_t replicate);

// False when stopped before its end: once `month_done`, called after each month of each world, says false, the replicate ends with the month,
// kept if there is a keeper. What a keeper gives to go on from must be of this task and replicate.
bool run_replicate(ReplicateTask const& task, std::uint32_t replicate, Workers workers, std::function<bool()> const& month_done, ReplicateRecords& records,
                   MonthKeeper* keeper = nullptr);

// What run_replicate reports as done, in all or until a month (from 0) is next, for progress: the months of its worlds, and two steps before them.
std::size_t months_in(ReplicateTask const& task, std::optional<int> until = {});

}  // namespace pijler
