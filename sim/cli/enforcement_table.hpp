// Whom police and enforcement officers address, by sex, age and school: never without.
#pragma once

#include "cli/result_view.hpp"

#include <string>

namespace pijler {

// Empty where it is not in the result, or nobody is addressed.
std::string enforcement_table(ResultView const& view);

}  // namespace pijler
