// A town of the average municipality's figures that has lived for two years: what every benchmark starts from.
#pragma once

#include "output/recorder.hpp"
#include "scenario/scenario.hpp"
#include "simulation/town.hpp"

namespace pijler {

// As shipped: scenarios/NAME.toml, with what `set` changes (as --set does).
Scenario shipped(std::string const& name, std::vector<Setting> const& set = {});

// Every type of intervention at its defaults.
std::vector<InterventionSpec> all_interventions();

// What the layers of a scenario's town go by, for so many months.
TownModel model_of(Scenario const& scenario, int months);

// One town and what its months need, recorded every month.
struct Life {
    // A month passes untimed, so that all buffers are there; `months` more may follow.
    Life(Town const& first, Scenario const& scenario, int months, Workers threads = {1});

    // What study/replicate.cpp does for one arm in a month.
    void live_month();

    Run& run() { return town.front(); }
    World const& world() const { return town.front().world; }
    ModelParams const& params() const { return model.front().params; }
    Programme const& programme() const { return model.front().programme; }
    MonthRandom random() const { return {key, month}; }

    static inline RandomKey const key{20261123, 0};

    Town town;
    TownModel const model;
    Workers const workers;
    std::vector<StartDraws> draws;
    Membership members;
    std::vector<Recorder> recorders;
    int month = 0;
};

// Bytes of resident memory.
struct Memory {
    double world = 0;          // the whole state of one world
    double youths = 0;         // of it: columns of youths without ties
    double ties = 0;           //        ties
    double households = 0;     //        parents and homes
    double within_month = 0;   // beside it: what surrounds the youths, draws, proposals, kept to spare allocations
    double peak_building = 0;  // while the town was built, at its highest
};

struct SettledTown {
    Town town;
    std::size_t youths;  // present
    Memory memory;
    double seconds_building = 0;  // on one thread
};

// A town of a scenario's substances, without what it delivers. Built on first use.
SettledTown const& settled_town(std::size_t youths, Scenario const& scenario);

}  // namespace pijler
