#include "cli/shell_word.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace pijler {

std::string shell_word(std::string const& word)
{
    auto const plain = [](char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0 || std::string_view{"_-+=./,:@%"}.find(letter) != std::string_view::npos; };
    if (!word.empty() && std::ranges::all_of(word, plain)) return word;
    std::string quoted = "'";
    for (char const letter : word) quoted += letter == '\'' ? "'\\''" : std::string{letter};
    return quoted + "'";
}

}  // namespace pijler
