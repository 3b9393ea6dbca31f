#include "simulation/advance_month.hpp"

#include "core/errors.hpp"

#include <algorithm>

namespace pijler {
namespace {

bool year_turns(World const& world, int month) { return month_of_year(month) == 0 && month != world.first_month; }

Youths const& tied_as(Run const& others, Month const& month) { return month.tied != nullptr ? *month.tied : others.world.youths; }

void live_through(Run& run, Run const& others, ModelParams const& params, Month const& month, BlockWatcher* watcher)
{
    MonthOfLife const lived{run, others, params, month};
    for_each_block(month.workers, run.world.youths.count(), [&](std::size_t begin, std::size_t end) { lived.live(begin, end, watcher); });
    lived.signal_and_care();
}

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
    programme.act(world, others.surroundings, month.random, &tied_as(others, month), month.first, month.workers);
    settle_environment(world, params.staff);
    watch.lap(Phase::interventions);
}

MonthOfLife::MonthOfLife(Run& run, Run const& others, ModelParams const& params, Month const& month)
    : run_{run}, others_{others}, params_{params}, month_{month}, chances_{month.random.branch(month.layer)}, norms_{params.observation, params.norms}, look_{params.observation},
      decide_{params.opportunity, params.acceptance(), params.stages(), params.norms.peer_influence, chances_}
{
    auto& world = run.world;
    expect(tied_as(others, month).has_ties(), "friendships are somewhere");
    if (month.times != nullptr && month.layer == 0) month.times->youth_months += std::ranges::count(world.youths.present, std::uint8_t{1});
    PhaseWatch watch{month.times, month.workers};
    exchange_at_home(world, others.parent_circles, params.parenting, month.workers);
    watch.lap(Phase::parents);
    hear_workers(world, params.staff, norms_, month.workers);
    watch.lap(Phase::norms);
    sees_as_others_ = &run != &others && hide_alike(world, others.world);
    if (!sees_as_others_) see_groups(world, others.surroundings, run.surroundings);
    run.event.resize(world.youths.count());
    watch.lap(Phase::surroundings);
}

void MonthOfLife::live(std::size_t begin, std::size_t end, BlockWatcher* watcher) const
{
    auto& world = run_.world;
    auto const& around = sees_as_others_ ? others_.surroundings : run_.surroundings;
    bool const is_twin = &run_ != &others_;
    PhaseWatch watch{month_.times};
    if (!is_twin) look_(world, tied_as(others_, month_), run_.surroundings, begin, end);
    if (is_twin && !sees_as_others_) look_.otherwise_hidden(world, others_.surroundings, run_.surroundings, begin, end);
    watch.lap(Phase::surroundings);
    perceive_norms(world, around, norms_, begin, end);
    watch.lap(Phase::norms);
    feel_parents(world, params_.parenting, month_.random.month(), begin, end);
    watch.lap(Phase::parents);
    decide_(world, around, month_.draws, begin, end, run_.event);
    watch.lap(Phase::decision);
    if (watcher != nullptr) watcher->look(run_, begin, end);
    watch.lap(Phase::recording);
}

void MonthOfLife::signal_and_care() const
{
    PhaseWatch watch{month_.times, month_.workers};
    raise_signals(run_.world, params_.signals, chances_, month_.workers);
    give_care(run_.world, params_.care, chances_);
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
