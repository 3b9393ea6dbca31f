// What the arms of a study change: the estimand first, then what is shown of every study.
#pragma once

#include "output/result_file.hpp"

namespace pijler {

std::string comparison_table(ResultFile const& result);

}  // namespace pijler
