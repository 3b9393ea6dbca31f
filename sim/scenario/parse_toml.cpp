// The only file that sees the TOML library.
#include "scenario/toml_text.hpp"
#include "scenario/toml_value.hpp"

#include <toml++/toml.h>

#include <algorithm>

namespace pijler {
namespace {

Place place_of(toml::source_region const& region, std::string const& file)
{
    return {file, std::max(1u, region.begin.line), std::max(1u, region.begin.column)};
}

TomlValue converted(toml::node const& node, std::string const& file);

TomlTable converted_table(toml::table const& table, std::string const& file)
{
    TomlTable entries;
    for (auto const& [key, node] : table)
        entries.push_back({std::string{key.str()}, place_of(key.source(), file), converted(node, file)});
    std::sort(entries.begin(), entries.end(), [](TomlEntry const& a, TomlEntry const& b) {
        return std::pair{a.place.line, a.place.column} < std::pair{b.place.line, b.place.column};
    });
    return entries;
}

TomlValue converted(toml::node const& node, std::string const& file)
{
    TomlValue value{place_of(node.source(), file), TomlDate{}};
    if (auto const* table = node.as_table()) {
        value.is = converted_table(*table, file);
    } else if (auto const* array = node.as_array()) {
        TomlArray items;
        for (auto const& item : *array) items.push_back(converted(item, file));
        value.is = std::move(items);
    } else if (auto const* text = node.as_string()) {
        value.is = text->get();
    } else if (auto const* whole = node.as_integer()) {
        value.is = whole->get();
    } else if (auto const* real = node.as_floating_point()) {
        value.is = real->get();
    } else if (auto const* truth = node.as_boolean()) {
        value.is = truth->get();
    }
    return value;
}

}  // namespace

TomlValue parse_toml(std::string_view text, std::string const& file)
{
    check_toml_text(text, file);
    try {
        return converted(toml::parse(text), file);
    } catch (toml::parse_error const& error) {
        auto const place = place_of(error.source(), file);
        std::string problem{error.description()};
        constexpr std::string_view opening = "Error while parsing ";
        if (problem.starts_with(opening)) problem.replace(0, opening.size(), "in ");
        throw InputError{{{place, "not TOML: " + problem, syntax_remedy(text, place)}}};
    }
}

}  // namespace pijler
