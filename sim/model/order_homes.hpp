// Where homes lie in memory.
#pragma once

#include "model/world.hpp"

namespace pijler {

// Homes lie in the order of their children's places, so that what a youth is given at home is read from near by; empty places come last.
// No result depends on it.
void order_homes(World& world);

}  // namespace pijler
