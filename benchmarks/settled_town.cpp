#include "settled_town.hpp"

#include "interventions/registry.hpp"

#include <benchmark/benchmark.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <string>

namespace pijler {
namespace {

constexpr int settling_months = 24;

// Memory that the process has in hand, what it freed given back first.
double resident()
{
    malloc_trim(0);
    double all = 0, pages = 0;
    std::ifstream{"/proc/self/statm"} >> all >> pages;
    return pages * static_cast<double>(sysconf(_SC_PAGESIZE));
}

// The most so far, of this program alone (getrusage would count who started it).
double peak_resident()
{
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return 1024.0 * std::stod(line.substr(6));
    return 0.0;
}

// Of a copy, so without what is reserved.
template <class Columns>
double bytes_of(Columns const& columns)
{
    auto const before = resident();
    Columns copy = columns;
    benchmark::DoNotOptimize(copy);
    return resident() - before;
}

World built(std::size_t youths)
{
    auto const town = read_municipality(PIJLER_SOURCE_DIR "/scenarios/municipalities/middelstad.toml");
    return synthesise(town, static_cast<double>(youths), ModelParams{}.synthesis, Life::key, -settling_months, Life::one_thread);
}

void settle(Run& run, ModelParams const& params, StartDraws& draws)
{
    Programme const nothing;
    for (int month = -settling_months; month < 0; ++month) {
        MonthRandom const random{Life::key, month};
        turn_calendar(run, params, random, Life::one_thread);
        draw_starts(run.world.youths, random, Life::one_thread, draws);
        advance_month(run, nothing, params, {random, draws, Life::one_thread});
    }
}

SettledTown make_town(std::size_t youths)
{
    Memory memory;
    auto const before = resident();
    auto const peak_before = peak_resident();
    std::optional<Run> run{built(youths)};
    memory.peak_building = peak_resident() - peak_before;

    std::optional<StartDraws> draws{std::in_place};
    settle(*run, {}, *draws);
    auto const with_month = resident() - before;
    World world = std::move(run->world);
    run.reset();
    draws.reset();
    memory.world = resident() - before;
    memory.within_month = with_month - memory.world;
    memory.ties = bytes_of(world.youths.ties) + bytes_of(world.youths.degree);
    memory.youths = bytes_of(world.youths) - memory.ties;
    memory.households = bytes_of(world.households);

    auto const present = std::ranges::count(world.youths.present, std::uint8_t{1});
    return {std::move(world), static_cast<std::size_t>(present), memory};
}

}  // namespace

Programme programme_of_all(int months)
{
    std::vector<InterventionSpec> specs;
    for (auto const& kind : intervention_kinds()) {
        auto const& type = kind.type;
        specs.push_back({type.name, type.name, type.approaches.empty() ? "" : type.approaches.front(), "", type.defaults, {}});
    }
    return {specs, {}, months};
}

Life::Life(World const& first, int months, Programme delivered) : run{first}, programme{std::move(delivered)}, recorder{months + 1, 1} { live_month(); }

void Life::live_month()
{
    turn_calendar(run, params, random(), one_thread);
    draw_starts(run.world.youths, random(), one_thread, draws);
    if (month_of_year(month) == 0) members.renew(run.world, one_thread);
    MonthRecorder watcher{recorder, members, month};
    advance_month(run, programme, params, {random(), draws, one_thread}, &watcher);
    ++month;
}

SettledTown const& settled_town(std::size_t youths)
{
    static std::map<std::size_t, SettledTown> towns;
    auto const found = towns.find(youths);
    return found != towns.end() ? found->second : towns.emplace(youths, make_town(youths)).first->second;
}

}  // namespace pijler
