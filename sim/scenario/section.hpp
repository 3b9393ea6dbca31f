// One table of a file, read key by key: typed, checked, every fault with its place. What was never asked for is unknown.
//
//     section.read("months", simulation.months, {1, 1200});
//     section.read_word("outcome", estimand.outcome, known_outcomes);
//     section.refuse_other_keys();
//
// A key that is absent leaves its value as it was; each read says whether the key was there and right.
#pragma once

#include "scenario/checks.hpp"
#include "scenario/faults.hpp"
#include "scenario/toml_value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pijler {

class Section {
public:
    // `path` is the dotted name for messages: "" for a file's top, "simulation", "intervention 'evenings'".
    Section(TomlValue const& table, std::string path, Faults& faults);

    bool read(std::string_view key, int& value, Limits limits);
    bool read(std::string_view key, std::uint64_t& value);
    bool read(std::string_view key, double& value, Limits limits);
    bool read(std::string_view key, std::optional<double>& value, Limits limits);
    bool read(std::string_view key, bool& value);
    bool read(std::string_view key, std::string& text);       // may be empty
    bool read_name(std::string_view key, std::string& name);  // must not be empty
    bool read_word(std::string_view key, std::string& word, Words const& known);
    bool read_words(std::string_view key, Words& words, Words const& known);         // an array without repeats, not empty
    bool read_pair(std::string_view key, double& low, double& high, Limits limits);  // [low, high]

    std::optional<Section> table(std::string_view key);
    std::vector<Section> tables(std::string_view key);  // [[key]]
    TomlEntry const* find(std::string_view key);        // marks the key as known

    bool has(std::string_view key) { return find(key) != nullptr; }
    void require(std::string_view key, std::string const& remedy);
    void refuse_other_keys();

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
    T const* typed(std::string_view key, std::string const& expected);

    TomlValue const* value_;
    std::string path_;
    Faults* faults_;
    Words known_;
};

}  // namespace pijler
