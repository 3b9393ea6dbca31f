// Where a run's time went.
#pragma once

#include "simulation/profile.hpp"

#include <string>

namespace pijler {

// `seconds` that the run took on `threads`: what no phase took is threads that waited, and the rest.
std::string profile_table(Profile const& profile, int threads, double seconds);

}  // namespace pijler
