// What each layer of a town goes by.
#pragma once

#include "scenario/scenario.hpp"
#include "simulation/town.hpp"

#include <functional>

namespace pijler {

// A layer for each of the substances, with what `specs` deliver until month `months`. `values_of` gives the values that hold for a substance;
// where what it follows is not among them, its level alone (acceptance.alone) is added.
TownModel town_model(std::vector<Substance> const& substances, std::function<ParameterValues(Substance const&)> const& values_of, std::vector<InterventionSpec> const& specs,
                     int months);

// Of a study's first arm before month 0: without any programme.
TownModel reference_model(Study const& study, std::uint32_t replicate);

}  // namespace pijler
