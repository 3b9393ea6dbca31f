// What money buys: first uses prevented per 100,000 euro, and the price of a contact at which two arms would do as well.
#pragma once

#include "cli/change_table.hpp"

namespace pijler {

// Of these arms; `question` is of first uses. Empty where these or costs are not in the result.
std::string money_table(ResultView const& view, ChangeTable const& table, Question const& question, std::vector<std::size_t> const& arms);

}  // namespace pijler
