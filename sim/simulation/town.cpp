#include "simulation/town.hpp"

#include "model/follow_substance.hpp"

namespace pijler {
namespace {

Month month_of(TownMonth const& month, Town const& town, std::size_t layer)
{
    return {month.random, month.draws[layer], month.workers, static_cast<std::uint32_t>(layer), layer == 0 ? nullptr : &town.front().world.youths};
}
BlockWatcher* watcher_of(Watchers const& watchers, std::size_t layer) { return watchers.empty() ? nullptr : watchers[layer]; }

void share_friendships(Town& town)
{
    for (std::size_t layer = 1; layer < town.size(); ++layer) {
        town[layer].world.youths.ties = town.front().world.youths.ties;
        town[layer].world.youths.degree = town.front().world.youths.degree;
    }
}

void follow_substances(Town& town, TownModel const& model)
{
    for (std::size_t layer = 0; layer < town.size(); ++layer)
        if (auto const followed = model[layer].follows) follow_substance(town[layer].world, town[*followed].world, model[layer].params.acceptance());
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
    for (std::size_t layer = 1; layer < town.size(); ++layer) turn_twin_calendar(town[layer], model[layer].params, random);
}

void turn_twin_calendar(Town& twin, TownModel const& model, MonthRandom const& random)
{
    for (std::size_t layer = 0; layer < twin.size(); ++layer) turn_twin_calendar(twin[layer], model[layer].params, random);
}

void advance_month(Town& town, TownModel const& model, TownMonth const& month, Watchers const& watchers)
{
    share_friendships(town);
    follow_substances(town, model);
    // The first last, since the others read it as it was.
    for (auto layer = town.size(); layer-- > 0;) {
        auto const& [params, programme, follows] = model[layer];
        if (layer == 0)
            advance_month(town[layer], programme, params, month_of(month, town, layer), watcher_of(watchers, layer));
        else
            advance_among_given_friends(town[layer], programme, params, month_of(month, town, layer), watcher_of(watchers, layer));
    }
}

void advance_direct_twin(Town& twin, Town const& reference, TownModel const& model, TownMonth const& month, Watchers const& watchers)
{
    follow_substances(twin, model);
    for (auto layer = twin.size(); layer-- > 0;)
        advance_direct_twin(twin[layer], reference[layer], model[layer].programme, model[layer].params, month_of(month, twin, layer), watcher_of(watchers, layer));
}

}  // namespace pijler
