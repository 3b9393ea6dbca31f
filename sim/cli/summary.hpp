// What a result says, as a table for the terminal (80 columns).
#pragma once

#include "output/result_file.hpp"

namespace pijler {

// `asked`: the outcomes that were named; none: all.
std::string summary(ResultFile const& result, std::vector<std::string> const& asked);

}  // namespace pijler
