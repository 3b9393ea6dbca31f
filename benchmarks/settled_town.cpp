#include "settled_town.hpp"

#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <map>
#include <new>
#include <optional>

// Columns take their memory from these, so that what they hold can be counted.
namespace {
std::atomic<std::size_t> heap_bytes{0};
}

void* operator new(std::size_t size)
{
    void* const place = std::malloc(std::max<std::size_t>(1, size));
    if (place == nullptr) throw std::bad_alloc{};
    heap_bytes += malloc_usable_size(place);
    return place;
}

void operator delete(void* place) noexcept
{
    if (place != nullptr) heap_bytes -= malloc_usable_size(place);
    std::free(place);
}

void operator delete(void* place, std::size_t) noexcept { operator delete(place); }

namespace pijler {
namespace {

constexpr int settling_months = 24;

double heap_in_use() { return static_cast<double>(heap_bytes); }

double peak_resident()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return 1024.0 * static_cast<double>(used.ru_maxrss);
}

// Of a copy, so without what is reserved.
template <class Columns>
double bytes_of(Columns const& columns)
{
    auto const before = heap_in_use();
    Columns const copy = columns;
    return heap_in_use() - before;
}

World built(std::size_t youths)
{
    auto const town = read_municipality(PIJLER_SOURCE_DIR "/scenarios/municipalities/middelstad.toml");
    return synthesise(town, static_cast<double>(youths), ModelParams{}.synthesis, Life::key, -settling_months, Life::one_thread);
}

void settle(Run& run, ModelParams const& params, MonthDraws& draws)
{
    Programme const nothing;
    for (int month = -settling_months; month < 0; ++month) {
        MonthRandom const random{Life::key, month};
        turn_calendar(run, params, random, Life::one_thread);
        draw_month(run.world.youths, random, Life::one_thread, draws);
        advance_month(run, nothing, params, {random, draws, Life::one_thread});
    }
}

SettledTown make_town(std::size_t youths)
{
    Memory memory;
    auto const heap_before = heap_in_use();
    auto const peak_before = peak_resident();
    std::optional<Run> run{built(youths)};
    memory.peak_building = peak_resident() - peak_before;

    std::optional<MonthDraws> draws{std::in_place};
    settle(*run, {}, *draws);
    auto const in_a_month = heap_in_use() - heap_before;
    World world = std::move(run->world);
    run.reset();
    draws.reset();
    memory.world = heap_in_use() - heap_before;
    memory.within_month = in_a_month - memory.world;
    memory.ties = bytes_of(world.youths.ties) + bytes_of(world.youths.degree);
    memory.youths = bytes_of(world.youths) - memory.ties;
    memory.households = bytes_of(world.households);

    auto const present = std::ranges::count(world.youths.present, std::uint8_t{1});
    return {std::move(world), static_cast<std::size_t>(present), memory};
}

}  // namespace

Life::Life(World const& first, int months) : run{first}, recorder{months + 1, 1} { live_month(); }

void Life::live_month()
{
    turn_calendar(run, params, random(), one_thread);
    draw_month(run.world.youths, random(), one_thread, draws);
    if (month_of_year(month) == 0) cells = cells_of(run.world);
    advance_month(run, nothing, params, {random(), draws, one_thread});
    recorder.record(run, cells, month, one_thread);
    ++month;
}

SettledTown const& settled_town(std::size_t youths)
{
    static std::map<std::size_t, SettledTown> towns;
    auto const found = towns.find(youths);
    return found != towns.end() ? found->second : towns.emplace(youths, make_town(youths)).first->second;
}

}  // namespace pijler
