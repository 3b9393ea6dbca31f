#include "scenario/toml_value.hpp"

#include <algorithm>
#include <array>

namespace pijler {

TomlEntry const* find(TomlTable const& table, std::string_view key)
{
    auto const found = std::find_if(table.begin(), table.end(), [&](TomlEntry const& entry) { return entry.key == key; });
    return found == table.end() ? nullptr : &*found;
}

std::string kind_of(TomlValue const& value)
{
    // In the order of the variant's alternatives.
    constexpr std::array kinds{"true or false",  "a whole number", "a decimal number", "a string",
                               "a date or time", "an array",       "a table"};
    static_assert(kinds.size() == std::variant_size_v<decltype(TomlValue::is)>);
    return kinds[value.is.index()];
}

}  // namespace pijler
