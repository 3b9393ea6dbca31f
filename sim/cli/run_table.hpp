#pragma once

#include "output/result_file.hpp"

namespace pijler {

// A single run: where things stand in the last year. Of outcomes that were asked for by name and are in no column, the mean.
std::string run_table(ResultFile const& result, std::vector<std::string> const& asked);

}  // namespace pijler
