// The options that run, compare and sweep share.
#pragma once

#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "scenario/scenario.hpp"

#include <filesystem>
#include <string>

namespace pijler {

options::options_description study_options();

// What they change in the study. Throws StatusError (usage).
Overrides overrides_of(options::variables_map const& given);

// Where the sweep of this study lies: as asked for, or results/<name>, and then results/ is made.
std::filesystem::path sweep_folder_of(options::variables_map const& given, std::filesystem::path const& study);

// A whole number that the environment states.
std::optional<std::size_t> number_of_environment(char const* name);

int threads_of(options::variables_map const& given);
ProgressWish progress_of(options::variables_map const& given);

// Now, as results' histories write it.
std::string now_text();

}  // namespace pijler
