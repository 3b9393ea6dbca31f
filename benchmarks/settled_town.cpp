#include "settled_town.hpp"

#include "interventions/registry.hpp"
#include "study/arm_values.hpp"
#include "study/town_model.hpp"
#include "study/vocabulary.hpp"

#include <benchmark/benchmark.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <deque>
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

// From here on, where the system allows it.
void forget_peak() { std::ofstream{"/proc/self/clear_refs"} << 5; }

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

Town built(std::size_t youths, TownModel const& model, Municipality const& figures)
{
    Town town;
    for (auto const& layer : model) {
        auto const make = town.empty() ? synthesise : settle_town;
        town.emplace_back(make(figures, static_cast<double>(youths), layer.params.synthesis, Life::key, -settling_months, Workers{1}));
    }
    return town;
}

void settle(Town& town, TownModel const& model, std::vector<StartDraws>& draws)
{
    for (int month = -settling_months; month < 0; ++month) {
        MonthRandom const random{Life::key, month};
        turn_calendar(town, model, random, {1});
        draw_starts(town, random, {1}, draws);
        advance_month(town, model, {random, draws, {1}});
    }
}

SettledTown make_town(std::size_t youths, Scenario scenario)
{
    scenario.interventions.clear();
    auto const model = model_of(scenario, 0);
    SettledTown settled;
    auto& memory = settled.memory;
    auto const before = resident();
    forget_peak();
    auto const begin = std::chrono::steady_clock::now();
    auto town = built(youths, model, *scenario.population.municipality);
    settled.seconds_building = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    memory.peak_building = peak_resident() - before;

    {
        std::vector<StartDraws> draws;
        settle(town, model, draws);
        memory.within_month = resident() - before;
        for (auto& layer : town) settled.town.emplace_back(std::move(layer.world));
        town.clear();
    }
    memory.world = resident() - before;
    memory.within_month -= memory.world;
    auto const& world = settled.town.front().world;
    memory.ties = bytes_of(world.youths.ties) + bytes_of(world.youths.degree);
    memory.youths = bytes_of(world.youths) - memory.ties;
    memory.households = bytes_of(world.households);
    settled.youths = static_cast<std::size_t>(std::ranges::count(world.youths.present, std::uint8_t{1}));
    return settled;
}

}  // namespace

Scenario shipped(std::string const& name, std::vector<Setting> const& set)
{
    Overrides over;
    over.set = set;
    return read_scenario(PIJLER_SOURCE_DIR "/scenarios/" + name + ".toml", make_vocabulary(), over);
}

std::vector<InterventionSpec> all_interventions()
{
    std::vector<InterventionSpec> specs;
    for (auto const& kind : intervention_kinds()) {
        auto const& type = kind.type;
        specs.push_back({type.name, type.name, type.approaches.empty() ? "" : type.approaches.front(), "", type.defaults, {}});
    }
    return specs;
}

TownModel model_of(Scenario const& scenario, int months)
{
    return town_model(scenario.substances, [&](Substance const& substance) { return values_for(substance, scenario.parameters); }, scenario.interventions, months);
}

Life::Life(Town const& first, Scenario const& scenario, int months, Workers threads)
    : town{first}, model{model_of(scenario, months + 1)}, workers{threads}, recorders(first.size(), Recorder{{months + 1, 1}})
{
    live_month();
}

void Life::live_month()
{
    turn_calendar(town, model, random(), workers);
    draw_starts(town, random(), workers, draws);
    if (month_of_year(month) == 0) members.renew(world(), workers);
    std::deque<MonthRecorder> watching;
    Watchers watchers;
    for (auto& recorder : recorders) watchers.push_back(&watching.emplace_back(recorder, members, month));
    advance_month(town, model, {random(), draws, workers}, watchers);
    ++month;
}

SettledTown const& settled_town(std::size_t youths, Scenario const& scenario)
{
    static std::map<std::pair<std::size_t, std::size_t>, SettledTown> towns;
    auto const key = std::pair{youths, scenario.substances.size()};
    auto const found = towns.find(key);
    return found != towns.end() ? found->second : towns.emplace(key, make_town(youths, scenario)).first->second;
}

}  // namespace pijler
