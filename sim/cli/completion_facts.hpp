// What shells complete: the commands and their options as the program itself declares them.
#pragma once

#include "cli/commands.hpp"

#include <string>
#include <utility>
#include <vector>

namespace pijler {

struct OptionFacts {
    std::string name;    // without dashes
    std::string letter;  // without its dash; may be empty
    std::string meaning;
    bool takes_value = false;
    Words choices = {};        // of its value; none: a file, a number
    bool is_setting = false;   // takes name=value
    bool is_list = false;      // takes names with commas between
    bool repeats = false;
};

struct CommandFacts {
    std::string name;
    std::string does;
    std::vector<OptionFacts> options;
    Words words;  // what follows the command; none: files
    std::vector<std::pair<std::string, Words>> names = {};  // what follows each of these words
};

struct Facts {
    std::vector<CommandFacts> commands;
    Words settings;  // that --set knows: parameters, and keys of scenarios
};

Facts completion_facts();

std::string bash_completion(Facts const& facts);
std::string zsh_completion(Facts const& facts);
std::string fish_completion(Facts const& facts);

}  // namespace pijler
