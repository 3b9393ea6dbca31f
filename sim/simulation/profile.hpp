// The phases of a run, and the time that each takes (--profile).
#pragma once

#include "core/stopwatch.hpp"

namespace pijler {

enum class Phase { town, school_year, draws, surroundings, parents, interventions, norms, decision, care, friendship, recording, writing, count };

inline constexpr std::array<char const*, static_cast<std::size_t>(Phase::count)> phase_names{
    "making the town", "school year", "draws",            "looking around", "parents",   "interventions",
    "norms",           "decision",    "signals and care", "friendship",     "recording", "writing"};

struct PhaseTimes : TimeSheet<Phase> {
    std::atomic<std::int64_t> youth_months{0};  // lived through, in all worlds
};
using PhaseWatch = Stopwatch<Phase>;

// Of a whole run.
struct Profile {
    PhaseTimes run_in, after;
};

}  // namespace pijler
