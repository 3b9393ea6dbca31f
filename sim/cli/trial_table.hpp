// A trial's table for the terminal: published and simulated odds ratios side by side.
#pragma once

#include "output/result_file.hpp"

#include <string>

namespace pijler {

bool is_trial(ResultFile const& result);
std::string trial_table(ResultFile const& result);

}  // namespace pijler
