// Costs by arm, payer and year, and the range that drawn costs give them.
#pragma once

#include "cli/result_view.hpp"

#include <string>

namespace pijler {

// Empty where costs are not in the result, or nothing is spent.
std::string cost_table(ResultView const& view);

}  // namespace pijler
