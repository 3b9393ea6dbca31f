// Who comes to town: 12-year-olds to their first class, others at 18. ODD, "Calendar".
#pragma once

#include "model/newcomers.hpp"

namespace pijler {

// Lets the next cohort of 12-year-olds in (also used to build the first world).
void admit_cohort(World& world, NewcomerParams const& params, RandomKey const& key, Workers workers);

// Youths whose cohort's town share begins at 18 arrive.
void admit_at_18(World& world, NewcomerParams const& params, StageParams const& stages, RandomKey const& key, Workers workers);

}  // namespace pijler
