// What to do next with what a command has made, as commands that can be copied.
#pragma once

#include <filesystem>
#include <string>

namespace pijler {

// A scenario or study of the checkout, as it can be named from here.
std::filesystem::path shipped_scenario(std::string const& name);

// The report of a comparison.
std::string report_step(std::filesystem::path const& result);

}  // namespace pijler
