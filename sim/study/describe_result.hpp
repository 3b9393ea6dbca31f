// How a result was made: its attributes.
#pragma once

#include "output/result_file.hpp"
#include "study/arms.hpp"

#include <string>
#include <vector>

namespace pijler {

// Of the study with the texts of all its inputs; `history`: how the program was called. Without `declarations`, which a sweep keeps once.
std::vector<Attribute> attributes_of(Study const& study, ArmPlan const& plan, std::string const& history);

// "a, b, c"
std::string in_a_line(std::vector<std::string> const& words);

}  // namespace pijler
