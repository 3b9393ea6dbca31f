// The figures of towns that come with the program (scenarios/municipalities/), as text.
#pragma once

#include <string_view>

namespace pijler {

std::string_view shipped_populations();  // populations.csv: every municipality
std::string_view shipped_figures();      // figures.csv: what else is known of some
std::string_view average_town_text();    // middelstad.toml: what stands in for the rest

}  // namespace pijler
