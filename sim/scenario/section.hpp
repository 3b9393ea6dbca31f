// One table of a file, read key by key: typed, checked, every fault with its place. What was never asked for is unknown.
//
//     section.read({"months", "length of the run, in months"}, simulation.months, {1, 1200});
//     section.read_word({"outcome", "what is asked of"}, estimand.outcome, known_outcomes);
//     section.refuse_other_keys();
//
// A key that is absent leaves its value as it was; each read says whether the key was there and right. A section that is told reads nothing:
// it writes down what its reader asks for, so that the schemas that editors check files by are what files are read by.
#pragma once

#include "scenario/checks.hpp"
#include "scenario/faults.hpp"
#include "scenario/shape.hpp"
#include "scenario/toml_value.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pijler {

// A key and what it means: the unit, what holds without it. The meaning is for who writes files; it may be left out where a key is named again.
struct Key {
    Key(std::string_view key, std::string_view what = {}) : name{key}, meaning{what} {}
    Key(char const* key, std::string_view what = {}) : name{key}, meaning{what} {}
    Key(std::string const& key, std::string_view what = {}) : name{key}, meaning{what} {}
    std::string_view name;
    std::string_view meaning;
};

class Section {
public:
    // `path` is the dotted name for messages: "" for a file's top, "simulation", "intervention 'evenings'".
    Section(TomlValue const& table, std::string path, Faults& faults);

    // One that is told: what is asked of it goes to `told`, and nothing is there.
    Section(Shape& told, Faults& unheard);

    bool read(Key key, int& value, Limits limits);
    bool read(Key key, std::uint64_t& value);
    bool read(Key key, double& value, Limits limits);
    bool read(Key key, std::optional<double>& value, Limits limits);
    bool read(Key key, bool& value);
    bool read(Key key, std::string& text);       // may be empty
    bool read_name(Key key, std::string& name);  // must not be empty
    bool read_word(Key key, std::string& word, Words const& known);
    bool read_words(Key key, Words& words, Words const& known);                 // an array without repeats, not empty
    bool read_word_or_words(Key key, Words& words, Words const& known);         // one of them alone needs no array
    bool read_pair(Key key, double& low, double& high, Limits limits);          // [low, high]
    bool read_number_or_pair(Key key, double& low, double& high, Limits limits);

    std::optional<Section> table(Key key);
    // [[key]]; how many there may be, 0: any number, is for who is told.
    std::vector<Section> tables(Key key, std::size_t fewest = 0, std::size_t most = 0);
    TomlEntry const* find(Key key);        // marks the key as known

    bool has(std::string_view key) { return find(key) != nullptr; }
    void require(std::string_view key, std::string const& remedy);
    void require_either(std::string_view key, std::string_view other, std::string const& remedy);
    void refuse(std::string_view key, std::string const& problem, std::string const& remedy = "");  // a key that is known, but not here
    void refuse_other_keys();

    // What is read otherwise than by the ways above; for who is told.
    bool is_told() const { return told_ != nullptr; }
    void tells(Key key, Shape shape);
    void tells_others(Shape shape);                             // of any key that is not told
    void tells_matching(std::string const& pattern, Shape shape);  // of keys that match
    // What the table holds hangs on a word in it: `read` is asked once for each. False, and `read` is not asked, unless it is told.
    bool tells_by_word(std::string_view key, Words const& words, std::function<void(Section&)> const& read);

    // Faults at the value of a key (at the table, if it is absent) and at the table itself.
    void fault(std::string_view key, std::string const& problem, std::string const& remedy = "");
    void fault_here(std::string const& problem, std::string const& remedy = "");

    Place const& place() const { return value_->place; }
    Place place_of(std::string_view key) const;
    TomlTable const& entries() const { return *value_->table(); }
    std::string named(std::string_view key) const;  // "simulation.months"
    Faults& faults() { return *faults_; }

private:
    template <typename T>
    T const* typed(Key key, std::string const& expected);
    Property* tell(Key key);  // null unless it is told
    void tell(Key key, Shape shape);

    TomlValue const* value_;
    std::string path_;
    Faults* faults_;
    Words known_;
    Shape* told_ = nullptr;
};

}  // namespace pijler
