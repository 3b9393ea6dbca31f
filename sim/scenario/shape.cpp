#include "scenario/shape.hpp"

#include <algorithm>

namespace pijler {
namespace {

constexpr char const* not_empty = "[^ \\t\\r\\n]";

Property const* named(std::list<Property> const& properties, std::string const& key)
{
    auto const found = std::ranges::find(properties, key, &Property::key);
    return found == properties.end() ? nullptr : &*found;
}

Property in_common(Property const& one, Property const& other)
{
    if (one.refused != other.refused) {
        auto allowed = one.refused ? other : one;
        allowed.required = false;
        return allowed;
    }
    return {one.key, in_common(one.shape, other.shape), one.required && other.required, one.refused, one.settled};
}

std::list<Property> in_common(std::list<Property> const& one, std::list<Property> const& other)
{
    std::list<Property> all;
    for (auto const& property : one) {
        auto const* twin = named(other, property.key);
        all.push_back(twin ? in_common(property, *twin) : property);
        if (!twin) all.back().required = false;
    }
    for (auto const& property : other) {
        if (named(one, property.key)) continue;
        all.push_back(property);
        all.back().required = false;
    }
    return all;
}

bool is_same(Limits const& one, Limits const& other) { return one.low == other.low && one.high == other.high; }

}  // namespace

Shape text_shape() { return {.kind = Shape::Kind::text, .pattern = not_empty}; }

Shape number_shape(Limits limits) { return {.kind = Shape::Kind::number, .limits = limits}; }

Shape list_of(Shape item, std::size_t fewest) { return {.kind = Shape::Kind::list, .parts = {std::move(item)}, .fewest = fewest}; }

Shape set_of(Shape item)
{
    auto set = list_of(std::move(item));
    set.distinct = true;
    return set;
}

Shape pair_of(Limits limits)
{
    auto pair = list_of(number_shape(limits), 2);
    pair.most = 2;
    return pair;
}

Shape either_of(std::vector<Shape> shapes) { return {.kind = Shape::Kind::either, .parts = std::move(shapes)}; }

Shape word_or_file(Words const& words, std::string const& ending)
{
    std::string pattern = "[./]";
    if (!ending.empty()) {
        pattern.clear();
        for (char const letter : ending) pattern += letter == '.' ? std::string{"\\."} : std::string{letter};
        pattern += "$";
    }
    return either_of({{.kind = Shape::Kind::text, .words = words}, {.kind = Shape::Kind::text, .pattern = pattern}});
}

Shape in_common(Shape const& one, Shape const& other)
{
    using Kind = Shape::Kind;
    if (one.kind == Kind::anything || other.kind == Kind::anything) return {.meaning = one.meaning.empty() ? other.meaning : one.meaning};
    if (one.kind != other.kind) {
        auto both = either_of({one, other});
        both.meaning = one.meaning;
        return both;
    }
    auto both = one;
    if (one.limits && other.limits && !is_same(*one.limits, *other.limits))
        both.limits = Limits{std::min(one.limits->low, other.limits->low), std::max(one.limits->high, other.limits->high)};
    if (one.words != other.words) both.meanings.clear();
    if (one.words.empty() || other.words.empty()) both.words.clear();
    for (auto const& word : other.words)
        if (!both.words.empty() && std::ranges::find(both.words, word) == both.words.end()) both.words.push_back(word);
    if (one.pattern != other.pattern) both.pattern.clear();
    if (one.otherwise != other.otherwise) both.otherwise = {};
    both.fewest = std::min(one.fewest, other.fewest);
    both.most = one.most == 0 || other.most == 0 ? 0 : std::max(one.most, other.most);
    if (one.kind == Kind::list && !one.parts.empty() && !other.parts.empty()) both.parts = {in_common(one.parts.front(), other.parts.front())};
    both.properties = in_common(one.properties, other.properties);
    both.patterns = in_common(one.patterns, other.patterns);
    if (!one.others.empty() && !other.others.empty()) both.others = {in_common(one.others.front(), other.others.front())};
    else if (one.others.empty()) both.others = other.others;
    return both;
}

}  // namespace pijler
