// Words as a shell reads them back.
#pragma once

#include <string>

namespace pijler {

// In quotes where it needs them.
std::string shell_word(std::string const& word);

}  // namespace pijler
