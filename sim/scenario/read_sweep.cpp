#include "scenario/csv_file.hpp"
#include "scenario/import.hpp"
#include "scenario/read_priors.hpp"
#include "scenario/study_draft.hpp"
#include "scenario/text_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

namespace pijler {
namespace {

constexpr std::array kinds{std::pair{"grid", DesignKind::grid},       std::pair{"random", DesignKind::random},     std::pair{"latin_hypercube", DesignKind::latin_hypercube},
                           std::pair{"sobol", DesignKind::sobol},     std::pair{"saltelli", DesignKind::saltelli}, std::pair{"morris", DesignKind::morris},
                           std::pair{"priors", DesignKind::priors}};
constexpr double points_max = 1e7;

Words kind_names()
{
    Words names;
    for (auto const& [name, kind] : kinds) names.emplace_back(name);
    return names;
}

// A value as --set takes it.
std::string typed(TomlValue const& value)
{
    if (auto const* number = std::get_if<std::int64_t>(&value.is)) return std::to_string(*number);
    if (auto const* flag = std::get_if<bool>(&value.is)) return *flag ? "true" : "false";
    if (auto const* text = std::get_if<std::string>(&value.is)) return *text;
    if (auto const* number = std::get_if<double>(&value.is)) {
        std::array<char, 32> digits{};
        return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), *number).ptr};
    }
    auto const within = [](TomlValue const& part) { return std::holds_alternative<std::string>(part.is) ? '"' + typed(part) + '"' : typed(part); };
    std::string text;
    if (auto const* table = value.table()) {
        for (auto const& entry : *table) text += (text.empty() ? "" : ", ") + entry.key + " = " + within(entry.value);
        return "{ " + text + " }";
    }
    if (auto const* list = value.array())
        for (auto const& item : *list) text += (text.empty() ? "" : ", ") + within(item);
    return "[" + text + "]";
}

bool is_whole(std::string const& path)
{
    constexpr std::array fields{".start", ".end", ".every", "simulation.run_in_months", "population.youths"};
    return std::ranges::any_of(fields, [&](std::string_view field) { return path.ends_with(field); });
}

// A cell of a column of whole numbers: numpy and SALib write 3 as 3.000e+00.
std::string whole_text(std::string const& cell)
{
    double number = 0.0;
    auto const [end, fault] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    bool const is_whole_number = fault == std::errc{} && end == cell.data() + cell.size() && number == std::round(number) && std::abs(number) < 1e9;
    return is_whole_number ? std::to_string(static_cast<std::int64_t>(number)) : cell;
}

void read_values(TomlEntry const& entry, Section& section, Factor& factor)
{
    auto const* list = entry.value.array();
    if (list == nullptr || list->empty()) return section.fault(entry.key, in_quotes(entry.key) + " must be a list of values", "[0.1, 0.2, 0.4]");
    std::set<std::string> seen;
    for (auto const& value : *list) {
        factor.values.push_back(typed(value));
        factor.places.push_back(value.place);
        if (!seen.insert(factor.values.back()).second) section.fault(entry.key, in_quotes(entry.key) + " has " + in_quotes(factor.values.back()) + " twice", "each value once");
    }
}

void read_range(TomlEntry const& entry, Section& section, Factor& factor)
{
    auto const* pair = entry.value.array();
    bool const right = pair != nullptr && pair->size() == 2 &&
                       check_number((*pair)[0], in_quotes(entry.key), factor.low, {-1e300, 1e300}, section.faults()) &&
                       check_number((*pair)[1], in_quotes(entry.key), factor.high, {-1e300, 1e300}, section.faults());
    if (pair == nullptr || pair->size() != 2) section.fault(entry.key, in_quotes(entry.key) + " must be a range [low, high] of numbers", "lists of values are for design = \"grid\"");
    if (right && factor.low >= factor.high) section.fault(entry.key, in_quotes(entry.key) + " runs from " + written(factor.low) + " to " + written(factor.high), "[low, high]");
    if (!right) return;
    for (auto const& end : *pair) {
        factor.values.push_back(typed(end));
        factor.places.push_back(end.place);
    }
}

void read_factors(Section& section, SweepPlan& plan)
{
    for (auto const& entry : section.entries()) {
        auto& factor = plan.factors.emplace_back();
        factor.path = entry.key;
        std::erase(factor.path, '"');
        factor.place = entry.place;
        factor.whole = is_whole(factor.path);
        plan.design == DesignKind::grid ? read_values(entry, section, factor) : read_range(entry, section, factor);
    }
    if (plan.factors.empty()) section.fault_here("nothing varies", "\"education.youths.curiosity\" = [0.0, 0.5]");
    section.tells_others(plan.design == DesignKind::grid ? list_of({}) : pair_of({-1e300, 1e300}));
}

void read_table(StatedPath const& path, SweepPlan& plan, std::vector<InputText>& inputs, Faults& faults)
{
    plan.design = DesignKind::table;
    auto const table = open_csv(path, inputs, faults);
    if (!table) return;
    plan.points = table->rows.size();
    if (plan.points + table->misshapen == 0) faults.add({table->file, 1, 1}, "no design points", "one row for each");
    std::set<std::string> seen;
    for (std::size_t column = 0; column < table->header.size(); ++column) {
        auto const& head = table->header[column];
        if (!seen.insert(head.text).second) faults.add(head.place, "a second column " + in_quotes(head.text), "each setting once");
        auto& factor = plan.factors.emplace_back(Factor{head.text, head.place, 0, 1, is_whole(head.text), {}, {}});
        for (auto const& row : table->rows) {
            factor.values.push_back(factor.whole ? whole_text(row[column].text) : row[column].text);
            factor.places.push_back(row[column].place);
        }
    }
}

// What the points of design = "priors" are drawn from.
void read_drawn_from(Section& section, std::filesystem::path const& by, Vocabulary const& vocabulary, SweepPlan& plan, std::vector<InputText>& inputs)
{
    bool const drawn = plan.design == DesignKind::priors;
    std::string file;
    auto const path_in = [&](std::string const& key) { return StatedPath{resolved(by, file), section.place_of(key)}; };
    if (section.read_name({"sets", "design = \"priors\": path of a CSV of parameter sets, of which each point takes the next"}, file)) {
        if (drawn) plan.sets = read_parameter_sets(path_in("sets"), vocabulary, inputs, section.faults());
    }
    if (!drawn) section.refuse("sets", "'sweep.sets' is of design = \"priors\"");
    if (section.read_name({"priors", "design = \"priors\": path of a CSV of priors other than `pijler list parameters` states"}, file)) {
        if (drawn) plan.priors = read_priors(path_in("priors"), vocabulary, inputs, section.faults());
    }
    if (!drawn) section.refuse("priors", "'sweep.priors' is of design = \"priors\"");
    for (auto const& factor : plan.factors) {
        if (!plan.sets.empty() && plan.sets.front().contains(factor.path)) section.faults().add(factor.place, "the parameter sets of the sweep set " + in_quotes(factor.path) + " too", "vary it in one of the two");
        if (drawn && std::ranges::find(plan.priors, factor.path, &StatedPrior::parameter) != plan.priors.end())
            section.faults().add(factor.place, "the priors of the sweep draw " + in_quotes(factor.path) + " too", "vary it in one of the two");
    }
}

// Whether a setting may differ between points: what shapes results, or makes points other than replicates of one world, may not.
bool may_vary(std::string const& path)
{
    constexpr std::array tables{"title", "description", "simulation", "population", "output"};
    auto const first = path.substr(0, path.find('.'));
    return std::ranges::find(tables, first) == tables.end() || path == "population.youths" || path == "simulation.run_in_months";
}

Faults faults_of(StudyDraft const& draft, Overrides const& changes, Place const& place, Vocabulary const& vocabulary)
{
    Faults faults;
    try {
        auto arms = draft.arms;
        apply_overrides(arms, changes, vocabulary);
    } catch (InputError const& error) {
        faults.add(error);
    } catch (StatusError const& error) {
        faults.add(place, error.what());
    }
    return faults;
}

// What is wrong with one value of one factor: alone, and also beside the others' values of the same place in their lists, as start and end go
// together.
Faults try_value(StudyDraft const& draft, Factor const& factor, std::size_t n, Vocabulary const& vocabulary)
{
    Overrides alone, together;
    alone.set.push_back({factor.path, factor.values[n], factor.places[n], factor.place});
    auto const faults = faults_of(draft, alone, factor.places[n], vocabulary);
    if (!faults.any()) return faults;
    for (auto const& other : draft.sweep->factors) {
        auto const at = std::min(n, other.values.size() - 1);
        together.set.push_back({other.path, other.values[at], other.places[at], other.place});
    }
    return faults_of(draft, together, factor.places[n], vocabulary).any() ? faults : Faults{};
}

bool is_at(Fault const& fault, Place const& place)
{
    return fault.place.line == place.line && fault.place.column == place.column && fault.place.file == place.file;
}

SweepPlan read_plan(Section& section, std::filesystem::path const& by, Vocabulary const& vocabulary, std::vector<InputText>& inputs)
{
    SweepPlan plan;
    std::string design = "sobol";
    section.require("design", "design = \"sobol\" (" + listed(kind_names()) + ", or a CSV)");
    section.tells({"design", "how points are laid, or a CSV of them whose header names what varies"}, word_or_file(kind_names()));
    section.read_name("design", design);
    auto const kind = std::ranges::find(kinds, design, [](auto const& named) { return std::string_view{named.first}; });
    if (kind == kinds.end()) {
        StatedPath const path{resolved(by, design), section.place_of("design")};
        if (!read_bytes(path.path).bytes)
            section.fault("design", "'sweep.design' is neither " + listed(kind_names()) + " nor a file: " + in_quotes(design), did_you_mean(design, kind_names()));
        else
            read_table(path, plan, inputs, section.faults());
    } else {
        plan.design = kind->second;
    }
    bool const laid = plan.design != DesignKind::table && plan.design != DesignKind::grid;
    if (laid && kind != kinds.end()) section.require("points", "points = 1024");
    int points = 0;
    bool const stated = section.read({"points", "number of points; of saltelli the base samples, of morris the trajectories"}, points, {1, points_max});
    if (!laid && (stated || section.is_told())) section.refuse("points", "the points of a grid or CSV follow from it", "leave `points` out");
    if (laid) plan.points = static_cast<std::size_t>(std::max(points, 1));
    if ((section.read({"levels", "design = \"morris\": levels of each, even"}, plan.levels, {2, 100}) || section.is_told()) && plan.design != DesignKind::morris)
        section.refuse("levels", "'sweep.levels' is of design = \"morris\"");
    if (plan.levels % 2 != 0) section.fault("levels", "'sweep.levels' is odd", "4, 6 or 8: a step is half of them");
    if ((section.read({"second_order", "design = \"saltelli\": rows for second-order indices too"}, plan.second_order) || section.is_told()) && plan.design != DesignKind::saltelli)
        section.refuse("second_order", "'sweep.second_order' is of design = \"saltelli\"");
    if (plan.design == DesignKind::table) {
        if (section.has("parameters")) section.fault("parameters", "the header of a CSV names what varies", "leave [sweep.parameters] out");
    } else if (kind != kinds.end()) {
        if (plan.design != DesignKind::priors) section.require("parameters", "[sweep.parameters]");
        if (auto parameters = section.table({"parameters", "what varies: parameters, fields of interventions, population.youths, simulation.run_in_months; a range [low, high], in a grid a list of values"})) read_factors(*parameters, plan);
    }
    read_drawn_from(section, by, vocabulary, plan, inputs);
    auto const width = static_cast<double>(plan.factors.size()), base = static_cast<double>(plan.points);
    double const rows = plan.design == DesignKind::morris ? base * (width + 1) : plan.design == DesignKind::saltelli ? base * (plan.second_order ? 2 * width + 2 : width + 2) : base;
    if (laid && rows > points_max) section.fault("points", "the design has " + written(rows) + " points", "at most " + written(points_max));
    if (plan.design == DesignKind::grid) {
        double points_in = 1;
        for (auto const& factor : plan.factors) points_in *= static_cast<double>(factor.values.size());
        if (points_in > points_max) section.fault("parameters", "the grid has " + written(points_in) + " points", "at most " + written(points_max));
        plan.points = static_cast<std::size_t>(std::min(points_in, points_max));
    }
    if (kind == kinds.end()) section.has("parameters");
    section.refuse_other_keys();
    return plan;
}

}  // namespace

SweepPlan read_sweep(Section& section, std::filesystem::path const& by, Vocabulary const& vocabulary, std::vector<InputText>& inputs)
{
    auto const read = [&](Section& of_design) { read_plan(of_design, by, vocabulary, inputs); };
    if (section.tells_by_word("design", kind_names(), read)) return {};
    return read_plan(section, by, vocabulary, inputs);
}

void check_factors(StudyDraft const& draft, Vocabulary const& vocabulary, Faults& faults)
{
    // Parameters have their limits; other settings show what is wrong with them on arms that are right.
    bool const can_try = !faults.any() && std::ranges::all_of(draft.arms, [](ArmDraft const& arm) { return arm.draft.has_value(); });
    for (auto const& factor : draft.sweep->factors) {
        if (!may_vary(factor.path)) {
            faults.add(factor.place, in_quotes(factor.path) + " is the same at every point of a sweep",
                       "parameters, fields of interventions, population.youths and simulation.run_in_months can vary");
            continue;
        }
        if (!draft.study.parameter_sets.empty() && draft.study.parameter_sets.front().contains(factor.path)) {
            faults.add(factor.place, "the parameter sets of the study set " + in_quotes(factor.path) + " too", "vary it in one of the two");
            continue;
        }
        auto const* parameter = parameter_row(factor.path, vocabulary);
        std::set<std::string> tried;
        for (std::size_t n = 0; n < factor.values.size(); ++n) {
            if (!tried.insert(factor.values[n]).second) continue;
            bool const is_right = parameter == nullptr || number_in({factor.values[n], factor.places[n]}, factor.path, {parameter->low, parameter->high}, faults);
            // Of a parameter one value tells whether it can be set at all.
            if (can_try && is_right && (parameter == nullptr || n == 0)) {
                auto const found = try_value(draft, factor, n, vocabulary).in_order();
                if (found.empty()) continue;
                faults.add(InputError{found});
                if (std::ranges::any_of(found, [&](Fault const& fault) { return is_at(fault, factor.place); })) break;  // of the name: at each value again
            }
        }
    }
}

}  // namespace pijler
