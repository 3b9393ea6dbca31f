// What money buys: first uses prevented per 100,000 euro, and the price of a contact at which two arms would do as well.
#pragma once

#include "cli/contrast.hpp"

#include <string>

namespace pijler {

// `question` is of first uses. Empty where these or costs are not in the result.
std::string money_table(ResultView const& view, Question const& question, bool by_sets);

}  // namespace pijler
