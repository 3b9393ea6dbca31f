// How the use of one substance bears on taking up another. ODD, "Substances".
#pragma once

#include "model/world.hpp"

namespace pijler {

struct AcceptanceParams;

// Sets this month's proneness in `world`: raised for youths who have ever used in `followed`, the same people's world of another
// substance, and lowered for others, so that the mean over each school age stays.
void follow_substance(World& world, World const& followed, AcceptanceParams const& params);

}  // namespace pijler
