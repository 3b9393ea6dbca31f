// The worlds of a replicate from month 0 on: one line an arm, with its direct twin, and the butterfly world.
#pragma once

#include "model/survey_friendships.hpp"
#include "study/replicate.hpp"

#include <optional>

namespace pijler {

// An arm's town with what goes with it.
struct Line {
    Line(Town first, TownModel layers, RecordCalendar calendar);
    Run const& first() const { return town.front(); }
    Programme const& programme() const { return model.front().programme; }
    Town town;
    TownModel model;
    std::vector<Recorder> recorders;  // of each layer
    FriendshipSurveyor surveyor;
    std::array<float, network_measure_count> survey;
    std::optional<Town> twin;
    std::vector<Recorder> twin_recorders;
    std::vector<Price> prices;
    double hours_per_fte = 0.0;
    std::vector<DeliveryRecord> delivery;
};

void record_delivery(Line& line, int month, int every);

// Each run of the plan with this replicate's effects and costs, its coverages as they are.
std::vector<Spender> make_spenders(ReplicateTask const& task, std::uint32_t replicate);
// How the coverages of each are scaled so that equalised ones spend the budget; empty where nothing is equalised. `people`: at month 0.
std::vector<EqualSpending> equal_spending(ReplicateTask const& task, std::vector<Spender> const& spenders, World const& people, std::uint32_t replicate);

struct Lines {
    std::vector<Line> arms;         // as the plan's runs
    std::optional<Line> butterfly;
};
// All begin as the settled town. `equal`: of equal_spending().
Lines make_lines(ReplicateTask const& task, Town settled, std::vector<Spender> spenders, std::vector<EqualSpending> const& equal, std::uint32_t replicate);

}  // namespace pijler
