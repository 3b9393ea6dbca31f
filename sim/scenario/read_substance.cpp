// Substances: files that say in which parameters a substance differs from the defaults.
//
//     title = "Alcohol"
//     [substance]
//     name = "alcohol"
//     follows = "..."      # optional: having used that one raises acceptance of this one
//     [parameters]
//     "acceptance.intercept" = 0.5
#include "scenario/draft.hpp"
#include "scenario/file_shapes.hpp"

#include <algorithm>

namespace pijler {
namespace {

// A name stands before a parameter's and in results.
bool is_plain_name(std::string const& name)
{
    return !name.empty() && std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

void read_own_parameters(Section& section, Vocabulary const& vocabulary, Substance& substance)
{
    std::map<std::string, Place> places;
    read_parameters(section, vocabulary, substance.parameters, &places);
    for (auto const& [name, place] : places) {
        auto const* row = parameter_row(name, vocabulary);
        if (row->name != name)
            section.faults().add(place, "unknown parameter " + in_quotes(name), "a substance's file states its own: " + in_quotes(row->name));
        else if (row->shapes == Shapes::people)
            section.faults().add(place, in_quotes(name) + " shapes who people are, which is the same for all substances", "state it in the scenario");
    }
}

Substance read_tables(Section& top, Vocabulary const& vocabulary)
{
    std::string title, description;
    Substance substance;
    top.read({"title", "what the substance is called"}, title);
    top.read({"description", "what it is, in a sentence"}, description);
    top.require("substance", "a substance's file holds a table [substance] with its name");
    if (auto section = top.table({"substance", "its name, and which use comes before it"})) {
        section->require("name", "name = \"...\"");
        section->tells("name", {.kind = Shape::Kind::text, .pattern = "^[a-z0-9_]+$"});
        if (section->read_name({"name", "stands before parameters and in results: small letters, digits and _"}, substance.name) && !is_plain_name(substance.name))
            section->fault("name", in_quotes(substance.name) + " is no name for a substance", "small letters, digits and _ only");
        auto const begins = [&](ParameterRow const& row) { return row.name.starts_with(substance.name + "."); };
        if (std::ranges::any_of(vocabulary.parameters, begins))
            section->fault("name", "names of parameters begin with " + in_quotes(substance.name + "."), "choose another name");
        section->read_name({"follows", "name of a substance whose use raises acceptance of this one"}, substance.follows);
        section->refuse_other_keys();
        if (!substance.name.empty() && substance.follows == substance.name) section->fault("follows", "a substance cannot follow itself");
    }
    if (auto section = top.table({"parameters", "those that are not as for cannabis: `pijler list parameters`"})) read_own_parameters(*section, vocabulary, substance);
    top.refuse_other_keys();
    return substance;
}

std::optional<Substance> substance_in(TomlFile const& file, Vocabulary const& vocabulary, Faults& faults)
{
    Faults found;
    Section top{file.top, "", found};
    auto const substance = read_tables(top, vocabulary);
    for (auto const& fault : found.in_order()) faults.add(fault.place, fault.problem, fault.remedy);
    return found.any() ? std::nullopt : std::optional{substance};
}

// The file of a substance that comes with the program.
std::optional<TomlFile> shipped(std::string const& name, Vocabulary const& vocabulary)
{
    auto const at = static_cast<std::size_t>(std::ranges::find(vocabulary.substances, name) - vocabulary.substances.begin());
    if (at >= vocabulary.substance_files.size()) return std::nullopt;
    auto const path = "substances/" + name + ".toml";
    auto const& text = vocabulary.substance_files[at];
    return TomlFile{path, InputText{path, text, "", 0}, parse_toml(text, path)};
}

bool states_itself(Substance const& substance, std::string_view parameter) { return substance.parameters.contains(parameter); }

// A parameter that the scenario states for a substance that it has not, or that all its substances state themselves, would do nothing.
void check_parameters(Draft const& draft, Vocabulary const& vocabulary, Faults& faults)
{
    auto const& substances = draft.scenario.substances;
    Words names;
    for (auto const& substance : substances) names.push_back(substance.name);
    for (auto const& [name, place] : draft.parameter_places) {
        auto const* row = parameter_row(name, vocabulary);
        if (row->name == name) {
            if (std::ranges::all_of(substances, [&parameter = name](Substance const& s) { return states_itself(s, parameter); }))
                faults.add(place, in_quotes(name) + " is stated by the file of each substance", "for one of them: " + in_quotes(names.front() + "." + name));
            continue;
        }
        auto const of = name.substr(0, name.find('.'));
        if (std::ranges::find(names, of) == names.end()) {
            auto const near = did_you_mean(name, names_of(vocabulary.parameters));
            faults.add(place, "unknown parameter " + in_quotes(name) + ": the run has no substance " + in_quotes(of), near.empty() ? unknown_word_remedy(of, names) : near);
        }
    }
}

}  // namespace

void read_substances(Draft& draft, Vocabulary const& vocabulary, Faults& faults)
{
    auto& scenario = draft.scenario;
    scenario.substances.clear();
    draft.substance_inputs.clear();
    for (auto const& word : scenario.simulation.substances) {
        bool const is_file = word.ends_with(".toml");
        auto const file = is_file ? open_toml({word, draft.substances}, faults) : shipped(word, vocabulary);
        Substance substance{word, "", {}};
        if (file) {
            auto const read = substance_in(*file, vocabulary, faults);
            if (!read) continue;
            substance = *read;
            draft.substance_inputs.push_back(file->input);
        } else if (is_file) {
            continue;
        }
        if (std::ranges::find(scenario.substances, substance.name, &Substance::name) != scenario.substances.end())
            faults.add(draft.substances.value_or(draft.start), "two substances are named " + in_quotes(substance.name));
        scenario.substances.push_back(std::move(substance));
    }
    if (scenario.substances.size() == scenario.simulation.substances.size()) check_parameters(draft, vocabulary, faults);
}

Shape substance_shape(Vocabulary const& vocabulary)
{
    Shape shape;
    Faults unheard;
    Section top{shape, unheard};
    read_tables(top, vocabulary);
    return shape;
}

Substance read_substance(std::filesystem::path const& path, Vocabulary const& vocabulary)
{
    Faults faults;
    std::optional<Substance> substance;
    if (auto const file = open_toml({path, std::nullopt}, faults)) substance = substance_in(*file, vocabulary, faults);
    faults.throw_if_any();
    return *substance;
}

}  // namespace pijler
