// Time of a month, by phase and whole, in youth-months a second. A phase is timed in its plain form, over all youths, within months in
// which all phases act, so that it meets the state that it meets in a run; the whole month is the one that runs use.
#include "settled_town.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <chrono>
#include <string>

namespace pijler {
namespace {

struct TimedPhase {
    char const* name;
    void (*act)(Life&);
};

void record(Life& life)
{
    if (month_of_year(life.month) == 0) life.members.renew(life.world(), life.workers);
    life.recorders.front().record(life.run(), life.members, life.month, life.workers);
}

// The phases of study/replicate.cpp and simulation/advance_month.cpp, in their order.
constexpr std::array phases{
    TimedPhase{"turn_calendar", [](Life& life) { turn_calendar(life.run(), life.params(), life.random(), life.workers); }},
    TimedPhase{"draw_starts", [](Life& life) { draw_starts(life.world().youths, life.random(), life.workers, life.draws.front()); }},
    TimedPhase{"observe_peers",
          [](Life& life) { observe_peers(life.world(), life.params().observation, life.workers, life.run().surroundings); }},
    TimedPhase{"observe_parents", [](Life& life) { observe_parents(life.world(), life.run().parent_circles); }},
    TimedPhase{"intervene",
          [](Life& life) {
              wear_off_training(life.run().world, life.params().staff);
              begin_environment(life.run().world);
              life.programme().act(life.run().world, life.run().surroundings, life.random());
              settle_environment(life.run().world, life.params().staff);
          }},
    TimedPhase{"perceive_norms",
          [](Life& life) {
              perceive_norms(life.run().world, life.run().surroundings, life.params().observation, life.params().norms, life.workers);
          }},
    TimedPhase{"exchange_parenting",
          [](Life& life) {
              exchange_parenting(life.run().world, life.run().parent_circles, life.params().parenting, life.month, life.workers);
          }},
    TimedPhase{"decide_use",
          [](Life& life) {
              decide_use(life.run().world, life.run().surroundings, life.draws.front(), life.params().opportunity, life.params().acceptance(),
                         life.params().stages(), life.params().norms.peer_influence, life.random(), life.workers, life.run().event);
          }},
    TimedPhase{"raise_signals", [](Life& life) { raise_signals(life.run().world, life.params().signals, life.random()); }},
    TimedPhase{"give_care", [](Life& life) { give_care(life.run().world, life.params().care, life.random()); }},
    TimedPhase{"befriend",
          [](Life& life) {
              life.run().friendships.befriend(life.run().world, life.params().synthesis.friendship, life.random(), life.workers);
          }},
    TimedPhase{"record", record},
};

// Seconds that one phase takes in a month in which all act.
double time_in_month(Life& life, TimedPhase const* timed)
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
    auto const scenario = shipped("baseline");
    auto const& town = settled_town(2'000, scenario).town;
    Life whole{town, scenario, months}, phased{town, scenario, months};
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

// A whole month of a scenario.
struct Setting {
    char const* name;
    Scenario (*scenario)();
    Workers workers;
};
Scenario with_all()
{
    auto scenario = shipped("baseline");
    scenario.interventions = all_interventions();
    return scenario;
}
constexpr std::array settings{
    Setting{"whole_month", [] { return shipped("baseline"); }, {1}},
    Setting{"whole_month_on_two_threads", [] { return shipped("baseline"); }, {2}},
    Setting{"whole_month_with_all", with_all, {1}},
    Setting{"whole_month_integral", [] { return shipped("integral"); }, {1}},
    Setting{"whole_month_of_three_substances", [] { return shipped("baseline", {{"simulation.substances", R"(["cannabis", "alcohol", "party_drugs"])"}}); }, {1}},
};

void whole_month(benchmark::State& state, std::size_t youths, Setting const* setting)
{
    auto const scenario = setting->scenario();
    auto const& town = settled_town(youths, scenario);
    Life life{town.town, scenario, static_cast<int>(state.max_iterations), setting->workers};
    for (auto _ : state) life.live_month();
    count_youths(state, town);
    state.counters["youths"] = static_cast<double>(town.youths);
    state.counters["seconds_building"] = town.seconds_building;
    auto const a_youth = [&](char const* name, double bytes) { state.counters[name] = bytes / static_cast<double>(town.youths); };
    a_youth("bytes_world", town.memory.world);
    a_youth("bytes_youths", town.memory.youths);
    a_youth("bytes_ties", town.memory.ties);
    a_youth("bytes_households", town.memory.households);
    a_youth("bytes_within_month", town.memory.within_month);
    a_youth("bytes_peak_building", town.memory.peak_building);
}

void one_phase(benchmark::State& state, std::size_t youths, TimedPhase const* phase)
{
    auto const scenario = shipped("baseline");
    auto const& town = settled_town(youths, scenario);
    Life life{town.town, scenario, static_cast<int>(state.max_iterations)};
    for (auto _ : state) state.SetIterationTime(time_in_month(life, phase));
    count_youths(state, town);
}

void register_benchmarks()
{
    constexpr std::array sizes{20'000UL, 200'000UL, 1'000'000UL};
    constexpr std::array growth{10'000UL, 30'000UL, 100'000UL, 300'000UL, 3'000'000UL};  // and sizes
    auto const add = [](std::string const& name, std::size_t youths, auto... what) {
        return benchmark::RegisterBenchmark((name + "/" + std::to_string(youths)).c_str(), what...)->Iterations(months_timed(youths));
    };
    for (auto const youths : sizes) {
        for (auto const& phase : phases) add(phase.name, youths, one_phase, youths, &phase)->UseManualTime();
        for (auto const& setting : settings) add(setting.name, youths, whole_month, youths, &setting)->UseRealTime();
    }
    for (auto const youths : growth) add(settings.front().name, youths, whole_month, youths, &settings.front())->UseRealTime();
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
