// Merging gives the same bytes in whatever order parts came, or names all that it lacks.
#include "support/studies.hpp"
#include "support/sweeps.hpp"

#include "study/sweep/merge_parts.hpp"

namespace pijler::test {
namespace {

class Merging : public testing::Test {
protected:
    Merged merge(SweepFolder const& from, std::filesystem::path const& output, std::optional<Points> points = {}, Existing existing = Existing::keep)
    {
        return merge_parts(from, output, existing, points, [](double) {}, stop);
    }
    std::string merged(SweepFolder const& from)
    {
        auto const output = scratch / (from.path().filename().string() + ".h5");
        merge(from, output);
        return read_text(output);
    }
    // Lines of why it is not merged.
    std::vector<std::string> troubles(SweepFolder const& from)
    {
        std::istringstream said{refusal(ExitStatus::bad_input, [&] { merge(from, scratch / "none.h5"); })};
        EXPECT_FALSE(std::filesystem::exists(scratch / "none.h5"));
        std::vector<std::string> lines;
        for (std::string line; std::getline(said, line);) lines.push_back(line);
        return lines;
    }
    void run(SweepFolder const& in, std::vector<SweepShare> const& shares)
    {
        auto const presence = sweep.begin_in(in);
        for (auto const& share : shares) run_sweep(sweep, in, share, {});
    }
    Folder scratch;
    Sweep sweep = small_sweep(scratch);
    SweepFolder const folder{scratch / "whole"};
    std::atomic<bool> stop{false};
};

TEST_F(Merging, GivesTheSameBytesInAnyOrder)
{
    run(folder, {{}});
    auto const whole = merged(folder);
    SweepFolder const in_shards{scratch / "shards"}, in_points{scratch / "points"};
    run(in_shards, {{0, 0, 3, 3}, {0, 0, 1, 3}, {0, 0, 2, 3}});
    EXPECT_EQ(merged(in_shards), whole);
    run(in_points, {{4, 6, 1, 1}, {2, 3, 1, 1}, {0, 5, 1, 1}});
    EXPECT_EQ(merged(in_points), whole);
}

TEST_F(Merging, PutsEachPointWhereTheDesignHasIt)
{
    run(folder, {{}});
    EXPECT_EQ(merge(folder, scratch / "all.h5").points, 6u);
    auto const all = read_result(scratch / "all.h5");
    merge(folder, scratch / "some.h5", Points{3, 5});
    auto const some = read_result(scratch / "some.h5");
    EXPECT_EQ(std::get<std::vector<std::int32_t>>(variable(some, "point").values), (std::vector{3, 4}));
    for (auto const* name : {"starts", "past_month_use", "design", "design_text"})
        for (std::size_t n = 0; n < 2; ++n) EXPECT_EQ(slice(some, variable(some, name), "point", n), slice(all, variable(all, name), "point", n + 3)) << name;
    for (std::size_t point = 0; point < 6; ++point) {
        auto const comparison = pijler::test::run(sweep.at(point)).file;
        for (auto const* name : {"starts", "past_month_use"})
            EXPECT_EQ(slice(all, variable(all, name), "point", point), slice(comparison, variable(comparison, name), "", 0)) << name;
    }
}

TEST_F(Merging, NamesEachPartThatIsMissingDamagedOrForeign)
{
    run(folder, {{0, 5, 1, 1}});
    auto const& manifest = sweep.manifest();
    auto const part = [&](std::size_t unit) { return part_path(folder, manifest, unit).string(); };
    flip_a_bit(part(1), 1000);
    std::filesystem::resize_file(part(3), 1000);
    std::filesystem::remove(entry_path(folder, manifest, 5));
    auto other = manifest;
    other.seed = 9;
    write_plain_part(folder, other, {7, 8});
    EXPECT_EQ(troubles(folder), (std::vector{part(1) + ": is damaged: its checksum is not that of its entry", part(3) + ": is damaged: its checksum is not that of its entry",
                                            part(5) + ": missing: unit 5", part(7) + ": is of a sweep with another seed, 9", part(10) + ": missing: units 10 to 11",
                                            folder.path().string() + ": not merged; run the sweep again: it makes what is missing or damaged"}));
    run(folder, {{}});
    EXPECT_EQ(merge(folder, scratch / "again.h5").points, 6u);
}

TEST_F(Merging, LeavesOutPointsThatFailedAndNamesThem)
{
    auto grid = small_sweep(scratch, "design = \"grid\"\n[sweep.parameters]\n\"youth_education.start\" = [0, 3]\n\"youth_education.end\" = [2, 6]\n");
    auto const presence = grid.begin_in(folder);
    run_sweep(grid, folder, {}, {});
    auto const done = merge(folder, scratch / "out.h5");
    EXPECT_EQ(done.points, 3u);
    ASSERT_EQ(done.failed_points.size(), 1u);
    auto const file = read_result(scratch / "out.h5");
    EXPECT_EQ(size_of(file, "point"), 3u);
    auto const named = std::ranges::find(file.attributes, "failed_points", &Attribute::name);
    ASSERT_NE(named, file.attributes.end());
    auto const& reasons = std::get<std::vector<std::string>>(named->value);
    ASSERT_EQ(reasons.size(), 1u);
    EXPECT_TRUE(reasons[0].starts_with(std::to_string(done.failed_points[0]) + ": design.csv:")) << reasons[0];
    auto const failed = done.failed_points[0];
    EXPECT_NE(refusal(ExitStatus::bad_input, [&] { merge(folder, scratch / "none.h5", Points{failed, failed + 1}); }).find("no point succeeded: design.csv:"), std::string::npos);
}

TEST_F(Merging, WritesNothingWhereItMayNotOrIsStopped)
{
    run(folder, {{}});
    scratch.write("mine.h5", "mine");
    EXPECT_FALSE(refusal(ExitStatus::cannot_create, [&] { merge(folder, scratch / "mine.h5"); }).empty());
    EXPECT_EQ(read_text(scratch / "mine.h5"), "mine");
    for (auto const points : {Points{0, 0}, Points{2, 7}}) EXPECT_FALSE(refusal(ExitStatus::usage, [&] { merge(folder, scratch / "out.h5", points); }).empty());
    stop = true;
    auto const before = scratch.files();
    EXPECT_FALSE(refusal(ExitStatus::stopped, [&] { merge(folder, scratch / "out.h5"); }).empty());
    EXPECT_EQ(scratch.files(), before);
    stop = false;
    merge(folder, scratch / "mine.h5", {}, Existing::replace);
    EXPECT_EQ(size_of(read_result(scratch / "mine.h5"), "point"), 6u);
    EXPECT_FALSE(refusal(ExitStatus::no_input, [&] { merge(SweepFolder{scratch / "nowhere"}, scratch / "out.h5"); }).empty());
}

// A contact costs so little at one of the points that no reach that practice knows spends the budget.
TEST_F(Merging, HasArmsOfEqualSpendingAtEveryPointAndTellsWhereTheyCannotSpendTheBudget)
{
    auto equal = small_sweep(scratch, "design = \"grid\"\n[sweep.parameters]\n\"arm.lessons.youth_education.cost.per_contact\" = [0.001, 1.0]\n[study]\nequalise = \"budget\"\nbudget = 9000\n");
    SweepFolder const there{scratch / "equal"};
    auto const presence = equal.begin_in(there);
    run_sweep(equal, there, {}, {});
    EXPECT_EQ(merge(there, scratch / "equal.h5").infeasible, (std::map<std::string, std::size_t>{{"lessons_equalised", 1}}));
    auto const file = read_result(scratch / "equal.h5");
    EXPECT_EQ(std::get<std::vector<std::string>>(variable(file, "arm").values), (std::vector<std::string>{"baseline", "lessons", "lessons_equalised"}));
    auto const& feasible = std::get<std::vector<std::int32_t>>(variable(file, "arm_feasible").values);  // by point, arm and replicate
    auto const& spent = std::get<std::vector<double>>(variable(file, "expected_spending").values);
    auto const& price = std::get<std::vector<double>>(variable(file, "design").values);
    auto const cheap = static_cast<std::size_t>(std::ranges::min_element(price) - price.begin()), dear = 1 - cheap;
    EXPECT_EQ(std::vector(feasible.begin() + static_cast<std::ptrdiff_t>(6 * cheap), feasible.begin() + static_cast<std::ptrdiff_t>(6 * cheap + 6)), (std::vector{1, 1, 1, 1, 0, 0}));
    EXPECT_EQ(std::vector(feasible.begin() + static_cast<std::ptrdiff_t>(6 * dear), feasible.begin() + static_cast<std::ptrdiff_t>(6 * dear + 6)), (std::vector{1, 1, 1, 1, 1, 1}));
    EXPECT_LT(spent[6 * cheap + 4], 0.5 * spent[6 * dear + 4]);
}

}  // namespace
}  // namespace pijler::test
