// What a file may hold, written down by its own readers: see Section. Schemas for editors follow from it.
#pragma once

#include "scenario/checks.hpp"

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pijler {

struct Property;
struct ByWord;

// What holds where a key is absent.
using Otherwise = std::variant<std::monostate, bool, double, std::string, Words, std::vector<double>>;

struct Shape {
    enum class Kind { anything, whole, number, truth, text, table, list, either };
    Kind kind = Kind::anything;
    std::string meaning = {};
    std::optional<Limits> limits = {};   // of numbers
    Words words = {};                    // of text: one of these; none: any
    Words meanings = {};                 // what each of them means; may be empty
    std::string pattern = {};            // of text: a regular expression that it matches; empty: any
    Otherwise otherwise = {};
    std::vector<Shape> parts = {};       // of a list: of each item; of either: one of these
    std::size_t fewest = 0, most = 0;    // items of a list; 0: any number
    bool distinct = false;               // no item twice
    std::list<Property> properties = {};  // of a table, in the order in which they are read; a list, since readers hold on to them
    std::list<Property> patterns = {};    // keys that match a regular expression
    std::vector<Shape> others = {};      // of any other key; none: there is none
    std::vector<Words> one_of = {};      // of each of these keys one is there
    std::list<ByWord> cases = {};          // of a table: what holds besides, by a word in it
};

struct Property {
    std::string key;
    Shape shape = {};
    bool required = false;
    bool refused = false;  // known, but not here
    bool settled = false;  // told in so many words: what is read says no more
};

struct ByWord {
    std::string key;
    std::string word;
    Shape table;
};

// Any of a few words, or a path of a file: with a dot or a slash in it, or with this ending.
Shape word_or_file(Words const& words, std::string const& ending = "");
// A name of one of these, and what each means.
template <typename Row>
Shape name_shape(std::vector<Row> const& rows)
{
    Shape shape{.kind = Shape::Kind::text, .words = names_of(rows)};
    for (auto const& row : rows) shape.meanings.push_back(row.meaning);
    return shape;
}

Shape text_shape();
Shape number_shape(Limits limits);
Shape pair_of(Limits limits);  // [low, high]
Shape list_of(Shape item, std::size_t fewest = 1);
Shape set_of(Shape item);  // no item twice
Shape either_of(std::vector<Shape> shapes);

// What both allow, and what either says of it alone.
Shape in_common(Shape const& one, Shape const& other);

}  // namespace pijler
