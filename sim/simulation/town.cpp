#include "simulation/town.hpp"

#include "interventions/regulation/officers.hpp"
#include "model/follow_substance.hpp"

#include <algorithm>
#include <iterator>

namespace pijler {
namespace {

// `others`: the reference of a direct twin, else the town itself.
Month month_of(TownMonth const& month, Town const& town, Town const& others, std::size_t layer)
{
    return {month.random, month.draws[layer], month.workers, static_cast<std::uint32_t>(layer), layer == 0 ? nullptr : &town.front().world.youths, &others.front().world.youths, month.times};
}
BlockWatcher* watcher_of(Watchers const& watchers, std::size_t layer) { return watchers.empty() ? nullptr : watchers[layer]; }

void follow_substances(Town& town, TownModel const& model)
{
    for (std::size_t layer = 0; layer < town.size(); ++layer)
        if (auto const followed = model[layer].follows) follow_substance(town[layer].world, town[*followed].world, model[layer].params.acceptance());
}

// Whom officers speak to on account of one substance is the same youth in all layers, and has one bond: a contact costs it once in each.
void share_contacts(Town& town)
{
    if (town.size() < 2) return;
    std::vector<Contact> all, elsewhere;
    for (auto& layer : town) {
        auto& own = layer.world.contacts;
        std::ranges::sort(own, std::less{});
        all.clear();
        std::ranges::set_union(elsewhere, own, std::back_inserter(all), std::less{});
        elsewhere.swap(all);
    }
    all.swap(elsewhere);
    for (auto& layer : town) {
        elsewhere.clear();
        std::ranges::set_difference(all, layer.world.contacts, std::back_inserter(elsewhere), std::less{});
        for (auto const& contact : elsewhere) lose_bond(layer.world.youths, contact);
    }
}

// What the first layer is at the beginning the others read: its interventions act last.
void live_through(Town& town, Town const& others, TownModel const& model, TownMonth const& month, Watchers const& watchers)
{
    PhaseWatch watch{month.times, month.workers};
    follow_substances(town, model);
    watch.lap(Phase::decision);
    for (auto layer = town.size(); layer-- > 0;) begin_month(town[layer], others[layer], model[layer].programme, model[layer].params, month_of(month, town, others, layer));
    watch.start();
    share_contacts(town);
    watch.lap(Phase::interventions);
    // A block of youths lives in one layer after the other, so that what layers have in common is near.
    std::vector<MonthOfLife> lived;
    lived.reserve(town.size());
    for (std::size_t layer = 0; layer < town.size(); ++layer) lived.emplace_back(town[layer], others[layer], model[layer].params, month_of(month, town, others, layer));
    for_each_block(month.workers, town.front().world.youths.count(), [&](std::size_t begin, std::size_t end) {
        for (std::size_t layer = 0; layer < town.size(); ++layer) lived[layer].live(begin, end, watcher_of(watchers, layer));
    });
    for (auto const& layer : lived) layer.signal_and_care();
}

}  // namespace

void draw_starts(Town const& town, MonthRandom const& random, Workers workers, std::vector<StartDraws>& draws)
{
    draws.resize(town.size());
    for (std::size_t layer = 0; layer < town.size(); ++layer)
        draw_starts(town[layer].world.youths, random.branch(static_cast<std::uint32_t>(layer)), workers, draws[layer]);
}

void turn_calendar(Town& town, TownModel const& model, MonthRandom const& random, Workers workers)
{
    turn_calendar(town.front(), model.front().params, random, workers);
    for (std::size_t layer = 1; layer < town.size(); ++layer) turn_twin_calendar(town[layer], model[layer].params, random, workers);
}

void turn_twin_calendar(Town& twin, TownModel const& model, MonthRandom const& random, Workers workers)
{
    for (std::size_t layer = 0; layer < twin.size(); ++layer) turn_twin_calendar(twin[layer], model[layer].params, random, workers);
}

void live_month(Town& town, TownModel const& model, TownMonth const& month, Watchers const& watchers) { live_through(town, town, model, month, watchers); }

void befriend(Town& town, TownModel const& model, TownMonth const& month) { befriend(town.front(), model.front().params, month_of(month, town, town, 0)); }

void advance_month(Town& town, TownModel const& model, TownMonth const& month, Watchers const& watchers)
{
    live_month(town, model, month, watchers);
    befriend(town, model, month);
}

void advance_direct_twin(Town& twin, Town const& reference, TownModel const& model, TownMonth const& month, Watchers const& watchers)
{
    live_through(twin, reference, model, month, watchers);
}

}  // namespace pijler
