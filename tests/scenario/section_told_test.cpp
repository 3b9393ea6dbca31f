// A section that is told writes down what its reader asks for.
#include "scenario/file_shapes.hpp"
#include "scenario/section.hpp"
#include "support.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace pijler::test {
namespace {

Property const* find_in(Shape const& shape, std::string const& key)
{
    auto const found = std::ranges::find(shape.properties, key, &Property::key);
    return found == shape.properties.end() ? nullptr : &*found;
}

struct Cake {
    int layers = 3;
    double sugar = 0.25;
    std::string icing = "plain";
    Words fruit;
    double low = 1.0, high = 2.0;
};

void read_cake(Section& section, Cake& cake)
{
    section.require("layers", "layers = 3");
    section.read({"layers", "on top of each other"}, cake.layers, {1, 12});
    section.read({"sugar", "kg"}, cake.sugar, {0.0, 1.0});
    section.read_word({"icing", "what is on it"}, cake.icing, {"plain", "chocolate"});
    section.read_words({"fruit", "in it"}, cake.fruit, {"apple", "plum"});
    if (cake.icing == "plain") section.refuse("sprinkles", "nothing would hold them");
    else section.read_number_or_pair({"sprinkles", "grams"}, cake.low, cake.high, {0.0, 50.0});
    section.refuse_other_keys();
}

Shape told_cake()
{
    Shape shape;
    Faults unheard;
    Section section{shape, unheard};
    section.tells_by_word("icing", {"plain", "chocolate"}, [](Section& one) {
        Cake cake;
        read_cake(one, cake);
    });
    return shape;
}

TEST(SectionTold, HasKindRangeMeaningAndDefault)
{
    auto const shape = told_cake();
    auto const* layers = find_in(shape, "layers");
    ASSERT_NE(layers, nullptr);
    EXPECT_TRUE(layers->required);
    EXPECT_EQ(layers->shape.kind, Shape::Kind::whole);
    EXPECT_EQ(layers->shape.meaning, "on top of each other");
    EXPECT_EQ(layers->shape.limits->high, 12.0);
    EXPECT_EQ(std::get<double>(layers->shape.otherwise), 3.0);
    auto const* fruit = find_in(shape, "fruit");
    EXPECT_TRUE(fruit->shape.distinct);
    EXPECT_EQ(fruit->shape.parts.front().words, (Words{"apple", "plum"}));
    EXPECT_FALSE(fruit->required);
}

TEST(SectionTold, HoldsWhatAnyWordAllowsAndWhatEachForbids)
{
    auto const shape = told_cake();
    auto const* sprinkles = find_in(shape, "sprinkles");
    ASSERT_NE(sprinkles, nullptr);
    EXPECT_FALSE(sprinkles->refused);
    EXPECT_EQ(sprinkles->shape.kind, Shape::Kind::either);
    ASSERT_EQ(shape.cases.size(), 2u);
    EXPECT_EQ(shape.cases.front().word, "plain");
    EXPECT_TRUE(find_in(shape.cases.front().table, "sprinkles")->refused);
    EXPECT_FALSE(find_in(shape.cases.back().table, "sprinkles")->refused);
}

TEST(SectionTold, ReadsAsBeforeWhereItIsNotTold)
{
    Faults faults;
    auto const table = parse_toml("icing = \"chocolate\"\nlayers = 4\nsprinkles = [5, 6.5]\nfruit = [\"plum\"]\n", "cake.toml");
    Section section{table, "cake", faults};
    Cake cake;
    EXPECT_FALSE(section.tells_by_word("icing", {"plain", "chocolate"}, [](Section&) { FAIL(); }));
    read_cake(section, cake);
    EXPECT_FALSE(faults.any());
    EXPECT_EQ(cake.layers, 4);
    EXPECT_EQ(cake.low, 5.0);
    EXPECT_EQ(cake.high, 6.5);
    EXPECT_EQ(cake.fruit, Words{"plum"});
}

TEST(SectionTold, WhatTwoAllowIsTheWiderOfBoth)
{
    Shape const small{.kind = Shape::Kind::number, .limits = Limits{0.0, 1.0}, .otherwise = 0.5}, large{.kind = Shape::Kind::number, .limits = Limits{0.5, 2.0}, .otherwise = 0.5};
    auto const both = in_common(small, large);
    EXPECT_EQ(both.limits->low, 0.0);
    EXPECT_EQ(both.limits->high, 2.0);
    EXPECT_EQ(std::get<double>(both.otherwise), 0.5);
    EXPECT_EQ(in_common(small, Shape{}).kind, Shape::Kind::anything);
    EXPECT_EQ(in_common(small, text_shape()).kind, Shape::Kind::either);
}

// Each kind of file, told from an empty table, and nothing that a reader needs is missing then.
TEST(SectionTold, TellsEveryKindOfFile)
{
    EXPECT_NE(find_in(scenario_shape(vocabulary()), "intervention"), nullptr);
    EXPECT_NE(find_in(study_shape(vocabulary()), "sweep"), nullptr);
    EXPECT_NE(find_in(substance_shape(vocabulary()), "parameters"), nullptr);
    auto const town = municipality_shape();
    auto const* figures = find_in(town, "municipality");
    ASSERT_NE(figures, nullptr);
    for (auto const& figure : figures->shape.properties) EXPECT_TRUE(figure.required) << figure.key;
    EXPECT_TRUE(find_in(scenario_shape(vocabulary()), "extends")->settled);
}

}  // namespace
}  // namespace pijler::test
