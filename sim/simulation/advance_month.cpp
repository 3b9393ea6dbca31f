#include "simulation/advance_month.hpp"

#include <algorithm>

namespace pijler {
namespace {

bool year_turns(World const& world, int month) { return month_of_year(month) == 0 && month != world.first_month; }

}  // namespace

void begin_month(Run& run, Run const& others, Programme const& programme, ModelParams const& params, Month const& month)
{
    auto& world = run.world;
    PhaseWatch watch{month.times, month.workers};
    if (&run == &others) {
        publish(world, month.workers, run.surroundings);
        watch.lap(Phase::surroundings);
        observe_parents(world, run.parent_circles, month.workers);
        watch.lap(Phase::parents);
    }
    wear_off_training(world, params.staff);
    begin_environment(world);
    programme.act(world, others.surroundings, month.random, &others.world.youths, month.first, month.workers);
    settle_environment(world, params.staff);
    watch.lap(Phase::interventions);
}

void live_through(Run& run, Run const& others, ModelParams const& params, Month const& month, BlockWatcher* watcher)
{
    auto& world = run.world;
    auto const chances = month.random.branch(month.layer);
    if (month.times != nullptr && month.layer == 0) month.times->youth_months += std::ranges::count(world.youths.present, std::uint8_t{1});
    PhaseWatch watch{month.times, month.workers};
    exchange_at_home(world, others.parent_circles, params.parenting, month.workers);
    watch.lap(Phase::parents);
    NormRates const norms{params.observation, params.norms};
    hear_workers(world, params.staff, norms, month.workers);
    watch.lap(Phase::norms);
    LookAround const look{params.observation};
    UseDecision const decide{params.opportunity, params.acceptance(), params.stages(), params.norms.peer_influence, chances};
    bool const is_twin = &run != &others;
    bool const sees_as_others = is_twin && hide_alike(world, others.world);
    if (!sees_as_others) see_groups(world, others.surroundings, run.surroundings);
    auto const& around = sees_as_others ? others.surroundings : run.surroundings;
    run.event.resize(world.youths.count());
    watch.lap(Phase::surroundings);
    // Youths read what was published and their homes, and write their own rows alone: a block goes through all phases while it is in
    // the nearest cache.
    for_each_block(month.workers, world.youths.count(), [&](std::size_t begin, std::size_t end) {
        PhaseWatch in_block{month.times};
        if (!is_twin) look(world, run.surroundings, begin, end);
        if (is_twin && !sees_as_others) look.otherwise_hidden(world, others.surroundings, run.surroundings, begin, end);
        in_block.lap(Phase::surroundings);
        perceive_norms(world, around, norms, begin, end);
        in_block.lap(Phase::norms);
        feel_parents(world, params.parenting, month.random.month(), begin, end);
        in_block.lap(Phase::parents);
        decide(world, around, month.draws, begin, end, run.event);
        in_block.lap(Phase::decision);
        if (watcher != nullptr) watcher->look(run, begin, end);
        in_block.lap(Phase::recording);
    });
    watch.start();
    raise_signals(world, params.signals, chances, month.workers);
    give_care(world, params.care, chances);
    watch.lap(Phase::care);
}

void turn_calendar(Run& run, ModelParams const& params, MonthRandom const& random, Workers workers)
{
    if (!year_turns(run.world, random.month())) return;
    turn_school_year(run.world, params.synthesis.calendar, random, workers);
    if (run.world.demography.places_per_cohort > 0)
        run.friendships.meet_classmates(run.world, params.synthesis.friendship, random.key(), random.month(), workers);
}

void turn_twin_calendar(Run& twin, ModelParams const& params, MonthRandom const& random, Workers workers)
{
    if (year_turns(twin.world, random.month())) turn_school_year(twin.world, params.synthesis.calendar, random, workers);
}

void advance_month(Run& run, Programme const& programme, ModelParams const& params, Month const& month, BlockWatcher* watcher)
{
    begin_month(run, run, programme, params, month);
    live_through(run, run, params, month, watcher);
    befriend(run, params, month);
}

void befriend(Run& run, ModelParams const& params, Month const& month)
{
    PhaseWatch watch{month.times, month.workers};
    run.friendships.befriend(run.world, params.synthesis.friendship, month.random, month.workers);
    watch.lap(Phase::friendship);
}

void advance_direct_twin(Run& twin, Run const& reference, Programme const& programme, ModelParams const& params, Month const& month,
                         BlockWatcher* watcher)
{
    begin_month(twin, reference, programme, params, month);
    live_through(twin, reference, params, month, watcher);
}

}  // namespace pijler
