// All that files may name, gathered from the rooms that declare it.
#pragma once

#include "scenario/vocabulary.hpp"

namespace pijler {

Vocabulary make_vocabulary();

}  // namespace pijler
