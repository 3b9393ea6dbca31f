// What files of each kind may hold, as the program reads them.
#pragma once

#include "scenario/shape.hpp"
#include "scenario/vocabulary.hpp"

namespace pijler {

Shape scenario_shape(Vocabulary const& vocabulary);
Shape study_shape(Vocabulary const& vocabulary);
Shape municipality_shape();
Shape substance_shape(Vocabulary const& vocabulary);

}  // namespace pijler
