#include "output/result_file.hpp"
#include "support/folder.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fcntl.h>
#include <fstream>
#include <limits>
#include <numeric>
#include <sys/mount.h>
#include <unistd.h>

namespace pijler::test {
namespace {

// A file system of its own in a folder, full or read-only; needs the right to mount.
class Mount {
public:
    Mount(std::filesystem::path path, unsigned long flags, char const* options)
        : path_{std::move(path)}, mounted_{mount("tmpfs", path_.c_str(), "tmpfs", flags, options) == 0}
    {
    }
    ~Mount()
    {
        if (mounted_) umount(path_.c_str());
    }
    bool mounted() const { return mounted_; }

private:
    std::filesystem::path path_;
    bool mounted_;
};

template <typename Number>
std::vector<Number> counting(std::size_t count)
{
    std::vector<Number> numbers(count);
    std::iota(numbers.begin(), numbers.end(), Number{0});
    return numbers;
}

// All kinds of values, with and without coordinates; coordinates first, as files keep them.
ResultFile example()
{
    auto approval = counting<float>(144);
    approval[7] = std::numeric_limits<float>::quiet_NaN();
    return {.attributes = {{"title", std::string{"Ouders of jongeren? één"}},
                           {"seed", std::int64_t{20261123}},
                           {"budget", 20000.0},
                           {"outcomes", std::vector<std::string>{"starts", ""}},
                           {"infeasible", std::vector<std::string>{}},
                           {"note", std::string{}},
                           {"scenario", std::string(100'000, 'x')}},
            .dimensions = {{"arm", 2}, {"replicate", 3}, {"month", 24}, {"parameter", 5}},
            .variables = {{"arm", {"arm"}, "1", "arm of the study", std::vector<std::string>{"baseline", "één"}},
                          {"replicate", {"replicate"}, "1", "replicate", counting<std::int32_t>(3)},
                          {"month", {"month"}, "months", "months since the start", counting<std::int32_t>(24)},
                          {"starts", {"arm", "replicate", "month"}, "youths", "first uses", counting<std::int64_t>(144)},
                          {"approval", {"arm", "replicate", "month"}, "1", "mean approval", approval},
                          {"cost", {"arm"}, "euro", "costs", std::vector<double>{0.0, 1.0 / 3.0}},
                          {"drawn", {"replicate", "parameter"}, "1", "drawn parameters", counting<double>(15)},
                          {"source", {"parameter"}, "1", "source of a parameter", std::vector<std::string>(5, "koning2009pas")},
                          {"floor", {}, "youths", "a single number", std::vector<std::int32_t>{-4}}}};
}

template <typename Act>
ExitStatus status_of(Act const& act)
{
    try {
        act();
    } catch (StatusError const& error) {
        return error.status();
    }
    return ExitStatus::done;
}

ExitStatus writing(std::filesystem::path const& path, Existing existing = Existing::keep)
{
    return status_of([&] { write_result(path, example(), existing); });
}

ExitStatus checking(std::filesystem::path const& path, Existing existing = Existing::keep)
{
    return status_of([&] { check_creatable(path, existing); });
}

ExitStatus reading(std::filesystem::path const& path)
{
    return status_of([&] { read_result(path); });
}

TEST(ResultFile, ComesBackAsWritten)
{
    Folder const folder;
    auto const written = example();
    write_result(folder / "r.h5", written, Existing::keep);
    auto const read = read_result(folder / "r.h5");

    ASSERT_EQ(read.attributes.size(), written.attributes.size());
    for (std::size_t i = 0; i < read.attributes.size(); ++i) {
        EXPECT_EQ(read.attributes[i].name, written.attributes[i].name);
        EXPECT_EQ(read.attributes[i].value, written.attributes[i].value);
    }
    ASSERT_EQ(read.dimensions.size(), written.dimensions.size());
    for (std::size_t i = 0; i < read.dimensions.size(); ++i) {
        EXPECT_EQ(read.dimensions[i].name, written.dimensions[i].name);
        EXPECT_EQ(read.dimensions[i].size, written.dimensions[i].size);
    }
    ASSERT_EQ(read.variables.size(), written.variables.size());
    for (std::size_t i = 0; i < read.variables.size(); ++i) {
        auto const &got = read.variables[i], &gave = written.variables[i];
        EXPECT_EQ(got.name, gave.name);
        EXPECT_EQ(got.dimensions, gave.dimensions) << got.name;
        EXPECT_EQ(got.units, gave.units);
        EXPECT_EQ(got.long_name, gave.long_name);
        if (got.name != "approval") {
            EXPECT_EQ(got.values, gave.values) << got.name;
        }
    }
    auto const& approval = std::get<std::vector<float>>(read.variables[4].values);
    EXPECT_TRUE(std::isnan(approval[7]));
    EXPECT_EQ(approval[8], 8.0f);
}

TEST(ResultFile, EqualResultsAreEqualFilesWhateverTheirNames)
{
    Folder const folder;
    write_result(folder / "a.h5", example(), Existing::keep);
    sleep(2);  // dates in the file would differ by a second now
    write_result(folder / "longer-name.h5", example(), Existing::keep);
    EXPECT_EQ(read_text(folder / "a.h5"), read_text(folder / "longer-name.h5"));
    EXPECT_EQ(folder.files(), 2u);
}

TEST(ResultFile, ManyVariablesAndAttributesKeepTheirOrder)
{
    Folder const folder;
    ResultFile many{.attributes = {}, .dimensions = {{"replicate", 2}, {"month", 40}}, .variables = {}};
    for (int i = 0; i < 300; ++i) {
        auto name = std::to_string(i * 7919 % 300);
        name.insert(name.begin(), 'v');
        many.attributes.push_back({name, std::int64_t{i}});
        many.variables.push_back({name, {"replicate", "month"}, "1", "one of many", counting<float>(80)});
    }
    write_result(folder / "many.h5", many, Existing::keep);
    auto const read = read_result(folder / "many.h5");
    ASSERT_EQ(read.variables.size(), 300u);
    ASSERT_EQ(read.attributes.size(), 300u);
    for (std::size_t i = 0; i < 300; ++i) {
        EXPECT_EQ(read.variables[i].name, many.variables[i].name);
        EXPECT_EQ(read.attributes[i].name, many.attributes[i].name);
    }
}

TEST(ResultFile, AnEmptyUnitIsWrittenAsOne)
{
    Folder const folder;
    write_result(folder / "r.h5", {{}, {}, {{"share", {}, "", "a share", std::vector<double>{0.5}}}}, Existing::keep);
    EXPECT_EQ(read_result(folder / "r.h5").variables[0].units, "1");
}

TEST(ResultFile, RefusesWhatIsInconsistent)
{
    Folder const folder;
    auto const refused = [&](ResultFile const& result) {
        EXPECT_THROW(write_result(folder / "r.h5", result, Existing::keep), std::logic_error);
        EXPECT_EQ(folder.files(), 0u);
    };
    std::vector<double> const one{1.0};
    refused({{}, {{"arm", 0}}, {}});
    refused({{}, {{"arm", 1}, {"arm", 1}}, {}});
    refused({{}, {{"arm", 2}}, {{"cost", {"arm"}, "euro", "costs", one}}});
    refused({{}, {}, {{"cost", {"arm"}, "euro", "costs", one}}});
    refused({{}, {}, {{"cost", {}, "euro", "costs", one}, {"cost", {}, "euro", "costs", one}}});
    refused({{}, {}, {{"cost", {}, "euro", "", one}}});
    refused({{}, {{"arm", 1}}, {{"arm", {}, "1", "arm", one}}});
}

TEST(ResultFile, KeepsAnExistingFileUnlessToldToReplaceIt)
{
    Folder const folder;
    std::ofstream{folder / "r.h5"} << "precious";
    EXPECT_EQ(checking(folder / "r.h5"), ExitStatus::cannot_create);
    EXPECT_EQ(writing(folder / "r.h5"), ExitStatus::cannot_create);
    EXPECT_EQ(read_text(folder / "r.h5"), "precious");
    EXPECT_EQ(checking(folder / "r.h5", Existing::replace), ExitStatus::done);
    EXPECT_EQ(read_text(folder / "r.h5"), "precious");
    EXPECT_EQ(writing(folder / "r.h5", Existing::replace), ExitStatus::done);
    EXPECT_EQ(read_result(folder / "r.h5").variables.size(), example().variables.size());
    EXPECT_EQ(folder.files(), 1u);
}

TEST(ResultFile, RefusesWhatCannotBeAFile)
{
    Folder const folder;
    EXPECT_EQ(checking(folder / "missing/r.h5"), ExitStatus::cannot_create);
    EXPECT_EQ(writing(folder / "missing/r.h5"), ExitStatus::io_failure);  // it was there when the run began
    EXPECT_EQ(checking(folder.path(), Existing::replace), ExitStatus::cannot_create);
    EXPECT_EQ(writing(folder.path(), Existing::replace), ExitStatus::cannot_create);
    EXPECT_EQ(checking(folder / ""), ExitStatus::cannot_create);
    EXPECT_EQ(checking(folder / std::string(300, 'n')), ExitStatus::cannot_create);
    EXPECT_EQ(checking("/dev/null", Existing::replace), ExitStatus::cannot_create);
    std::ofstream{folder / "file"} << "no folder";
    EXPECT_EQ(checking(folder / "file/r.h5"), ExitStatus::cannot_create);
    EXPECT_EQ(checking(folder / "fine.h5"), ExitStatus::done);
    EXPECT_EQ(folder.files(), 1u);
}

TEST(ResultFile, MakesAFolderUnlessItIsThere)
{
    Folder const folder;
    auto const making = [&](std::string const& name) { return status_of([&] { make_folder(folder / name); }); };
    EXPECT_EQ(making("results"), ExitStatus::done);
    EXPECT_EQ(making("results"), ExitStatus::done);
    EXPECT_TRUE(std::filesystem::is_directory(folder / "results"));
    std::ofstream{folder / "file"} << "no folder";
    EXPECT_EQ(making("file"), ExitStatus::cannot_create);
    EXPECT_EQ(making(std::string(300, 'n')), ExitStatus::cannot_create);
}

TEST(ResultFile, TellsWhatIsNoResult)
{
    Folder const folder;
    EXPECT_EQ(reading(folder / "missing.h5"), ExitStatus::no_input);
    EXPECT_EQ(reading(folder.path()), ExitStatus::no_input);
    std::ofstream{folder / "empty.h5"} << "";
    EXPECT_EQ(reading(folder / "empty.h5"), ExitStatus::bad_input);
    std::ofstream{folder / "text.h5"} << "month,starts\n0,3\n";
    EXPECT_EQ(reading(folder / "text.h5"), ExitStatus::bad_input);

    write_result(folder / "r.h5", example(), Existing::keep);
    auto const whole = read_text(folder / "r.h5");
    std::ofstream{folder / "half.h5", std::ios::binary} << whole.substr(0, whole.size() / 2);
    EXPECT_EQ(reading(folder / "half.h5"), ExitStatus::bad_input);
}

TEST(ResultFile, AChangedByteIsDamage)
{
    Folder const folder;
    write_result(folder / "r.h5", example(), Existing::keep);
    auto const whole = read_text(folder / "r.h5");
    for (std::size_t at = 0; at < whole.size(); at += 1009) {
        auto changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x41);
        std::ofstream{folder / "changed.h5", std::ios::binary} << changed;
        EXPECT_EQ(reading(folder / "changed.h5"), ExitStatus::bad_input) << "byte " << at;
    }
}

TEST(ResultFile, AReadOnlyFolderCannotTakeIt)
{
    Folder const folder;
    Mount const mount{folder.path(), MS_RDONLY, ""};
    if (!mount.mounted()) GTEST_SKIP() << "needs the right to mount";
    EXPECT_EQ(checking(folder / "r.h5"), ExitStatus::cannot_create);
    EXPECT_EQ(writing(folder / "r.h5"), ExitStatus::cannot_create);
}

TEST(ResultFile, AFullDiskIsAnInputOutputFailureThatLeavesNothing)
{
    Folder const folder;
    Mount const mount{folder.path(), 0, "size=64k"};
    if (!mount.mounted()) GTEST_SKIP() << "needs the right to mount";
    auto large = example();
    large.attributes.push_back({"text", std::string(200'000, 'x')});
    EXPECT_EQ(checking(folder / "r.h5"), ExitStatus::done);
    EXPECT_EQ(status_of([&] { write_result(folder / "r.h5", large, Existing::keep); }), ExitStatus::io_failure);
    EXPECT_EQ(folder.files(), 0u);
}

}  // namespace
}  // namespace pijler::test
