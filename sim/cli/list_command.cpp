// pijler list: what files may name.
#include "cli/figures.hpp"
#include "cli/intervention_table.hpp"
#include "cli/options.hpp"
#include "scenario/checks.hpp"
#include "study/declarations.hpp"
#include "study/towns.hpp"
#include "study/vocabulary.hpp"

#include <algorithm>
#include <iostream>

namespace pijler {
namespace {

using Row = nlohmann::ordered_json;  // an object, the name first

// How much of a municipality file is the town's own.
Row row_of(KnownTown const& town)
{
    auto const figures = figures_of_town(town, std::nullopt);
    auto const own = figures.size() - static_cast<std::size_t>(std::ranges::count_if(figures, &TownFigure::stands_in));
    return {{"name", town.name}, {"code", town.code}, {"also", town.also}, {"took_in", town.took_in}, {"inhabitants", town.inhabitants}, {"own_figures", own},
            {"meaning", counted(static_cast<std::int64_t>(own), "figure") + " of its own, " + std::to_string(figures.size() - own) + " national ones"}};
}

std::vector<Row> rows_of(std::string const& what, Vocabulary const& words)
{
    std::vector<Row> rows;
    if (what == "parameters")
        for (auto const& parameter : words.parameters) rows.push_back(row_of(parameter));
    else if (what == "interventions")
        for (auto const& type : words.interventions) rows.push_back(row_of(type));
    else if (what == "outcomes")
        for (auto const& o : words.outcomes) rows.push_back({{"name", o.name}, {"unit", o.unit}, {"denominator", o.denominator}, {"meaning", o.meaning}});
    else if (what == "municipalities")
        for (auto const& town : known_towns()) rows.push_back(row_of(town));
    else
        for (auto const& group : words.subgroups) rows.push_back({{"name", group.name}, {"meaning", group.meaning}});
    return rows;
}

std::string name_of(Row const& row) { return row.at("name").get<std::string>(); }

// Of a list its parts, with a bar between sentences.
std::string plain(nlohmann::ordered_json const& value)
{
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array()) return value.dump();
    auto const is_sentence = [](auto const& part) { return part.is_string() && part.template get_ref<std::string const&>().find(' ') != std::string::npos; };
    auto const* apart = std::ranges::any_of(value, is_sentence) ? " | " : " ";
    std::string text;
    for (auto const& part : value) text += (text.empty() ? "" : apart) + (part.is_string() ? part.get<std::string>() : part.dump());
    return text;
}

void print_json(std::vector<Row> const& rows)
{
    std::cout << nlohmann::ordered_json(rows).dump(2) << "\n";
}

void print_csv(std::vector<Row> const& rows)
{
    auto const line = [](Row const& row, auto const& cell) {
        std::string text;
        for (auto const& [key, value] : row.items()) text += (text.empty() ? "" : ",") + cell(key, value);
        std::cout << text << "\n";
    };
    auto const quoted = [](std::string text) {
        for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2) text.insert(at, 1, '"');
        return "\"" + text + "\"";
    };
    if (rows.empty()) return;
    line(rows.front(), [](auto const& key, auto const&) { return key; });
    for (auto const& row : rows) line(row, [&](auto const&, auto const& value) { return value.is_number() ? value.dump() : quoted(plain(value)); });
}

// A name, its figures, and below it what it means, within 80 columns.
void print_text(std::vector<Row> const& rows)
{
    for (auto const& row : rows) {
        std::string figures, sentence;
        for (auto const& [key, value] : row.items()) {
            if (key == "name") continue;
            if (key == "meaning")
                sentence = wrapped("    ", "    ", plain(value));
            else if (!plain(value).empty())
                figures += " " + key + " " + plain(value);
        }
        auto const name = name_of(row);
        std::cout << (figures.empty() ? name + "\n" : wrapped(name + "  ", "    ", figures)) << sentence;
    }
}

// Whether a row is named: by its own name, or by what this begins with up to a dot.
bool is_named(std::string const& row, std::string const& name) { return row == name || row.starts_with(name + "."); }

// The named rows, or all where none is named.
std::vector<Row> only_named(std::vector<Row> rows, std::string const& what, Words const& names)
{
    Words known;
    for (auto const& row : rows) known.push_back(name_of(row));
    for (auto const& name : names) {
        if (std::ranges::any_of(known, [&](std::string const& row) { return is_named(row, name); })) continue;
        auto const hint = did_you_mean(name, known);
        throw StatusError(ExitStatus::usage, "no " + name + " among the " + what + (hint.empty() ? "" : "; " + hint));
    }
    if (!names.empty()) std::erase_if(rows, [&](Row const& row) { return std::ranges::none_of(names, [&](std::string const& name) { return is_named(name_of(row), name); }); });
    return rows;
}

void print_interventions(std::vector<InterventionType> const& types, Words const& names)
{
    if (names.empty()) std::cout << intervention_table(types);
    for (auto const& name : names) std::cout << (&name == &names.front() ? "" : "\n") << intervention_in_full(*std::ranges::find(types, name, &InterventionType::name));
}

}  // namespace

CommandLine list_line()
{
    CommandLine line{"pijler list interventions|parameters|outcomes|subgroups|municipalities [NAME...] [--format text|json|csv]"};
    line.options.add_options()("format", options::value<std::string>()->default_value("text"), "text, json or csv");
    line.place = "what";
    line.words = {"interventions", "parameters", "outcomes", "subgroups", "municipalities"};
    return line;
}

ExitStatus list_command(Words const& words, Call const&)
{
    auto const line = list_line();
    auto const given = parse_options(words, line);
    if (!given) return ExitStatus::done;
    auto names = (*given)["what"].as<Words>();
    auto const& kinds = line.words;
    if (names.empty() || std::ranges::find(kinds, names.front()) == kinds.end()) {
        auto const hint = names.empty() ? "" : did_you_mean(names.front(), kinds);
        throw StatusError(ExitStatus::usage, "list takes one of interventions, parameters, outcomes, subgroups, municipalities" + (hint.empty() ? "" : "; " + hint));
    }
    auto const what = names.front();
    names.erase(names.begin());
    auto const format = one_of(*given, "format");
    auto const vocabulary = make_vocabulary();
    auto const rows = only_named(rows_of(what, vocabulary), what, names);
    if (format == "text" && what == "interventions")
        print_interventions(vocabulary.interventions, names);
    else
        format == "json" ? print_json(rows) : format == "csv" ? print_csv(rows) : print_text(rows);
    return ExitStatus::done;
}

}  // namespace pijler
