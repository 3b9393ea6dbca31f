#include "cli/town_file.hpp"

#include "cli/figures.hpp"
#include "core/errors.hpp"
#include "study/shipped_towns.hpp"

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace pijler {
namespace {

std::string quoted(std::string const& text)
{
    std::string written = "\"";
    for (char const letter : text) written += letter == '"' || letter == '\\' ? std::string{'\\', letter} : std::string{letter};
    return written + "\"";
}

std::string line_of(TownFigure const& figure)
{
    return figure.key + " = { value = " + figure.value + ", source = " + quoted(figure.source) + (figure.year.empty() ? "" : ", year = " + figure.year) +
           ", how_known = " + quoted(figure.how_known) + (figure.note.empty() ? "" : ", note = " + quoted(figure.note)) + " }";
}

bool is_to_be_checked(TownFigure const& figure) { return !figure.stands_in && figure.how_known != "read"; }

template <class Wanted>
std::string listed(Town const& town, std::string const& margin, std::string const& heading, Wanted const& wanted)
{
    std::string text;
    for (auto const& figure : town.figures)
        if (wanted(figure)) text += wrapped(margin + "  ", margin + "      ", figure.key + " = " + figure.value + (figure.scaled ? " (scaled)" : figure.stands_in ? "" : " (" + figure.how_known + (figure.year.empty() ? "" : " " + figure.year) + ")") + ": " + figure.where);
    return text.empty() ? "" : wrapped(margin, margin, heading) + text;
}

double value_of(Town const& town, std::string_view key)
{
    auto const found = std::ranges::find(town.figures, key, &TownFigure::key);
    return found == town.figures.end() ? 0.0 : std::strtod(found->value.c_str(), nullptr);
}

// Half as many again as the 8.8 percent of the country.
bool is_town_of_students(Town const& town) { return value_of(town, "youths_18_24") > 0.12 * value_of(town, "inhabitants"); }

std::string head(Town const& town, std::string const& made_by)
{
    std::string text = "# Made by: " + made_by + "\n#\n# how_known: read in the source; derived by arithmetic from figures that were read; judgement, ours; recalled, not looked up.\n#\n";
    return text + look_up_list(town, "# ") + "#\n# Write what you find with its own source, year and how_known = \"read\", and take the line out of this list.\n\n";
}

}  // namespace

std::string look_up_list(Town const& town, std::string const& margin)
{
    auto const scaled = std::ranges::any_of(town.figures, &TownFigure::scaled);
    auto text = listed(town, margin, std::string{"To look up: national stand-ins, since nothing is known here of the town itself"} +
                                         (scaled ? ". Scaled: the average town's, in proportion to inhabitants; land and coffeeshops are often far from that, so look these up first" : ""),
                       [](TownFigure const& figure) { return figure.stands_in; });
    auto const own = listed(town, margin, "To check: of the town, but derived from others, judged or recalled", is_to_be_checked);
    auto const blank = margin.substr(0, margin.find_last_not_of(' ') + 1) + "\n";
    if (!text.empty() && !own.empty()) text += blank;
    text += own;
    auto const stands_in = std::ranges::find(town.figures, "state_18_24_wo", &TownFigure::key);
    if (is_town_of_students(town) && stands_in != town.figures.end() && stands_in->stands_in)
        text += blank + wrapped(margin, margin, "A town of students: what those aged 18 to 24 do (state_18_24_*) is judged for a town without a university. Look that up first.");
    return text;
}

// As the average town's file is laid out, remarks included.
std::string town_file(Town const& town, std::string const& made_by)
{
    auto const average = std::string{average_town_text()};
    std::string text = "title = " + quoted(town.name) + "\ndescription = " +
                       quoted(town.name + (town.code.empty() ? "" : " (" + town.code + ")") + " in the figures that were found; what the town has none of is a national stand-in, and says so.") + "\n\n" +
                       head(town, made_by) + "[municipality]\nname = " + quoted(town.name) + "\n";
    std::istringstream lines{average.substr(average.find("\n", average.find("[municipality]")) + 1)};
    for (std::string line; std::getline(lines, line);) {
        auto const key = line.substr(0, line.find(" = "));
        if (key == "name") continue;
        auto const figure = std::ranges::find(town.figures, key, &TownFigure::key);
        text += (figure == town.figures.end() ? line : line_of(*figure)) + "\n";
    }
    return text;
}

}  // namespace pijler
