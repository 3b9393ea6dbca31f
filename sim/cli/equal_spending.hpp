// What equal spending came to: how much, and which arms could not.
#pragma once

#include "cli/result_view.hpp"

namespace pijler {

// Empty where nothing was equalised.
std::string equal_spending(ResultView const& view);

}  // namespace pijler
