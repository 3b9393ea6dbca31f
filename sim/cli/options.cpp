#include "cli/options.hpp"

#include <algorithm>
#include <charconv>
#include <iostream>

namespace pijler {

std::optional<options::variables_map> parse_options(Words const& words, CommandLine const& line)
{
    auto const& visible = line.options;
    options::options_description all = visible;
    all.add_options()("help,h", "show this help")(line.place, options::value<Words>()->default_value({}, ""), "");
    options::positional_options_description places;
    places.add(line.place, -1);
    options::variables_map given;
    try {
        auto const style = options::command_line_style::unix_style & ~options::command_line_style::allow_guessing;
        options::store(options::command_line_parser(words).options(all).positional(places).style(style).run(), given);
        options::notify(given);
    } catch (options::unknown_option const& fault) {
        Words known{"help"};
        for (auto const& option : visible.options()) known.push_back(option->long_name());
        auto const name = fault.get_option_name();
        auto hint = did_you_mean(name.substr(std::min(name.size(), name.find_first_not_of('-'))), known);
        if (auto const quote = hint.find('\''); quote != std::string::npos) hint.insert(quote + 1, "--");
        throw StatusError(ExitStatus::usage, "unknown option " + name + (hint.empty() ? "" : "; " + hint));
    } catch (options::error const& fault) {
        throw StatusError(ExitStatus::usage, fault.what());
    }
    if (given.count("help") == 0) return given;
    std::cout << line.usage << "\n\n" << visible;
    return std::nullopt;
}

std::int64_t whole_number(options::variables_map const& given, char const* option, std::int64_t low, std::int64_t high)
{
    auto const text = given[option].as<std::string>();
    std::int64_t value = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size() || value < low || value > high)
        throw StatusError(ExitStatus::usage, std::string{"--"} + option + " takes a whole number from " + std::to_string(low) + " to " + std::to_string(high) +
                                                 ", not '" + text + "'");
    return value;
}

std::pair<std::size_t, std::size_t> two_numbers(options::variables_map const& given, char const* option, char between, std::string const& wanted)
{
    auto const text = given[option].as<std::string>();
    std::size_t first = 0, second = 0;
    auto const* const end = text.data() + text.size();
    auto const one = std::from_chars(text.data(), end, first);
    bool const divided = one.ec == std::errc{} && one.ptr != end && *one.ptr == between;
    auto const two = divided ? std::from_chars(one.ptr + 1, end, second) : one;
    if (!divided || two.ec != std::errc{} || two.ptr != end) throw StatusError(ExitStatus::usage, std::string{"--"} + option + " takes " + wanted + ", not '" + text + "'");
    return {first, second};
}

Words choices_of(std::string_view option)
{
    if (option == "progress") return {"auto", "always", "never"};
    if (option == "format") return {"text", "json", "csv"};
    return {};
}

std::string one_of(options::variables_map const& given, char const* option)
{
    auto const text = given[option].as<std::string>();
    auto const known = choices_of(option);
    if (std::ranges::find(known, text) != known.end()) return text;
    std::string list;
    for (auto const& word : known) list += (list.empty() ? "" : ", ") + word;
    throw StatusError(ExitStatus::usage, std::string{"--"} + option + " is one of " + list + ", not '" + text + "'");
}

}  // namespace pijler
