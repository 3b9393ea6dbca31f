// How many tasks a sweep becomes, which times sbatch knows, and that the scripts quote what users name. What the scripts do: tests/cluster.
#include "cli/shell_word.hpp"
#include "cli/slurm_script.hpp"

#include <gtest/gtest.h>

namespace pijler::test {
namespace {

bool has(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

SlurmJob job()
{
    return {.name = "towns", .tasks = 40, .cores = 2, .sbatch = {"--partition=short"}, .scratch = {}, .folder = "/data/my sweep", .merged = "/data/100%.h5", .program = "/opt/pijler",
            .sweep = {"sweep", "/data/it's.toml", "-o", "/data/my sweep"}, .made_by = "pijler slurm"};
}

TEST(TasksFor, TakeTenToThirtyMinutes)
{
    for (double minutes = 11.0; minutes < 100'000.0; minutes *= 1.03) {
        int const tasks = tasks_for(60.0 * minutes, 1, 1'000'000);
        EXPECT_GE(minutes / tasks, 10.0);
        EXPECT_LE(minutes / tasks, 30.0);
    }
}

TEST(TasksFor, AreAtLeastOneAndAtMostWhatTheClusterTakes)
{
    EXPECT_EQ(tasks_for(0.001, 1, 1000), 1);
    EXPECT_EQ(tasks_for(1e9, 1, 1000), 1000);
    EXPECT_EQ(tasks_for(1e300, 1, 1000), 1000);
}

TEST(TasksFor, AreFewerWithMoreCores) { EXPECT_EQ(tasks_for(48'000.0, 4, 1000), 10); }

TEST(TimeLimit, LeavesATaskTwiceItsTime)
{
    EXPECT_EQ(time_limit_for(20.0), 60);
    EXPECT_EQ(time_limit_for(50.0), 120);
    EXPECT_EQ(time_limit_for(1e6), 1440);
}

TEST(MinutesOf, AreReadAsSbatchDoes)
{
    EXPECT_EQ(minutes_of("90"), 90);
    EXPECT_EQ(minutes_of("90:30"), 91);
    EXPECT_EQ(minutes_of("01:30:00"), 90);
    EXPECT_EQ(minutes_of("1-0"), 1440);
    EXPECT_EQ(minutes_of("1-02:30"), 1590);
    EXPECT_EQ(minutes_of("1-02:30:01"), 1591);
    for (auto const* wrong : {"", "1", "-5", "1h", "a", "1:2:3:4", "1-", "2 ", "99999999999999"}) EXPECT_THROW(minutes_of(wrong), StatusError) << wrong;
}

TEST(ShellWord, IsReadBackByTheShell)
{
    EXPECT_EQ(shell_word("/data/a-b_c.toml"), "/data/a-b_c.toml");
    EXPECT_EQ(shell_word(""), "''");
    EXPECT_EQ(shell_word("a b"), "'a b'");
    EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
    EXPECT_EQ(shell_word("$HOME"), "'$HOME'");
}

TEST(ArrayScript, AsksForWhatATaskNeeds)
{
    auto const script = array_script(job());
    EXPECT_TRUE(script.starts_with("#!/bin/bash\n#SBATCH --job-name=towns\n#SBATCH --array=1-40\n"));
    for (auto const* line : {"#SBATCH --cpus-per-task=2\n", "#SBATCH --time=60\n", "#SBATCH --signal=B:USR1@60\n", "#SBATCH --requeue\n", "#SBATCH --partition=short\n",
                             "#SBATCH --output='/data/my sweep/slurm/logs/%A_%a.log'\n", "\"$pijler\" sweep '/data/it'\\''s.toml' -o '/data/my sweep' --shard \"$SLURM_ARRAY_TASK_ID/40\" --threads \"${SLURM_CPUS_PER_TASK:-2}\" &\n"})
        EXPECT_TRUE(has(script, line)) << line << script;
    EXPECT_FALSE(has(script, "scratch"));
}

TEST(ArrayScript, DoublesThePercentsOfTheFolder)
{
    auto odd = job();
    odd.folder = "/data/100%A";
    EXPECT_TRUE(has(array_script(odd), "--output=/data/100%%A/slurm/logs/%A_%a.log\n"));
}

TEST(ArrayScript, ExpandsScratchOnTheNode)
{
    auto with = job();
    with.scratch = "$TMPDIR/towns";
    auto const script = array_script(with);
    EXPECT_TRUE(has(script, "scratch=\"$TMPDIR/towns\"\nmkdir -p \"$scratch\"\n")) << script;
    EXPECT_TRUE(has(script, "--run-in-cache \"$scratch\" &\n"));
}

TEST(ArrayScript, KeepsACallOfSeveralLinesInItsComment)
{
    auto odd = job();
    odd.made_by = "pijler slurm 'a\nreboot'";
    EXPECT_TRUE(has(array_script(odd), "# Written by: pijler slurm 'a reboot'\n\n"));
}

TEST(MergeScript, IsNoArrayAndMergesAfterTheSweep)
{
    auto const script = merge_script(job());
    EXPECT_FALSE(has(script, "--array"));
    EXPECT_TRUE(script.ends_with("\"$pijler\" merge '/data/my sweep' -o /data/100%.h5 --overwrite\n")) << script;
}

}  // namespace
}  // namespace pijler::test
