// A process that goes on and on, as those of a sweep do, takes no more memory and keeps no more files open.
#include "support/studies.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <malloc.h>
#include <unistd.h>

namespace pijler::test {
namespace {

struct Taken {
    double memory;           // pages
    std::ptrdiff_t files;
};

Taken taken()
{
    std::size_t all = 0, resident = 0;
    std::ifstream{"/proc/self/statm"} >> all >> resident;
    std::filesystem::directory_iterator const open{"/proc/self/fd"};
    return {static_cast<double>(resident), std::distance(begin(open), end(open))};
}

TEST(Memory, a_hundred_thousand_replicates_need_no_more_than_ten_thousand)
{
    mallopt(M_ARENA_MAX, 1);  // of several heaps it is luck, some pages of it, which one a thread takes from
    auto scenario = small_scenario();
    scenario.population.youths = 40;
    scenario.simulation.months = 1;
    scenario.simulation.run_in_months = 0;
    scenario.simulation.replicates = 500;
    scenario.output.outcomes = {"starts"};
    auto study = small_study({{"a", scenario, {}}});
    auto const path = std::filesystem::temp_directory_path() / ("pijler-memory-" + std::to_string(getpid()) + ".h5");

    constexpr int studies = 200;
    Taken early{};
    for (int n = 0; n < studies; ++n) {
        study.arms.front().scenario.simulation.seed = static_cast<std::uint64_t>(n);
        auto const result = run(study, 2);
        ASSERT_EQ(result.replicates_done, 500u);
        write_result(path, result.file, Existing::replace);
        ASSERT_EQ(read_result(path).variables.size(), result.file.variables.size());
        if (n == studies / 10) early = taken();
    }
    auto const late = taken();
    std::filesystem::remove(path);
    std::printf("%.0f pages and %td files after a tenth, %.0f and %td at the end\n", early.memory, early.files, late.memory, late.files);
    EXPECT_LT(late.memory, 1.01 * early.memory);
    EXPECT_EQ(late.files, early.files);
}

}  // namespace
}  // namespace pijler::test
