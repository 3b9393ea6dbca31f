// A town in which several substances are simulated. ODD, "Substances".
#pragma once

#include "simulation/advance_month.hpp"

#include <optional>

namespace pijler {

// A layer for each substance: the same people and places, with beliefs, use, signals and care of its own. Friendships are the first's.
using Town = std::vector<Run>;

// What a layer goes by.
struct SubstanceModel {
    ModelParams params;
    Programme programme;
    std::optional<std::size_t> follows = {};  // the layer whose use raises acceptance here
};
using TownModel = std::vector<SubstanceModel>;

// What all worlds of a replicate share in a month: as Month, with draws for each substance.
struct TownMonth {
    MonthRandom random;
    std::vector<StartDraws> const& draws;
    Workers workers;
    PhaseTimes* times = nullptr;  // to add to, if wanted
};
void draw_starts(Town const& town, MonthRandom const& random, Workers workers, std::vector<StartDraws>& draws);

void turn_calendar(Town& town, TownModel const& model, MonthRandom const& random, Workers workers);
void turn_twin_calendar(Town& twin, TownModel const& model, MonthRandom const& random, Workers workers = {});

// Layers read each other as they were when the month began. Watchers: one for each layer, or none.
using Watchers = std::vector<BlockWatcher*>;
void advance_month(Town& town, TownModel const& model, TownMonth const& month, Watchers const& watchers = {});

// Its parts. Direct twins, which read friendships as they were when the month began, are advanced after the one and before the other.
void live_month(Town& town, TownModel const& model, TownMonth const& month, Watchers const& watchers = {});
void befriend(Town& town, TownModel const& model, TownMonth const& month);
void advance_direct_twin(Town& twin, Town const& reference, TownModel const& model, TownMonth const& month, Watchers const& watchers = {});

}  // namespace pijler
