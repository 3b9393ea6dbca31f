// Where homes lie in memory.
#pragma once

#include "model/world.hpp"

namespace pijler {

// Homes lie in the order of their children's places, so that what a youth is given at home is read from near by; empty places come last.
// The order is the same in every arm. It settles which of the homes that expect a child is given the next newcomer, nothing else.
void order_homes(World& world, Workers workers = {});

}  // namespace pijler
