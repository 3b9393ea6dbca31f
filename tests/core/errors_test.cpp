#include "core/column.hpp"
#include "core/errors.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace pijler::test {
namespace {

TEST(DidYouMean, NamesTheNearest)
{
    std::vector<std::string> const known{"coverage", "fidelity", "months", "run_in_months"};
    EXPECT_EQ(did_you_mean("covrage", known), "did you mean 'coverage'?");
    EXPECT_EQ(did_you_mean("coverage", known), "did you mean 'coverage'?");
    EXPECT_EQ(did_you_mean("MONTHS", known), "did you mean 'months'?");
    EXPECT_EQ(did_you_mean("motnhs", known), "did you mean 'months'?");  // a swap is one slip
    EXPECT_EQ(did_you_mean("run_in", known), "did you mean 'run_in_months'?");  // its beginning
    EXPECT_EQ(did_you_mean("mon", {"seed", "lemon", "month", "months"}), "did you mean 'month'?");
    EXPECT_EQ(did_you_mean("Zutfen", {"Putten", "Zutphen", "Zeist"}), "did you mean 'Zutphen'?");  // of two as near, the one that begins alike
    EXPECT_EQ(did_you_mean("rep", {"set", "seed"}), "");  // two slips in three letters are another word
    EXPECT_EQ(did_you_mean("profile", {"file", "progress"}), "");
    EXPECT_EQ(did_you_mean("xyzzyplugh", known), "");
    EXPECT_EQ(did_you_mean("", {}), "");
    EXPECT_EQ(did_you_mean(std::string(100'000, 'm'), known), "");
    EXPECT_EQ(nearest_name("s-hertogenbos", {"'s-Hertogenbosch"}), "'s-Hertogenbosch");
    EXPECT_EQ(nearest_name("xyzzyplugh", known), std::nullopt);
}

TEST(Fault, SaysWhereWhatAndWhatWouldBeRight)
{
    Fault const fault{{"town.toml", 3, 14}, "'coverage' is 1.3", "it lies between 0 and 1"};
    EXPECT_EQ(fault.text(), "town.toml:3:14: error: 'coverage' is 1.3; it lies between 0 and 1");
    EXPECT_EQ((Fault{{"a", 1, 1}, "empty", ""}.text()), "a:1:1: error: empty");
    EXPECT_STREQ(InputError({fault, fault}).what(), (fault.text() + "\n" + fault.text()).c_str());
}

TEST(Expect, ThrowsOnlyWhenBroken)
{
    EXPECT_NO_THROW(expect(true, "one"));
    EXPECT_THROW(expect(false, "one"), std::logic_error);
}

TEST(Column, IsIndexedByItsOwnIdOnly)
{
    Column<YouthId, int> column(3, 7);
    column[YouthId{1}] = 8;
    EXPECT_EQ(std::vector<int>(column.begin(), column.end()), (std::vector{7, 8, 7}));
    static_assert(!std::is_invocable_v<decltype([](auto& c, auto id) -> decltype(c[id]) { return c[id]; }), Column<YouthId, int>&, HouseholdId>);
    column.array() += 1;
    EXPECT_EQ(column[YouthId{1}], 9);
    auto copy = column;
    EXPECT_EQ(copy, column);
    copy.resize(4, 1);
    EXPECT_EQ(copy[YouthId{3}], 1);
    EXPECT_NE(copy, column);
    copy.fill(0);
    EXPECT_EQ(copy, (Column<YouthId, int>(4)));
}

}  // namespace
}  // namespace pijler::test
