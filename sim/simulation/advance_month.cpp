#include "simulation/advance_month.hpp"

namespace pijler {
namespace {

bool year_turns(World const& world, int month) { return month_of_year(month) == 0 && month != world.first_month; }

// From contacts to decisions; what surrounds the youths is given.
void live_through(Run& run, Run const& surrounded_by, Programme const& programme, ModelParams const& params, Month const& month)
{
    auto& world = run.world;
    auto const& around = surrounded_by.surroundings;
    wear_off_training(world, params.staff);
    programme.act(world, around, month.random);
    perceive_norms(world, around, params.observation, params.norms, month.workers);
    exchange_parenting(world, surrounded_by.parent_circles, params.parenting, month.random.month(), month.workers);
    decide_use(world, around, month.draws, params.opportunity, params.acceptance(), params.stages(), params.norms.peer_influence,
               month.random.month(), month.workers, run.event);
}

}  // namespace

void turn_calendar(Run& run, ModelParams const& params, MonthRandom const& random, Workers workers)
{
    if (!year_turns(run.world, random.month())) return;
    turn_school_year(run.world, params.synthesis.calendar, random);
    if (run.world.demography.places_per_cohort > 0)
        run.friendships.meet_classmates(run.world, params.synthesis.friendship, random.key(), random.month(), workers);
}

void turn_twin_calendar(Run& twin, ModelParams const& params, MonthRandom const& random)
{
    if (year_turns(twin.world, random.month())) turn_school_year(twin.world, params.synthesis.calendar, random);
}

void advance_month(Run& run, Programme const& programme, ModelParams const& params, Month const& month)
{
    observe_peers(run.world, params.observation, month.workers, run.surroundings);
    observe_parents(run.world, run.parent_circles);
    live_through(run, run, programme, params, month);
    run.friendships.befriend(run.world, params.synthesis.friendship, month.random, month.draws, month.workers);
}

void advance_direct_twin(Run& twin, Run const& reference, Programme const& programme, ModelParams const& params, Month const& month)
{
    live_through(twin, reference, programme, params, month);
}

}  // namespace pijler
