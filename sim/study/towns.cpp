#include "study/towns.hpp"

#include "core/errors.hpp"
#include "scenario/checks.hpp"
#include "scenario/csv.hpp"
#include "scenario/toml_value.hpp"
#include "study/shipped_towns.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>

namespace pijler {
namespace {

// How the average town's figure becomes that of a town of another size.
enum class Scaled { none, in_proportion, to_a_whole, to_at_least_one, down };

struct Search {
    std::string_view key;
    Scaled scaled;
    std::string_view where;
};
constexpr std::array searches{
    Search{"inhabitants", Scaled::in_proportion, "CBS StatLine, table 70072ned (Regionale kerncijfers Nederland): Totale bevolking, 1 January"},
    Search{"youths_12_17", Scaled::to_a_whole, "CBS StatLine, table 03759ned (Bevolking; leeftijd, regio): add up the ages 12 to 17"},
    Search{"youths_18_24", Scaled::to_a_whole, "CBS StatLine, table 03759ned (Bevolking; leeftijd, regio): add up the ages 18 to 24"},
    Search{"land_area", Scaled::in_proportion, "CBS StatLine, table 70072ned: Oppervlakte, land, in km2"},
    Search{"neighbourhoods", Scaled::to_at_least_one, "CBS StatLine, table 70072ned: number of buurten"},
    Search{"schools_vmbo", Scaled::to_a_whole, "DUO open onderwijsdata, addresses of all locations (vestigingen vo): buildings with vmbo only, practical schools left out"},
    Search{"schools_all_tracks", Scaled::to_at_least_one, "DUO, the same list: buildings with vmbo and havo or vwo"},
    Search{"schools_havo_vwo", Scaled::to_a_whole, "DUO, the same list: buildings with havo and vwo only"},
    Search{"class_size", Scaled::none, "the schools: pupils by class of havo and vwo"},
    Search{"class_size_vmbo", Scaled::none, "the schools: pupils by class of vmbo"},
    Search{"track_vmbo", Scaled::none, "DUO open onderwijsdata, pupils by location: of those from year 3 on, by year, the share in vmbo"},
    Search{"track_havo", Scaled::none, "DUO, the same: the share in havo"},
    Search{"state_18_24_mbo", Scaled::none, "CBS Jeugdmonitor (jeugdmonitor.cbs.nl) and StatLine, by municipality: students of mbo aged 18 to 24"},
    Search{"state_18_24_hbo", Scaled::none, "CBS, the same: students of hbo who live in the town"},
    Search{"state_18_24_wo", Scaled::none, "CBS, the same: students of universities who live in the town"},
    Search{"state_18_24_work", Scaled::none, "CBS, the same: no longer in education, at work"},
    Search{"state_18_24_neither", Scaled::none, "CBS, the same: neither in education nor at work"},
    Search{"one_parent_share", Scaled::none, "CBS Jeugdmonitor: minors in one-parent homes, by municipality (homes: StatLine, table 71486ned); at 12 to 17 somewhat more"},
    Search{"no_sibling_share", Scaled::none, "CBS StatLine, table 71487ned: homes by number of children"},
    Search{"one_sibling_share", Scaled::none, "CBS StatLine, table 71487ned: homes by number of children"},
    Search{"club_share_12_17", Scaled::none, "the GGD's youth monitor (Gezondheidsmonitor Jeugd), or the municipality's department of sports"},
    Search{"club_share_18_24", Scaled::none, "the GGD's monitor of young adults, or the municipality's department of sports"},
    Search{"coffeeshops", Scaled::down, "the municipality's policy on coffeeshops, or the annex of the coffeeshop monitor (WODC)"},
    Search{"public_smoking_ban", Scaled::none, "the municipality's bylaw (APV), on lokaleregelgeving.overheid.nl: look for softdrugs or blowen in public"},
    Search{"hemp_covenant", Scaled::none, "the municipality's department of safety, or the RIEC: whether it signed a hennepconvenant"},
};

// How ages follow from the bands: in the whole country 1.155 of 2.002 million aged 10 to 19 are 12 to 17, and 1.54 million are 18 to 24.
constexpr double share_12_17 = 0.577, share_18_19 = 0.21, share_20_24 = 0.50;
constexpr std::string_view bands = "CBS age bands, 1 January 2020 (cbsbands2020)";
constexpr std::string_view stand_in = "national stand-in";

CsvTable table_of(std::string_view text, std::string const& file)
{
    Faults faults;
    auto table = parse_csv(std::string{text}, file, faults);
    expect(table && !faults.any(), "a shipped table is right");
    return std::move(*table);
}

std::string cell(CsvTable const& table, CsvRow const& row, std::string_view column) { return row[*table.column(column)].text; }

double number_of(CsvTable const& table, CsvRow const& row, std::string_view column) { return std::strtod(cell(table, row, column).c_str(), nullptr); }

std::vector<std::string> divided(std::string const& text)
{
    std::vector<std::string> parts;
    for (std::size_t start = 0; start < text.size();) {
        auto const end = std::min(text.find(';', start), text.size());
        parts.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

// Small letters of ASCII and digits; accents are dropped, all else divides.
std::string plain(std::string_view name)
{
    std::string text;
    for (std::size_t n = 0; n < name.size(); ++n) {
        auto const letter = static_cast<unsigned char>(name[n]);
        if (letter >= 'A' && letter <= 'Z') {
            text += static_cast<char>(letter - 'A' + 'a');
        } else if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) {
            text += name[n];
        } else if (letter == 0xC3 && n + 1 < name.size()) {
            auto const accented = static_cast<unsigned char>(name[++n]) | 0x20U;
            text += accented <= 0xA5 ? 'a' : accented == 0xA7 ? 'c' : accented <= 0xAB ? 'e' : accented <= 0xAF ? 'i' : accented <= 0xB6 ? 'o' : 'u';
        } else if (!text.empty() && text.back() != ' ') {
            text += ' ';
        }
    }
    while (text.ends_with(' ')) text.pop_back();
    return text;
}

std::string without_blanks(std::string text)
{
    std::erase(text, ' ');
    return text;
}

// Bergen (NH.) is Bergen too.
std::string without_province(std::string const& name) { return name.substr(0, name.find(" (")); }

std::string rounded(double number, int decimals = 0)
{
    auto const unit = std::pow(10.0, decimals);
    return written(std::round(number * unit) / unit);
}

std::string scaled_value(Search const& search, double average, double times)
{
    switch (search.scaled) {
        case Scaled::none: return written(average);
        case Scaled::in_proportion: return rounded(std::max(0.1, average * times), 1);
        case Scaled::to_a_whole: return rounded(average * times);
        case Scaled::to_at_least_one: return rounded(std::max(1.0, average * times));
        case Scaled::down: return written(std::floor(average * times));
    }
    return {};
}

std::string text_of(TomlTable const& table, std::string_view key)
{
    auto const* entry = find(table, key);
    if (entry == nullptr) return {};
    if (auto const* text = std::get_if<std::string>(&entry->value.is)) return *text;
    if (auto const* whole = std::get_if<std::int64_t>(&entry->value.is)) return std::to_string(*whole);
    if (auto const* truth = std::get_if<bool>(&entry->value.is)) return *truth ? "true" : "false";
    auto const* number = std::get_if<double>(&entry->value.is);
    return number ? written(*number) : std::string{};
}

// Of a town that is `times` as large as the average one.
TownFigure stand_in_for(Search const& search, TomlTable const& average, double times)
{
    auto const& stated = *find(average, search.key)->value.table();
    TownFigure figure{std::string{search.key}, text_of(stated, "value"), text_of(stated, "source"), text_of(stated, "year"), text_of(stated, "how_known"), text_of(stated, "note"),
                      std::string{search.where}, true};
    std::string how{stand_in};
    if (search.scaled != Scaled::none && times != 1.0) {
        auto const whole = figure.value;
        figure.value = scaled_value(search, std::strtod(whole.c_str(), nullptr), times);
        if (figure.how_known == "read") figure.how_known = "derived";
        figure.scaled = true;
        how += ", scaled from " + whole + " in the average town of 100,000";
    }
    figure.note = how + (figure.note.empty() ? "" : ": " + figure.note);
    return figure;
}

TownFigure stated_inhabitants(double inhabitants, std::string_view where)
{
    return {"inhabitants", written(inhabitants), "stated when this file was made", "", "recalled", "put its source here once it is looked up", std::string{where}, false};
}

// What the age bands tell of every municipality.
std::optional<TownFigure> of_bands(Search const& search, KnownTown const& town)
{
    TownFigure figure{std::string{search.key}, "", std::string{bands}, "2020", "derived", "", std::string{search.where}, false};
    if (search.key == "inhabitants") {
        figure.value = written(town.inhabitants);
        figure.note = "sum of the ten age bands, which were read";
    } else if (search.key == "youths_12_17") {
        figure.value = rounded(share_12_17 * town.aged_10_19);
        figure.note = written(share_12_17) + " of the " + written(town.aged_10_19) + " aged 10-19, as in the whole country; +-10 percent, fewer in a town of students";
    } else if (search.key == "youths_18_24") {
        figure.value = rounded(share_18_19 * town.aged_10_19 + share_20_24 * town.aged_20_29);
        figure.note = written(share_18_19) + " of the " + written(town.aged_10_19) + " aged 10-19 and " + written(share_20_24) + " of the " + written(town.aged_20_29) +
                      " aged 20-29, as in the whole country; +-10 percent, more in a town of students";
    } else {
        return std::nullopt;
    }
    return figure;
}

std::map<std::string, TownFigure> own_figures(std::string const& town)
{
    auto const table = table_of(shipped_figures(), "figures.csv");
    std::map<std::string, TownFigure> own;
    for (auto const& row : table.rows)
        if (cell(table, row, "municipality") == town) {
            auto const key = cell(table, row, "figure");
            own[key] = {key, cell(table, row, "value"), cell(table, row, "source"), cell(table, row, "year"), cell(table, row, "how_known"), cell(table, row, "note"), "", false};
        }
    return own;
}

}  // namespace

std::vector<KnownTown> known_towns()
{
    auto const table = table_of(shipped_populations(), "populations.csv");
    std::vector<KnownTown> towns;
    for (auto const& row : table.rows)
        towns.push_back({cell(table, row, "municipality"), cell(table, row, "code"), number_of(table, row, "inhabitants"), number_of(table, row, "aged_10_19"),
                         number_of(table, row, "aged_20_29"), divided(cell(table, row, "also")), divided(cell(table, row, "took_in"))});
    return towns;
}

std::vector<KnownTown> towns_named(std::string_view name, std::vector<KnownTown> const& towns)
{
    auto const asked = without_blanks(plain(name));
    std::vector<KnownTown> exact, near;
    for (auto const& town : towns) {
        auto const is = [&](std::string const& other) { return without_blanks(plain(other)) == asked; };
        if (is(town.name)) exact.push_back(town);
        else if (is(without_province(town.name)) || std::ranges::any_of(town.also, is) || std::ranges::any_of(town.took_in, is)) near.push_back(town);
    }
    return exact.empty() ? near : exact;
}

bool took_in(KnownTown const& town, std::string_view name)
{
    return std::ranges::any_of(town.took_in, [&](std::string const& other) { return without_blanks(plain(other)) == without_blanks(plain(name)); });
}

std::string file_stem_of(std::string_view town)
{
    auto stem = plain(town);
    std::ranges::replace(stem, ' ', '-');
    return stem.empty() ? "town" : stem;
}

std::vector<TownFigure> figures_of_town(std::optional<KnownTown> const& town, std::optional<double> inhabitants)
{
    auto const file = parse_toml(average_town_text(), "middelstad.toml");
    auto const& average = *find(*file.table(), "municipality")->value.table();
    auto const own = town ? own_figures(town->name) : std::map<std::string, TownFigure>{};
    std::vector<TownFigure> figures;
    double times = 1.0;
    for (auto const& search : searches) {
        std::string const key{search.key};
        auto const of_town = town ? of_bands(search, *town) : std::nullopt;
        auto figure = key == "inhabitants" && inhabitants ? stated_inhabitants(*inhabitants, search.where)
                      : own.contains(key)                ? own.at(key)
                      : of_town                          ? *of_town
                                                         : stand_in_for(search, average, times);
        figure.where = search.where;
        if (key == "inhabitants") times = std::strtod(figure.value.c_str(), nullptr) / std::strtod(text_of(*find(average, "inhabitants")->value.table(), "value").c_str(), nullptr);
        figures.push_back(std::move(figure));
    }
    return figures;
}

}  // namespace pijler
