// Who has help and who waits for it, where an arm does something about either.
#pragma once

#include "cli/result_view.hpp"

#include <string>

namespace pijler {

// Empty where no arm delivers anything of the support pillar, or care is not in the result.
std::string help_table(ResultView const& view);

}  // namespace pijler
