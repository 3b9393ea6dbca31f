// What the command line changes. Each change becomes one more layer over the scenario, read by the readers of files, so that names,
// types and ranges are checked by the same lines; only the exit status differs (usage).
#include "scenario/settable.hpp"
#include "scenario/study_checks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace pijler {
namespace {

constexpr std::array lists{"simulation.substances", "output.outcomes", "output.subgroups", "target.track", "target.neighbourhood", "target.stage"};

struct Change {
    std::string path;
    TomlValue value;   // its place names the option as typed
    Place name_place;  // of the path
};

Place option(std::string text) { return {std::move(text), 1, 1}; }

TomlValue list_of_words(std::string const& text, Place const& place)
{
    TomlArray words;
    for (std::size_t start = 0; start <= text.size();) {
        auto const comma = std::min(text.find(',', start), text.size());
        words.push_back({place, text.substr(start, comma - start)});
        start = comma + 1;
    }
    return {place, std::move(words)};
}

bool is_list(std::string const& path)
{
    return std::any_of(lists.begin(), lists.end(),
                       [&](std::string const& list) { return path == list || path.ends_with("." + list); });
}

// With all that lies in it.
TomlValue placed_at(Place const& place, TomlValue value)
{
    value.place = place;
    if (auto* items = std::get_if<TomlArray>(&value.is))
        for (auto& item : *items) item = placed_at(place, std::move(item));
    if (auto* entries = std::get_if<TomlTable>(&value.is))
        for (auto& entry : *entries) entry = {entry.key, place, placed_at(place, std::move(entry.value))};
    return value;
}

// A value as typed: TOML where it is TOML, otherwise text without quotes (`sex=female`).
TomlValue typed_value(std::string const& path, std::string const& text, Place const& place)
{
    if (is_list(path) && !text.starts_with('[')) return list_of_words(text, place);
    try {
        auto const line = parse_toml("value = " + text, place.file);
        if (line.table()->size() == 1) return placed_at(place, line.table()->front().value);
    } catch (InputError const&) {
    }
    return {place, text};
}

std::vector<Change> changes_in(Overrides const& overrides)
{
    std::vector<Change> changes;
    auto const whole = [&](std::string const& name, std::string const& path, double number) {
        auto const place = option("--" + name + " " + written(number));
        bool const fits = std::abs(number) < 1e15 && number == std::floor(number);
        changes.push_back({path, fits ? TomlValue{place, static_cast<std::int64_t>(number)} : TomlValue{place, number}, place});
    };
    for (auto const& setting : overrides.set) {
        auto path = setting.path;
        std::erase(path, '"');  // parameters."norms.descriptive.learning_rate"
        auto const typed = option("--set " + setting.path + "=" + setting.text);
        changes.push_back({path, typed_value(path, setting.text, setting.place.value_or(typed)), setting.name_place.value_or(typed)});
    }
    if (overrides.months) whole("months", "simulation.months", *overrides.months);
    if (overrides.replicates) whole("replicates", "simulation.replicates", *overrides.replicates);
    if (overrides.youths) whole("youths", "population.youths", *overrides.youths);
    if (!overrides.outcomes.empty()) {
        TomlArray words;
        for (auto const& outcome : overrides.outcomes) words.push_back({option("--outcomes"), outcome});
        changes.push_back({"output.outcomes", {option("--outcomes"), std::move(words)}, option("--outcomes")});
    }
    return changes;
}

// A change's value under `a.b.c`, its path or the end of it, as tables: { a = { b = { c = value } } }.
TomlValue nested(std::string_view path, Change const& change)
{
    auto const dot = path.find('.');
    TomlTable table;
    table.push_back({std::string{path.substr(0, dot)}, change.name_place, dot == std::string_view::npos ? change.value : nested(path.substr(dot + 1), change)});
    return {change.value.place, std::move(table)};
}

bool is_scenario_path(std::string const& path)
{
    auto const first = path.substr(0, path.find('.'));
    constexpr std::array tables{"title", "description", "simulation", "population", "parameters", "output"};
    return std::find(tables.begin(), tables.end(), first) != tables.end();
}

// The intervention whose name the path starts with (names may hold dots: the longest), and its index.
std::optional<std::size_t> named_by(std::string const& path, Draft const& draft)
{
    std::optional<std::size_t> best;
    auto const& interventions = draft.scenario.interventions;
    for (std::size_t i = 0; i < interventions.size(); ++i) {
        auto const& name = interventions[i].name;
        if (path.starts_with(name + ".") && (!best || name.size() > interventions[*best].name.size())) best = i;
    }
    return best;
}

enum class Laid { yes, unknown };

// What changes of each intervention is read together once all is known: a start may go with an end that another change states.
class Fields {
public:
    // <intervention>.<field>
    Laid add(std::string const& path, Change const& change, Draft& draft)
    {
        auto const which = named_by(path, draft);
        if (!which) return Laid::unknown;
        auto const layer = nested(path.substr(draft.scenario.interventions[*which].name.size() + 1), change);
        auto const [found, is_new] = layers_.try_emplace({&draft, *which}, layer);
        if (!is_new) lay_over(std::get<TomlTable>(found->second.is), *layer.table());
        return Laid::yes;
    }
    void read(Vocabulary const& vocabulary, Faults& faults) const
    {
        for (auto const& [of, layer] : layers_) {
            auto& [draft, which] = of;
            auto& spec = draft->scenario.interventions[which];
            Section section{layer, spec.name, faults};
            read_delivery(section, vocabulary, spec, draft->intervention_places[which]);
            section.refuse_other_keys();
        }
    }

private:
    // Later values win, key by key.
    static void lay_over(TomlTable& table, TomlTable const& more)
    {
        for (auto const& entry : more) {
            auto const there = std::ranges::find(table, entry.key, &TomlEntry::key);
            if (there == table.end())
                table.push_back(entry);
            else if (auto* const inner = std::get_if<TomlTable>(&there->value.is); inner != nullptr && entry.value.table() != nullptr)
                lay_over(*inner, *entry.value.table());
            else
                *there = entry;
        }
    }
    std::map<std::pair<Draft*, std::size_t>, TomlValue> layers_;
};

Laid lay_on_all(Change const& change, Draft& draft, Vocabulary const& vocabulary, Fields& fields, Faults& faults)
{
    bool const parameter = !is_scenario_path(change.path) && parameter_row(change.path, vocabulary) != nullptr;
    if (parameter || is_scenario_path(change.path)) {
        auto const layer = nested(parameter ? "parameters." + change.path : change.path, change);
        Section top{layer, "", faults};
        read_layer(top, "", vocabulary, draft);
        return Laid::yes;
    }
    std::string const prefix = "intervention.";
    auto const path = change.path.starts_with(prefix) ? change.path.substr(prefix.size()) : change.path;
    return fields.add(path, change, draft);
}

// arm.<arm>.parameters.<name> or arm.<arm>.<intervention>.<field>; `path` is what follows the arm's name.
Laid lay_on_arm(std::string const& path, Change const& change, ArmDraft& arm, Vocabulary const& vocabulary, Fields& fields, Faults& faults)
{
    std::string const prefix = "parameters.";
    if (!path.starts_with(prefix)) return fields.add(path, change, *arm.draft);
    auto const layer = nested(path.substr(prefix.size()), change);
    Section section{layer, "parameters", faults};
    read_parameters(section, vocabulary, arm.parameters);
    arm.parameters_place = change.value.place;
    return Laid::yes;
}

// The arm whose name the path starts with (names may hold dots: the longest).
ArmDraft* arm_named_by(std::string const& path, std::vector<ArmDraft>& arms)
{
    ArmDraft* best = nullptr;
    for (auto& arm : arms)
        if (!arm.name.empty() && path.starts_with("arm." + arm.name + ".") && (!best || arm.name.size() > best->name.size())) best = &arm;
    return best;
}

Laid lay(Change const& change, std::vector<ArmDraft>& arms, Vocabulary const& vocabulary, Fields& fields, Faults& faults)
{
    constexpr auto parts_allowed = 16;  // as in files
    if (std::count(change.path.begin(), change.path.end(), '.') >= parts_allowed) return Laid::unknown;
    if (auto* arm = arm_named_by(change.path, arms))
        return lay_on_arm(change.path.substr(arm->name.size() + std::string_view{"arm.."}.size()), change, *arm, vocabulary, fields, faults);
    auto laid = Laid::unknown;
    for (auto& arm : arms)
        if (lay_on_all(change, *arm.draft, vocabulary, fields, faults) == Laid::yes) laid = Laid::yes;
    return laid;
}

bool at_option(Place const& place) { return place.file.starts_with("--"); }

// A change states what is wrong: an option, or a file of a sweep.
bool at_change(Place const& place, Overrides const& overrides)
{
    auto const same = [&](std::optional<Place> const& one) { return one && one->file == place.file && one->line == place.line && one->column == place.column; };
    return at_option(place) || std::ranges::any_of(overrides.set, [&](Setting const& setting) { return same(setting.place) || same(setting.name_place); });
}

// What files state was right as written: what is wrong now is the options', or the design's.
[[noreturn]] void refuse(Faults const& faults, Overrides const& overrides)
{
    auto const found = faults.in_order();
    if (std::ranges::any_of(overrides.set, [](Setting const& setting) { return setting.place.has_value(); })) throw InputError{found};
    std::string text;
    for (auto const& fault : found)
        text += (text.empty() ? "" : "\n") + fault.place.file + ": " + fault.problem +
                (fault.remedy.empty() ? "" : "; " + fault.remedy);
    throw StatusError{ExitStatus::usage, text};
}

// What a change states does not fit the run; what else a file states may be cut off by a run that an option made shorter.
void check_length(Draft const& draft, Overrides const& overrides, Faults& faults)
{
    Faults found;
    check_records(draft, found);
    check_starts(draft, found);
    for (auto const& fault : found.in_order())
        if (at_change(fault.place, overrides)) faults.add(fault.place, fault.problem, fault.remedy);
}

std::string population_files(Draft const& draft)
{
    std::string text;
    for (auto const* path : {&draft.municipality, &draft.nodes, &draft.ties})
        text += *path ? (*path)->path.string() + "\n" : "\n";
    for (auto const& substance : draft.scenario.substances) text += substance.name + "\n";
    return text;
}

}  // namespace

void apply_overrides(std::vector<ArmDraft>& arms, Overrides const& overrides, Vocabulary const& vocabulary)
{
    Faults faults;
    std::vector<std::string> files;
    for (auto const& arm : arms) files.push_back(population_files(*arm.draft));
    Fields fields;
    for (auto const& change : changes_in(overrides))
        if (lay(change, arms, vocabulary, fields, faults) == Laid::unknown)
            faults.add(change.name_place, "unknown name " + in_quotes(change.path), meant_by(change.path, arms, vocabulary));
    fields.read(vocabulary, faults);
    check_pairing(arms, vocabulary, faults);
    if (faults.any()) refuse(faults, overrides);
    for (std::size_t i = 0; i < arms.size(); ++i) {
        auto& draft = *arms[i].draft;
        if (overrides.seed) draft.scenario.simulation.seed = *overrides.seed;
        check_whole(draft, vocabulary, faults);
        check_length(draft, overrides, faults);
        read_substances(draft, vocabulary, faults);
        if (faults.any()) refuse(faults, overrides);
        if (population_files(draft) != files[i]) read_population_files(draft, vocabulary, faults);
        check_places(draft, faults);
        auto const found = faults.in_order();
        if (std::any_of(found.begin(), found.end(), [](Fault const& fault) { return at_option(fault.place); })) refuse(faults, overrides);
        faults.throw_if_any();
    }
}

}  // namespace pijler
