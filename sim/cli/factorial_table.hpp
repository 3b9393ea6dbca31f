// What a factorial study says: the main effects of its factors and the interactions of two.
#pragma once

#include "cli/change_table.hpp"

#include <functional>

namespace pijler {

bool is_factorial(ResultView const& view);

// Whether the arm holds one factor alone, or all.
bool is_of_one_factor_or_all(ResultView const& view, std::size_t arm);

// Arms as delivered, the reference first; of a factorial those of one factor, and of all.
std::vector<std::size_t> arms_in_short(ResultView const& view);

// As the study names the arm; of all factors "all together".
std::string short_name(ResultView const& view, std::size_t arm);

// Main effects and interactions in what is asked; of what is counted, interactions as ratios too if `with_ratios`. `noted`: the name of a
// factor, with what is to be known of its evidence.
std::string factorial_table(ResultView const& view, Question const& question, bool with_ratios, std::function<std::string(std::string const&)> const& noted);

}  // namespace pijler
