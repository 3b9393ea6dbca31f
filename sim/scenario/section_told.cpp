// A section that is told: what its reader asks for, written down.
#include "scenario/section.hpp"

#include <algorithm>

namespace pijler {
namespace {

TomlValue const& empty_table()
{
    static TomlValue const nothing{{}, TomlTable{}};
    return nothing;
}

// A default that the limits refuse is how the program says that there is none.
bool is_outside(Otherwise const& value, std::optional<Limits> const& limits)
{
    if (!limits) return false;
    if (auto const* number = std::get_if<double>(&value)) return !limits->holds(*number);
    auto const* numbers = std::get_if<std::vector<double>>(&value);
    return numbers != nullptr && !std::ranges::all_of(*numbers, [&](double each) { return limits->holds(each); });
}

}  // namespace

Section::Section(Shape& told, Faults& unheard) : Section{empty_table(), "", unheard}
{
    told.kind = Shape::Kind::table;
    told_ = &told;
}

Property* Section::tell(Key key)
{
    if (!told_) return nullptr;
    auto& properties = told_->properties;
    auto found = std::ranges::find(properties, key.name, &Property::key);
    if (found == properties.end()) found = properties.insert(found, Property{std::string{key.name}});
    if (!key.meaning.empty()) found->shape.meaning = key.meaning;
    return &*found;
}

void Section::tell(Key key, Shape shape)
{
    auto* property = tell(key);
    if (!property || property->settled) return;
    shape.meaning = property->shape.meaning;
    if (is_outside(shape.otherwise, shape.limits)) shape.otherwise = {};
    property->shape = std::move(shape);
}

void Section::tells(Key key, Shape shape)
{
    tell(key, std::move(shape));
    if (auto* property = tell(key)) property->settled = true;
}

void Section::tells_others(Shape shape)
{
    if (told_) told_->others = {std::move(shape)};
}

void Section::tells_matching(std::string const& pattern, Shape shape)
{
    if (told_) told_->patterns.push_back({pattern, std::move(shape)});
}

bool Section::tells_by_word(std::string_view key, Words const& words, std::function<void(Section&)> const& read)
{
    if (!told_) return false;
    std::optional<Shape> all;
    std::list<ByWord> cases;
    for (auto const& word : words) {
        TomlValue const stated{{}, TomlTable{{std::string{key}, {}, {{}, word}}}};
        Shape shape{.kind = Shape::Kind::table};
        Section of_word{stated, path_, *faults_};
        of_word.told_ = &shape;
        read(of_word);
        all = all ? in_common(*all, shape) : shape;
        cases.push_back({std::string{key}, word, std::move(shape)});
    }
    auto const meaning = told_->meaning;
    if (all) *told_ = std::move(*all);
    told_->meaning = meaning;
    told_->cases = std::move(cases);
    return true;
}

}  // namespace pijler
