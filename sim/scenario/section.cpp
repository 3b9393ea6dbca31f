#include "scenario/section.hpp"

#include <algorithm>
#include <utility>

namespace pijler {
Section::Section(TomlValue const& table, std::string path, Faults& faults)
    : value_{&table},
      path_{std::move(path)},
      faults_{&faults}
{
    expect(table.table() != nullptr, "a section is a table");
}

TomlEntry const* Section::find(Key key)
{
    tell(key);
    if (std::find(known_.begin(), known_.end(), key.name) == known_.end()) known_.emplace_back(key.name);
    return pijler::find(entries(), key.name);
}

std::string Section::named(std::string_view key) const
{
    return path_.empty() ? std::string{key} : path_ + "." + std::string{key};
}

Place Section::place_of(std::string_view key) const
{
    auto const* entry = pijler::find(entries(), key);
    return entry ? entry->value.place : place();
}

void Section::fault(std::string_view key, std::string const& problem, std::string const& remedy)
{
    faults_->add(place_of(key), problem, remedy);
}

void Section::fault_here(std::string const& problem, std::string const& remedy) { faults_->add(place(), problem, remedy); }

// What a value of another type was most likely meant to be, as it is written; may be empty.
template <typename T>
std::string remedy_for(TomlValue const& value)
{
    auto const* text = std::get_if<std::string>(&value.is);
    auto const* number = std::get_if<double>(&value.is);
    if (std::is_same_v<T, TomlArray> && text) return "[\"" + *text + "\"]";
    if (std::is_same_v<T, std::int64_t> && number) return "without a point, thousands too";
    if (std::is_same_v<T, bool> && text && (*text == "true" || *text == "false")) return "without quotes: " + *text;
    return "";
}

// The value of a key if it has this type; a fault if it has another.
template <typename T>
T const* Section::typed(Key key, std::string const& expected)
{
    auto const* entry = find(key);
    if (!entry) return nullptr;
    auto const* value = std::get_if<T>(&entry->value.is);
    if (!value) fault(key.name, in_quotes(named(key.name)) + " must be " + expected + ", not " + kind_of(entry->value), remedy_for<T>(entry->value));
    return value;
}

bool Section::read(Key key, int& value, Limits limits)
{
    if (told_) tell(key, {.kind = Shape::Kind::whole, .limits = limits, .otherwise = static_cast<double>(value)});
    auto const* whole = typed<std::int64_t>(key, "a whole number");
    double number = 0.0;
    if (!whole || !check_number(find(key)->value, named(key.name), number, limits, *faults_)) return false;
    value = static_cast<int>(*whole);
    return true;
}

bool Section::read(Key key, std::uint64_t& value)
{
    if (told_) tell(key, {.kind = Shape::Kind::whole, .limits = Limits{0.0, 9223372036854775807.0}, .otherwise = static_cast<double>(value)});
    auto const* whole = typed<std::int64_t>(key, "a whole number");
    if (!whole) return false;
    if (*whole < 0) {
        fault(key.name, in_quotes(named(key.name)) + " is " + std::to_string(*whole), "it is 0 or more");
        return false;
    }
    value = static_cast<std::uint64_t>(*whole);
    return true;
}

bool Section::read(Key key, double& value, Limits limits)
{
    if (told_) tell(key, {.kind = Shape::Kind::number, .limits = limits, .otherwise = value});
    auto const* entry = find(key);
    return entry && check_number(entry->value, named(key.name), value, limits, *faults_);
}

bool Section::read(Key key, std::optional<double>& value, Limits limits)
{
    if (told_) tell(key, number_shape(limits));
    double number = 0.0;
    auto const* entry = find(key);
    if (!entry || !check_number(entry->value, named(key.name), number, limits, *faults_)) return false;
    value = number;
    return true;
}

bool Section::read(Key key, bool& value)
{
    if (told_) tell(key, {.kind = Shape::Kind::truth, .otherwise = value});
    auto const* truth = typed<bool>(key, "true or false");
    if (truth) value = *truth;
    return truth != nullptr;
}

bool Section::read(Key key, std::string& text)
{
    if (told_) tell(key, {.kind = Shape::Kind::text});
    auto const* stated = typed<std::string>(key, "a string");
    if (stated) text = *stated;
    return stated != nullptr;
}

bool Section::read_name(Key key, std::string& name)
{
    if (told_) {
        auto shape = text_shape();
        if (!name.empty()) shape.otherwise = name;
        tell(key, std::move(shape));
    }
    auto const* stated = typed<std::string>(key, "a string");
    if (!stated) return false;
    if (stated->find_first_not_of(" \t\r\n") == std::string::npos) {
        fault(key.name, in_quotes(named(key.name)) + " is empty");
        return false;
    }
    name = *stated;
    return true;
}

bool Section::read_word(Key key, std::string& word, Words const& known)
{
    if (told_) {
        Shape shape{.kind = Shape::Kind::text, .words = known};
        if (!word.empty()) shape.otherwise = word;
        tell(key, std::move(shape));
    }
    auto const* entry = find(key);
    return entry && check_word(entry->value, named(key.name), word, known, *faults_);
}

bool Section::read_words(Key key, Words& words, Words const& known)
{
    if (told_) {
        auto shape = set_of({.kind = Shape::Kind::text, .words = known});
        if (!words.empty()) shape.otherwise = words;
        tell(key, std::move(shape));
    }
    auto const* array = typed<TomlArray>(key, "an array of strings");
    if (!array) return false;
    if (array->empty()) {
        fault(key.name, in_quotes(named(key.name)) + " is empty", "leave it out or name at least one of " + listed(known));
        return false;
    }
    Words read_so_far;
    bool right = true;
    for (auto const& item : *array) {
        std::string word;
        if (!check_word(item, named(key.name), word, known, *faults_)) {
            right = false;
        } else if (std::find(read_so_far.begin(), read_so_far.end(), word) != read_so_far.end()) {
            faults_->add(item.place, in_quotes(named(key.name)) + " names " + in_quotes(word) + " twice");
            right = false;
        }
        read_so_far.push_back(std::move(word));
    }
    if (right) words = std::move(read_so_far);
    return right;
}

bool Section::read_word_or_words(Key key, Words& words, Words const& known)
{
    if (told_) {
        Shape const alone{.kind = Shape::Kind::text, .words = known};
        tells(key, either_of({alone, set_of(alone)}));
    }
    auto const* entry = find(key);
    if (entry && entry->value.array()) return read_words(key, words, known);
    std::string word;
    if (!read_word(key, word, known)) return false;
    words = {std::move(word)};
    return true;
}

bool Section::read_number_or_pair(Key key, double& low, double& high, Limits limits)
{
    if (told_) {
        auto shape = either_of({number_shape(limits), pair_of(limits)});
        if (low == high) shape.otherwise = low;
        else shape.otherwise = std::vector{low, high};
        tells(key, std::move(shape));
    }
    auto const* entry = find(key);
    if (entry && entry->value.array()) return read_pair(key, low, high, limits);
    double known = 0.0;
    if (!read(key, known, limits)) return false;
    low = high = known;
    return true;
}

bool Section::read_pair(Key key, double& low, double& high, Limits limits)
{
    if (told_) {
        auto shape = pair_of(limits);
        shape.otherwise = std::vector{low, high};
        tell(key, std::move(shape));
    }
    auto const* array = typed<TomlArray>(key, "a range [low, high]");
    if (!array) return false;
    if (array->size() != 2) {
        fault(key.name, in_quotes(named(key.name)) + " holds " + counted(static_cast<std::int64_t>(array->size()), "value"), "a range is [low, high]");
        return false;
    }
    double ends[2] = {0.0, 0.0};
    bool const first = check_number(array->front(), named(key.name), ends[0], limits, *faults_);
    bool const second = check_number(array->back(), named(key.name), ends[1], limits, *faults_);
    if (!first || !second) return false;
    if (ends[0] > ends[1]) {
        fault(key.name, in_quotes(named(key.name)) + " is reversed", "[" + written(ends[1]) + ", " + written(ends[0]) + "]");
        return false;
    }
    low = ends[0];
    high = ends[1];
    return true;
}

std::optional<Section> Section::table(Key key)
{
    if (auto* property = tell(key)) return Section{property->shape, *faults_};
    if (!typed<TomlTable>(key, "a table")) return std::nullopt;
    return Section{find(key)->value, named(key.name), *faults_};
}

std::vector<Section> Section::tables(Key key, std::size_t fewest, std::size_t most)
{
    std::vector<Section> sections;
    if (auto* property = tell(key)) {
        property->shape.kind = Shape::Kind::list;
        property->shape.fewest = fewest;
        property->shape.most = most;
        if (property->shape.parts.empty()) property->shape.parts.emplace_back();
        sections.push_back(Section{property->shape.parts.front(), *faults_});
        return sections;
    }
    auto const* array = typed<TomlArray>(key, "written [[" + std::string{key.name} + "]], once for each");
    if (!array) return sections;
    for (auto const& item : *array) {
        if (item.table())
            sections.emplace_back(item, named(key.name), *faults_);
        else
            faults_->add(item.place, in_quotes(named(key.name)) + " must be a table, not " + kind_of(item));
    }
    return sections;
}

void Section::require(std::string_view key, std::string const& remedy)
{
    if (auto* property = tell(key)) property->required = true;
    if (!has(key)) fault_here(in_quotes(named(key)) + " is missing", remedy);
}

void Section::require_either(std::string_view key, std::string_view other, std::string const& remedy)
{
    if (told_) told_->one_of.push_back({std::string{key}, std::string{other}});
    if (!has(key) && !has(other)) fault_here(in_quotes(named(key)) + " is missing", remedy);
}

void Section::refuse(std::string_view key, std::string const& problem, std::string const& remedy)
{
    if (auto* property = tell(key)) property->refused = true;
    if (has(key)) fault(key, problem, remedy);
}

void Section::refuse_other_keys()
{
    for (auto const& entry : entries()) {
        if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) continue;
        faults_->add(entry.place, "unknown key " + in_quotes(named(entry.key)), unknown_word_remedy(entry.key, known_));
    }
}

}  // namespace pijler
