// pijler municipality: a town by its name as a file that a scenario can name, and what is still to be looked up.
#include "cli/figures.hpp"
#include "cli/next_step.hpp"
#include "cli/options.hpp"
#include "cli/shell_word.hpp"
#include "cli/town_file.hpp"
#include "output/publish_file.hpp"
#include "scenario/municipality.hpp"
#include "scenario/text_file.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>

namespace pijler {
namespace {

// Den Haag need not be quoted.
std::string name_of(Words const& words)
{
    std::string name;
    for (auto const& word : words) name += (name.empty() ? "" : " ") + word;
    if (name.find_first_not_of(" \t\r\n") == std::string::npos) throw StatusError(ExitStatus::usage, "expected the name of a municipality");
    try {
        decoded(name, "NAME");
    } catch (InputError const&) {
        throw StatusError(ExitStatus::usage, "the name is no UTF-8");
    }
    if (std::ranges::any_of(name, [](char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F; })) throw StatusError(ExitStatus::usage, "the name is more than one line");
    return name;
}

// How a town that has no figures becomes the average one of its size.
std::string without_figures(std::string const& name) { return "pijler municipality " + shell_word(name) + " --inhabitants N -o " + file_stem_of(name) + ".toml"; }

[[noreturn]] void refuse_unknown(std::string const& name, std::vector<KnownTown> const& towns)
{
    Words names;
    for (auto const& town : towns) {
        names.push_back(town.name);
        for (auto const* others : {&town.also, &town.took_in}) names.insert(names.end(), others->begin(), others->end());
    }
    auto const hint = did_you_mean(name, names);
    throw StatusError(ExitStatus::usage, "no municipality '" + name + "' among those with figures (pijler list municipalities)" + (hint.empty() ? "" : "; " + hint) +
                                             "\nany town can start as the average one of its size: " + without_figures(name));
}

// A municipality that is part of another since has no figures of its own: with `inhabitants` it is a town without figures.
std::optional<KnownTown> known_town(std::string const& name, std::optional<double> const& inhabitants)
{
    auto const towns = known_towns();
    auto const found = towns_named(name, towns);
    if (found.size() == 1 && inhabitants && took_in(found.front(), name)) return std::nullopt;
    if (found.size() == 1) return found.front();
    if (found.size() > 1) {
        std::string list;
        for (auto const& town : found) list += (list.empty() ? "" : " or ") + ("'" + town.name + "'");
        throw StatusError(ExitStatus::usage, "'" + name + "' may be " + list + "; which?");
    }
    if (!inhabitants) refuse_unknown(name, towns);
    return std::nullopt;
}

// What the program itself has written is right.
void check_text(std::string const& text)
{
    Faults faults;
    auto const read = municipality_in(TomlFile{"town.toml", {}, parse_toml(text, "town.toml")}, faults);
    auto const found = faults.in_order();
    expect(read.has_value(), found.empty() ? "a town's file can be read" : found.front().text().c_str());
}

double youths_in(Town const& town)
{
    double youths = 0.0;
    for (auto const& figure : town.figures)
        if (figure.key.starts_with("youths_")) youths += std::strtod(figure.value.c_str(), nullptr);
    return youths;
}

std::string next_steps(std::filesystem::path const& output, Town const& town)
{
    constexpr double average = 14'600.0;  // youths, of the average town
    auto const file = shell_word(output.string()), result = shell_word(output.stem().string() + ".h5");
    auto const times = youths_in(town) / average;
    auto const large = times < 2.0 ? "" : wrapped("", "", format("(%.0f youths: that takes %.0f times as long as the average town; --youths 15000 runs a smaller likeness of it.)", youths_in(town), times));
    return "Next: look these up and write them in; then, in place of the average town,\n  pijler compare " + shell_word(shipped_scenario("studies/parents-vs-youths.toml").string()) +
           " \\\n    --set population.municipality=" + file + " \\\n    -o " + result + "\n" + large + "or name it in a scenario: [population] municipality = \"" + output.filename().string() + "\"\n";
}

}  // namespace

CommandLine municipality_line()
{
    CommandLine line{"pijler municipality NAME -o TOWN.toml [options]: a municipality file from the figures that come with the program, and what is to be looked up, where"};
    auto const text = [] { return options::value<std::string>(); };
    line.options.add_options()                                                                                           //
        ("output,o", text(), "municipality file (default: standard output)")                                             //
        ("inhabitants", text(), "inhabitants, of a town without figures, or in place of those of 2020; the average town is scaled to them")  //
        ("overwrite", "replace an existing file");
    line.place = "name";
    for (auto const& town : known_towns()) line.words.push_back(town.name);
    return line;
}

ExitStatus municipality_command(Words const& words, Call const& call)
{
    auto const given = parse_options(words, municipality_line());
    if (!given) return ExitStatus::done;
    auto const existing = given->count("overwrite") ? Existing::replace : Existing::keep;
    auto const name = name_of((*given)["name"].as<Words>());
    std::optional<double> inhabitants;
    if (given->count("inhabitants")) inhabitants = static_cast<double>(whole_number(*given, "inhabitants", 100, 20'000'000));
    auto const known = known_town(name, inhabitants);
    if (known && took_in(*known, name)) std::cerr << "note: " << name << " is part of the municipality " << known->name << " now, whose figures these are; alone, as the average town of its size: " << without_figures(name) << "\n";
    Town const town{known ? known->name : name, known ? known->code : "", figures_of_town(known, inhabitants)};
    auto const text = town_file(town, call.line);
    check_text(text);
    if (!given->count("output")) {
        std::cout << text;
        return ExitStatus::done;
    }
    std::filesystem::path const output = (*given)["output"].as<std::string>();
    check_creatable(output, existing);
    publish_file(output, std::array{std::string_view{text}}, existing);
    std::cout << town.name << (town.code.empty() ? "" : " (" + town.code + ")") << "\n\n" << look_up_list(town, "") << "\nWritten: " << output.string() << "\n" << next_steps(output, town);
    return ExitStatus::done;
}

}  // namespace pijler
