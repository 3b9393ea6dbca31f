// A town of the average municipality's figures that has lived for two years: what every benchmark starts from.
#pragma once

#include "output/recorder.hpp"

namespace pijler {

// Every type of intervention at its defaults.
Programme programme_of_all(int months);

// One world and what its months need, on one thread, recorded every month.
struct Life {
    // A month passes untimed, so that all buffers are there; `months` more may follow.
    Life(World const& first, int months, Programme delivered = {});

    // What study/replicate.cpp does for one arm in a month.
    void live_month();

    World const& world() const { return run.world; }
    MonthRandom random() const { return {key, month}; }

    static inline RandomKey const key{20261123, 0};
    static constexpr Workers one_thread{1};

    Run run;
    ModelParams const params;
    Programme const programme;
    StartDraws draws;
    Membership members;
    Recorder recorder;
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
    World world;
    std::size_t youths;  // present
    Memory memory;
};

// Built on first use.
SettledTown const& settled_town(std::size_t youths);

}  // namespace pijler
