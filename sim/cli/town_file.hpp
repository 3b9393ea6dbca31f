// A municipality file as text, from figures with their sources.
#pragma once

#include "study/towns.hpp"

#include <string>
#include <vector>

namespace pijler {

struct Town {
    std::string name;
    std::string code;  // of CBS; may be empty
    std::vector<TownFigure> figures;
};

// What is to be looked up, where: national stand-ins first, then what is of the town but old or reckoned. Lines of at most 80 characters after `margin`.
std::string look_up_list(Town const& town, std::string const& margin);

// `made_by`: the command, for the head of the file.
std::string town_file(Town const& town, std::string const& made_by);

}  // namespace pijler
