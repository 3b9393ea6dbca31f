#include "scenario/checks.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <regex>

namespace pijler {

std::string in_quotes(std::string_view word)
{
    std::size_t length = std::min<std::size_t>(word.size(), 80);
    while (length < word.size() && (static_cast<unsigned char>(word[length]) & 0xc0u) == 0x80u)
        --length;  // not inside a character
    return "'" + std::string{word.substr(0, length)} + (length < word.size() ? "..." : "") + "'";
}

std::string unknown_word_remedy(std::string_view word, Words const& known)
{
    auto const near = did_you_mean(word, known);
    return near.empty() && !known.empty() ? "known: " + listed(known) : near;
}

std::string written(double number)
{
    if (std::abs(number) < 1e15 && number == std::floor(number)) return std::to_string(static_cast<long long>(number));
    char text[32];
    auto const end = std::to_chars(text, text + sizeof text, number).ptr;
    return {text, end};
}

std::string counted(std::int64_t number, std::string const& noun) { return std::to_string(number) + " " + noun + (number == 1 ? "" : "s"); }

std::string Limits::text() const { return "between " + written(low) + " and " + written(high); }

std::string listed(Words const& words)
{
    constexpr std::size_t shown = 12;
    std::string text;
    for (std::size_t i = 0; i < std::min(words.size(), shown); ++i) {
        bool const last = i + 1 == words.size();
        text += (i == 0 ? "" : last ? " or " : ", ") + words[i];
    }
    return words.size() > shown ? text + ", ..." : text;
}

namespace {

// How a number that came as text is written; empty if the text is none.
std::string decimal_remedy(TomlValue const& value)
{
    auto const* text = std::get_if<std::string>(&value.is);
    std::smatch parts;
    if (!text || text->size() > 40 || !std::regex_match(*text, parts, std::regex{R"(([-+]?)(\d*)([.,])(\d*))"}) || parts.length(2) + parts.length(4) == 0) return "";
    auto const number = parts.str(1) + (parts.length(2) ? parts.str(2) : "0") + "." + (parts.length(4) ? parts.str(4) : "0");
    if (parts.str(3) == ",") return "decimals are written with a point: " + number;
    if (parts.length(4) == 3) return "without quotes; decimals alone have a point, thousands have nothing";
    return (number == *text ? "without quotes: " : "with a digit on both sides of the point: ") + number;
}

}  // namespace

bool check_number(TomlValue const& value, std::string const& name, double& number, Limits limits, Faults& faults)
{
    auto const* real = std::get_if<double>(&value.is);
    auto const* whole = std::get_if<std::int64_t>(&value.is);
    if (!real && !whole) {
        auto const remedy = decimal_remedy(value);
        faults.add(value.place, in_quotes(name) + " must be a number, not " + kind_of(value), remedy.empty() ? "a number " + limits.text() : remedy);
        return false;
    }
    double const stated = real ? *real : static_cast<double>(*whole);
    if (!limits.holds(stated)) {
        faults.add(value.place, in_quotes(name) + " is " + written(stated), "it lies " + limits.text());
        return false;
    }
    number = stated;
    return true;
}

bool check_word(TomlValue const& value, std::string const& name, std::string& word, Words const& known, Faults& faults)
{
    auto const* stated = std::get_if<std::string>(&value.is);
    if (!stated) {
        faults.add(value.place, in_quotes(name) + " must be a string, not " + kind_of(value), unknown_word_remedy("", known));
        return false;
    }
    if (std::find(known.begin(), known.end(), *stated) == known.end()) {
        faults.add(value.place, in_quotes(name) + ": unknown " + in_quotes(*stated), unknown_word_remedy(*stated, known));
        return false;
    }
    word = *stated;
    return true;
}

}  // namespace pijler
