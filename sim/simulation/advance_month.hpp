// The clock: one month of one world, phase by phase.
#pragma once

#include "simulation/profile.hpp"
#include "simulation/programme.hpp"

namespace pijler {

// A world in motion: its state, and what it observes and does within a month (kept to spare allocations).
struct Run {
    explicit Run(World first) : world{std::move(first)} {}
    World world;
    Surroundings surroundings;
    ParentCircles parent_circles;
    Column<YouthId, UseEvent> event;
    Friendships friendships;
};

// What all worlds of a replicate share in a month.
struct Month {
    MonthRandom random;
    StartDraws const& draws;
    Workers workers;
    std::uint32_t layer = 0;  // whose chances: those of a town's first substance, or of a further one
    Youths const* first = nullptr;  // the same people in the layer of the first substance, when the month began; null in that layer
    Youths const* tied = nullptr;   // the same people where their friendships are; null: in `others` (begin_month)
    PhaseTimes* times = nullptr;    // to add to, if wanted
};

// Looks at each block of youths once the month's decisions are made, while it is in the nearest cache. Friendships change afterwards.
class BlockWatcher {
public:
    virtual ~BlockWatcher() = default;
    // Called for every block [begin, end), in any order, from several threads.
    virtual void look(Run const& run, std::size_t begin, std::size_t end) = 0;
};

// September: before the month's draws, since people change. A direct twin has the same people, but no friendships of its own.
void turn_calendar(Run& run, ModelParams const& params, MonthRandom const& random, Workers workers);
void turn_twin_calendar(Run& twin, ModelParams const& params, MonthRandom const& random, Workers workers = {});

// A month of a world with its own feedback.
void advance_month(Run& run, Programme const& programme, ModelParams const& params, Month const& month, BlockWatcher* watcher = nullptr);

// Its parts, for towns of several layers. First what surrounds youths, and what interventions do.
// In a direct twin `others` is the reference world, else the world itself.
void begin_month(Run& run, Run const& others, Programme const& programme, ModelParams const& params, Month const& month);

// Then all from contacts to care, for who goes through a town block by block.
class MonthOfLife {
public:
    // Begins with what homes and groups do.
    MonthOfLife(Run& run, Run const& others, ModelParams const& params, Month const& month);
    // Once for each block of youths, in any order. Youths read what was published and their homes, and write their own rows alone: a block
    // goes through all phases while it is in the nearest cache.
    void live(std::size_t begin, std::size_t end, BlockWatcher* watcher) const;
    // When all have lived.
    void signal_and_care() const;

private:
    Run& run_;
    Run const& others_;
    ModelParams const& params_;
    Month const month_;
    MonthRandom const chances_;
    NormRates const norms_;
    LookAround const look_;
    UseDecision const decide_;
    bool sees_as_others_ = false;
};

// Then ties.
void befriend(Run& run, ModelParams const& params, Month const& month);

// The same month of a direct twin: friends, class, street and other parents are the reference world's as they were when its month
// began. To be called between the reference's life and its change of ties, which peer education reads.
void advance_direct_twin(Run& twin, Run const& reference, Programme const& programme, ModelParams const& params, Month const& month,
                         BlockWatcher* watcher = nullptr);

}  // namespace pijler
