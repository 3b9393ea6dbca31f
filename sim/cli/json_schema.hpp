// What files may hold as a JSON Schema (draft 7), by which editors complete, explain and check them.
#pragma once

#include "scenario/shape.hpp"

#include <string>

namespace pijler {

std::string json_schema(Shape const& file, std::string const& title);

}  // namespace pijler
