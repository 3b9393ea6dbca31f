// Levers whose effect on use nobody has evaluated are what-ifs: shown by what they do to nuisance, to what is seen and to contacts, and
// kept out of every order of arms by use.
#pragma once

#include "cli/change_table.hpp"

namespace pijler {

enum class Evidence { evaluated, in_part, not_evaluated };
Evidence evidence_of(ResultView const& view, std::size_t arm);

// The arm's name, marked with a * where what it adds was evaluated in part, and as a what-if where it was not at all.
std::string marked(ResultView const& view, std::size_t arm);

// The block of the arms that hold such levers; empty if none of `arms` does.
std::string what_if_table(ResultView const& view, std::vector<std::size_t> const& arms, int months);

}  // namespace pijler
