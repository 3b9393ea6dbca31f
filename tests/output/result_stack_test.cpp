// Results written unit by unit are whole, in place, the same bytes for the same units, and nothing until they are published.
#include "output/result_stack.hpp"

#include "support/folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace pijler::test {
namespace {

using Counts = std::vector<std::int64_t>;

// Three points of two replicates, two arms and four months.
ResultFile frame()
{
    ResultFile file;
    file.attributes = {{"title", std::string{"stacked"}}};
    file.dimensions = {{"point", 3}, {"arm", 2}, {"replicate", 2}, {"month", 4}};
    file.variables = {{"arm", {"arm"}, "1", "arm", std::vector<std::string>{"baseline", "parents"}},
                      {"month", {"month"}, "months", "month", std::vector<std::int32_t>{0, 1, 2, 3}}};
    return file;
}

// `units` of them behind one another: what a part holds.
std::vector<Variable> units_from(std::int64_t first, std::int64_t units = 1)
{
    Counts starts(static_cast<std::size_t>(units * 8));
    std::iota(starts.begin(), starts.end(), 8 * first);
    std::vector<float> degree(static_cast<std::size_t>(units));
    std::iota(degree.begin(), degree.end(), static_cast<float>(first));
    return {{"starts", {"arm", "month"}, "youths", "first uses", starts}, {"degree", {}, "ties", "mean number of ties", degree}};
}

std::vector<Variable const*> pointers(std::vector<Variable> const& variables)
{
    std::vector<Variable const*> all;
    for (auto const& one : variables) all.push_back(&one);
    return all;
}

// Unit by unit, its values numbered on; `units_a_part` of them come behind one another.
void fill(ResultStack& stack, std::size_t units_a_part)
{
    for (std::size_t first = 0; first < 6; first += units_a_part) {
        auto const part = units_from(static_cast<std::int64_t>(first), static_cast<std::int64_t>(units_a_part));
        for (std::size_t n = 0; n < units_a_part; ++n) stack.put((first + n) / 2, (first + n) % 2, pointers(part), n);
    }
}

void write_stack(std::filesystem::path const& path, std::size_t units_a_part = 1)
{
    ResultStack stack{path, frame(), units_from(0), Existing::keep};
    fill(stack, units_a_part);
    stack.publish();
}

Variable const& variable(ResultFile const& file, std::string const& name) { return *std::ranges::find(file.variables, name, &Variable::name); }

TEST(ResultStack, PutsEachUnitInItsPlace)
{
    Folder const folder;
    write_stack(folder / "r.h5");
    auto const file = read_result(folder / "r.h5");
    auto const& starts = variable(file, "starts");
    EXPECT_EQ(starts.dimensions, (std::vector<std::string>{"point", "arm", "replicate", "month"}));
    Counts expected;
    for (std::int64_t point = 0; point < 3; ++point)
        for (std::int64_t arm = 0; arm < 2; ++arm)
            for (std::int64_t replicate = 0; replicate < 2; ++replicate)
                for (std::int64_t month = 0; month < 4; ++month) expected.push_back(8 * (2 * point + replicate) + 4 * arm + month);
    EXPECT_EQ(std::get<Counts>(starts.values), expected);
    EXPECT_EQ(variable(file, "degree").dimensions, (std::vector<std::string>{"point", "replicate"}));
    EXPECT_EQ(std::get<std::vector<float>>(variable(file, "degree").values), (std::vector<float>{0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(std::get<std::vector<std::string>>(variable(file, "arm").values), (std::vector<std::string>{"baseline", "parents"}));
}

TEST(ResultStack, HasTheSameBytesHoweverUnitsAreCut)
{
    Folder const folder;
    for (std::size_t const units : {1, 2, 3, 6}) write_stack(folder / std::to_string(units), units);
    for (auto const* other : {"2", "3", "6"}) EXPECT_EQ(read_text(folder / other), read_text(folder / "1"));
}

TEST(ResultStack, IsNothingUntilItIsPublished)
{
    Folder const folder;
    {
        ResultStack stack{folder / "r.h5", frame(), units_from(0), Existing::keep};
        fill(stack, 2);
        EXPECT_FALSE(std::filesystem::exists(folder / "r.h5"));
    }
    EXPECT_EQ(folder.files(), 0u);
}

TEST(ResultStack, ReplacesAResultOnlyWhenAskedTo)
{
    Folder const folder;
    folder.write("r.h5", "precious");
    try {
        write_stack(folder / "r.h5");
        ADD_FAILURE() << "replaced";
    } catch (StatusError const& error) {
        EXPECT_EQ(error.status(), ExitStatus::cannot_create);
    }
    EXPECT_EQ(read_text(folder / "r.h5"), "precious");
    EXPECT_EQ(folder.files(), 1u);
    ResultStack stack{folder / "r.h5", frame(), units_from(0), Existing::replace};
    fill(stack, 1);
    stack.publish();
    EXPECT_EQ(read_result(folder / "r.h5").variables.size(), 4u);
}

TEST(ResultStack, FailsWhereThereIsNoFolder)
{
    Folder const folder;
    try {
        write_stack(folder / "none/r.h5");
        ADD_FAILURE() << "written";
    } catch (StatusError const& error) {
        EXPECT_EQ(error.status(), ExitStatus::io_failure);
        EXPECT_TRUE(std::string{error.what()}.starts_with((folder / "none/r.h5").string())) << error.what();
    }
}

}  // namespace
}  // namespace pijler::test
