// Time of a month, by phase and whole, in youth-months a second. A phase is timed in its plain form, over all youths, within months in
// which all phases act, so that it meets the state that it meets in a run; the whole month is the one that runs use.
#include "settled_town.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <chrono>
#include <string>

namespace pijler {
namespace {

struct Phase {
    char const* name;
    void (*act)(Life&);
};

void record(Life& life)
{
    if (month_of_year(life.month) == 0) life.members.renew(life.world(), Life::one_thread);
    life.recorder.record(life.run, life.members, life.month, Life::one_thread);
}

// The phases of study/replicate.cpp and simulation/advance_month.cpp, in their order.
constexpr std::array phases{
    Phase{"turn_calendar", [](Life& life) { turn_calendar(life.run, life.params, life.random(), Life::one_thread); }},
    Phase{"draw_starts", [](Life& life) { draw_starts(life.world().youths, life.random(), Life::one_thread, life.draws); }},
    Phase{"observe_peers",
          [](Life& life) { observe_peers(life.world(), life.params.observation, Life::one_thread, life.run.surroundings); }},
    Phase{"observe_parents", [](Life& life) { observe_parents(life.world(), life.run.parent_circles); }},
    Phase{"intervene",
          [](Life& life) {
              wear_off_training(life.run.world, life.params.staff);
              begin_environment(life.run.world);
              life.programme.act(life.run.world, life.run.surroundings, life.random());
              settle_environment(life.run.world, life.params.staff);
          }},
    Phase{"perceive_norms",
          [](Life& life) {
              perceive_norms(life.run.world, life.run.surroundings, life.params.observation, life.params.norms, Life::one_thread);
          }},
    Phase{"exchange_parenting",
          [](Life& life) {
              exchange_parenting(life.run.world, life.run.parent_circles, life.params.parenting, life.month, Life::one_thread);
          }},
    Phase{"decide_use",
          [](Life& life) {
              decide_use(life.run.world, life.run.surroundings, life.draws, life.params.opportunity, life.params.acceptance(),
                         life.params.stages(), life.params.norms.peer_influence, life.random(), Life::one_thread, life.run.event);
          }},
    Phase{"raise_signals", [](Life& life) { raise_signals(life.run.world, life.params.signals, life.random()); }},
    Phase{"give_care", [](Life& life) { give_care(life.run.world, life.params.care, life.random()); }},
    Phase{"befriend",
          [](Life& life) {
              life.run.friendships.befriend(life.run.world, life.params.synthesis.friendship, life.random(), Life::one_thread);
          }},
    Phase{"record", record},
};

// Seconds that one phase takes in a month in which all act.
double time_in_month(Life& life, Phase const* timed)
{
    std::chrono::duration<double> spent{};
    for (auto const& phase : phases) {
        auto const begin = std::chrono::steady_clock::now();
        phase.act(life);
        if (&phase == timed) spent = std::chrono::steady_clock::now() - begin;
    }
    ++life.month;
    return spent.count();
}

// The list of phases above must stay what a month is.
void expect_phases_make_the_month()
{
    constexpr int months = 13;
    auto const& town = settled_town(2'000);
    Life whole{town.world, months}, phased{town.world, months};
    for (int month = 0; month < months; ++month) {
        whole.live_month();
        time_in_month(phased, nullptr);
    }
    auto const& one = whole.world().youths;
    auto const& other = phased.world().youths;
    expect(one.frequency == other.frequency && one.descriptive_norm == other.descriptive_norm &&
               one.parental_disapproval == other.parental_disapproval && one.ties == other.ties && one.identity == other.identity,
           "the phases timed one by one make the same month as advance_month");
}

// Whole years, so that September counts for a twelfth; about as many youth-months at each size.
int months_timed(std::size_t youths) { return youths < 100'000 ? 240 : youths < 1'000'000 ? 24 : 12; }

void count_youths(benchmark::State& state, SettledTown const& town)
{
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(town.youths));
}

void whole_month_with_all(benchmark::State& state, std::size_t youths)
{
    auto const& town = settled_town(youths);
    auto const months = static_cast<int>(state.max_iterations);
    Life life{town.world, months, programme_of_all(months + 1)};
    for (auto _ : state) life.live_month();
    count_youths(state, town);
}

void whole_month(benchmark::State& state, std::size_t youths)
{
    auto const& town = settled_town(youths);
    Life life{town.world, static_cast<int>(state.max_iterations)};
    for (auto _ : state) life.live_month();
    count_youths(state, town);
    state.counters["youths"] = static_cast<double>(town.youths);
    auto const a_youth = [&](char const* name, double bytes) { state.counters[name] = bytes / static_cast<double>(town.youths); };
    a_youth("bytes_world", town.memory.world);
    a_youth("bytes_youths", town.memory.youths);
    a_youth("bytes_ties", town.memory.ties);
    a_youth("bytes_households", town.memory.households);
    a_youth("bytes_within_month", town.memory.within_month);
    a_youth("bytes_peak_building", town.memory.peak_building);
}

void one_phase(benchmark::State& state, std::size_t youths, Phase const* phase)
{
    auto const& town = settled_town(youths);
    Life life{town.world, static_cast<int>(state.max_iterations)};
    for (auto _ : state) state.SetIterationTime(time_in_month(life, phase));
    count_youths(state, town);
}

void register_benchmarks()
{
    for (std::size_t const youths : {20'000UL, 200'000UL, 1'000'000UL}) {
        auto const at_size = "/" + std::to_string(youths);
        auto const months = months_timed(youths);
        for (auto const& phase : phases)
            benchmark::RegisterBenchmark((phase.name + at_size).c_str(), one_phase, youths, &phase)
                ->UseManualTime()
                ->Iterations(months);
        benchmark::RegisterBenchmark(("whole_month" + at_size).c_str(), whole_month, youths)->UseRealTime()->Iterations(months);
        benchmark::RegisterBenchmark(("whole_month_with_all" + at_size).c_str(), whole_month_with_all, youths)->UseRealTime()->Iterations(months);
    }
}

}  // namespace
}  // namespace pijler

int main(int count, char** words)
{
    benchmark::Initialize(&count, words);
    if (benchmark::ReportUnrecognizedArguments(count, words)) return 64;
    pijler::register_benchmarks();
    pijler::expect_phases_make_the_month();
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
