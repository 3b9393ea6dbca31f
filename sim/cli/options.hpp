// Reading of options, the same for every command: no guessed abbreviations, counts are counts.
#pragma once

#include "cli/commands.hpp"

#include <boost/program_options.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

namespace pijler {

namespace options = boost::program_options;

// What a command is called with: its help, what it takes and how it is completed follow from this.
struct CommandLine {
    std::string usage;
    options::options_description options{"Options"};
    char const* place = "file";  // by what name to ask for the words without an option
    Words words = {};            // what the first of them may be; none: files
};

// Prints usage and returns nothing when --help was asked for. Throws StatusError (usage) on what the command does not know.
std::optional<options::variables_map> parse_options(Words const& words, CommandLine const& line);

// The value of an option as a whole number of at least `low`. Throws StatusError (usage).
std::int64_t whole_number(options::variables_map const& given, char const* option, std::int64_t low, std::int64_t high = std::numeric_limits<std::int32_t>::max());

// Two whole numbers with a sign between, 0:100. Throws StatusError (usage).
std::pair<std::size_t, std::size_t> two_numbers(options::variables_map const& given, char const* option, char between, std::string const& wanted);

// The words of which an option takes one, in every command that has it; none: it takes something else.
Words choices_of(std::string_view option);

// One of them. Throws StatusError (usage).
std::string one_of(options::variables_map const& given, char const* option);

}  // namespace pijler
