// What a result says, as a table for the terminal (80 columns).
#pragma once

#include "output/result_file.hpp"

namespace pijler {

std::string summary(ResultFile const& result);

}  // namespace pijler
