// Checks on the characters of a TOML file before and after the library parses it, for faults that it would word badly.
#pragma once

#include "core/errors.hpp"

#include <string>
#include <string_view>

namespace pijler {

// Throws InputError if a letter outside ASCII stands where only a quoted string or a comment may hold one (toml++ 3.3 is not safe
// against those), or if a dotted key has absurdly many parts (it would exhaust the stack).
void check_toml_text(std::string_view text, std::string const& file);

// What to do about a syntax error at `place`, where its line shows a common mistake; otherwise empty.
std::string syntax_remedy(std::string_view text, Place const& place);

}  // namespace pijler
