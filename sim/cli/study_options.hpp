// The options that run, compare and sweep share.
#pragma once

#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "scenario/scenario.hpp"

#include <string>

namespace pijler {

options::options_description study_options();

// What they change in the study. Throws StatusError (usage).
Overrides overrides_of(options::variables_map const& given);

int threads_of(options::variables_map const& given);
ProgressWish progress_of(options::variables_map const& given);

// Now, as results' histories write it.
std::string now_text();

}  // namespace pijler
