// pijler list: what files may name.
#include "cli/options.hpp"
#include "study/vocabulary.hpp"

#include <nlohmann/json.hpp>

#include <iomanip>
#include <iostream>
#include <sstream>

namespace pijler {
namespace {

using Row = std::vector<std::pair<std::string, nlohmann::ordered_json>>;

// Of types that screen unless told otherwise.
nlohmann::ordered_json of_screening(InterventionType const& type, double Screening::* value)
{
    if (!type.defaults.screening) return "";
    return (*type.defaults.screening).*value;
}

std::vector<Row> rows_of(std::string const& what, Vocabulary const& words)
{
    std::vector<Row> rows;
    if (what == "parameters")
        for (auto const& p : words.parameters)
            rows.push_back({{"name", p.name}, {"unit", p.unit}, {"default", p.default_value}, {"low", p.low}, {"high", p.high}, {"prior_sd", p.prior_sd},
                            {"meaning", p.meaning}, {"source", p.source}, {"grade", std::string(1, p.grade)}});
    else if (what == "interventions")
        for (auto const& t : words.interventions)
            rows.push_back({{"name", t.name}, {"pillar", t.pillar}, {"meaning", t.meaning}, {"meaning_nl", t.meaning_nl}, {"grade", t.grade}, {"form", t.is_lever ? "lever" : "rounds"}, {"unit", t.unit},
                            {"approaches", t.approaches}, {"start", t.defaults.start}, {"every", t.defaults.every}, {"coverage", t.defaults.coverage},
                            {"dose", t.defaults.dose}, {"fidelity", t.defaults.fidelity}, {"strength", t.defaults.strength}, {"age_low", t.defaults.age_low},
                            {"age_high", t.defaults.age_high}, {"stage", t.defaults.stages}, {"content", t.defaults.content},
                            {"sensitivity", of_screening(t, &Screening::sensitivity)}, {"specificity", of_screening(t, &Screening::specificity)}, {"cost_per_screened", of_screening(t, &Screening::cost)},
                            {"cost_fixed", t.defaults.cost.fixed}, {"cost_per_contact_low", t.defaults.cost.per_contact_low},
                            {"cost_per_contact_high", t.defaults.cost.per_contact_high}, {"payer", t.defaults.cost.payer},
                            {"plausible_coverage", t.plausible_coverage}, {"hours_per_contact", t.hours_of_approach.empty() ? nlohmann::ordered_json(t.hours_per_contact) : nlohmann::ordered_json(t.hours_of_approach)}});
    else if (what == "outcomes")
        for (auto const& o : words.outcomes) rows.push_back({{"name", o.name}, {"unit", o.unit}, {"denominator", o.denominator}, {"meaning", o.meaning}});
    else
        for (auto const& group : words.subgroups) rows.push_back({{"name", group.name}, {"meaning", group.meaning}});
    return rows;
}

std::string plain(nlohmann::ordered_json const& value)
{
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array()) return value.dump();
    std::string text;
    for (auto const& part : value) text += (text.empty() ? "" : " ") + (part.is_string() ? part.get<std::string>() : part.dump());
    return text;
}

void print_json(std::vector<Row> const& rows)
{
    auto list = nlohmann::ordered_json::array();
    for (auto const& row : rows) {
        auto object = nlohmann::ordered_json::object();
        for (auto const& [key, value] : row) object[key] = value;
        list.push_back(object);
    }
    std::cout << list.dump(2) << "\n";
}

void print_csv(std::vector<Row> const& rows)
{
    auto const line = [](Row const& row, auto const& cell) {
        std::string text;
        for (auto const& entry : row) text += (text.empty() ? "" : ",") + cell(entry);
        std::cout << text << "\n";
    };
    auto const quoted = [](std::string text) {
        for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2) text.insert(at, 1, '"');
        return "\"" + text + "\"";
    };
    if (rows.empty()) return;
    line(rows.front(), [](auto const& entry) { return entry.first; });
    for (auto const& row : rows) line(row, [&](auto const& entry) { return entry.second.is_number() ? entry.second.dump() : quoted(plain(entry.second)); });
}

// A name, its figures, and below it what it means, within 80 columns.
void print_text(std::vector<Row> const& rows)
{
    for (auto const& row : rows) {
        std::string figures, sentence;
        for (auto const& [key, value] : row) {
            if (key == "name") continue;
            if (key == "meaning" || key == "meaning_nl")
                sentence += "    " + plain(value) + "\n";
            else if (!plain(value).empty())
                figures += "  " + key + " " + plain(value);
        }
        std::cout << plain(row.front().second);
        std::size_t width = row.front().second.get<std::string>().size();
        std::istringstream words{figures};
        for (std::string word; words >> word;) {
            if (width + 1 + word.size() > 80) {
                std::cout << "\n   ";
                width = 3;
            }
            std::cout << (width == row.front().second.get<std::string>().size() ? "  " : " ") << word;
            width += 1 + word.size();
        }
        std::cout << "\n" << sentence;
    }
}

}  // namespace

ExitStatus list_command(Words const& words, Call const&)
{
    options::options_description list{"Options"};
    list.add_options()("format", options::value<std::string>()->default_value("text"), "text, json or csv");
    auto const given = parse_options(words, "pijler list interventions|parameters|outcomes|subgroups [--format text|json|csv]", list, "what");
    if (!given) return ExitStatus::done;
    auto const what = (*given)["what"].as<Words>();
    Words const kinds{"interventions", "parameters", "outcomes", "subgroups"};
    if (what.size() != 1 || std::find(kinds.begin(), kinds.end(), what.front()) == kinds.end()) {
        auto const hint = what.empty() ? "" : did_you_mean(what.front(), kinds);
        throw StatusError(ExitStatus::usage, "list takes one of interventions, parameters, outcomes, subgroups" + (hint.empty() ? "" : "; " + hint));
    }
    auto const format = one_of(*given, "format", {"text", "json", "csv"});
    auto const rows = rows_of(what.front(), make_vocabulary());
    format == "json" ? print_json(rows) : format == "csv" ? print_csv(rows) : print_text(rows);
    return ExitStatus::done;
}

}  // namespace pijler
