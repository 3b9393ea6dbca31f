// A sweep does each of its units once, whoever does them, and loses nothing that is finished.
#include "support/sweeps.hpp"

#include <map>
#include <set>

namespace pijler::test {
namespace {

// Every file of parts/, by name; of entries, which hold times, only that they are there.
std::map<std::string, std::string> parts_in(SweepFolder const& folder)
{
    std::map<std::string, std::string> parts;
    for (auto const& file : folder.files_of_parts()) parts[file.filename()] = file.extension() == ".h5" ? read_text(file) : "";
    return parts;
}

class SweepRuns : public testing::Test {
protected:
    SweepDone run(Sweep const& of, SweepFolder const& in, SweepShare const& share = {}, RunSettings const& settings = {}) { return run_sweep(of, in, share, settings); }
    std::map<std::string, std::string> unbroken()
    {
        SweepFolder const other{scratch / "unbroken"};
        auto const presence = sweep.begin_in(other);
        EXPECT_EQ(run(sweep, other).units, 12u);
        return parts_in(other);
    }
    Folder scratch;
    Sweep sweep = small_sweep(scratch);
    SweepFolder const folder{scratch / "sweep"};
};

TEST_F(SweepRuns, DoWhatIsLeftAndNothingTwice)
{
    auto const presence = sweep.begin_in(folder);
    auto const first = run(sweep, folder);
    EXPECT_EQ(first.units, 12u);
    EXPECT_EQ(first.left, 0u);
    EXPECT_TRUE(first.failed.empty() && first.trouble.empty());
    auto const parts = parts_in(folder);
    EXPECT_EQ(run(sweep, folder).units, 0u);
    EXPECT_EQ(parts_in(folder), parts);
    EXPECT_EQ(parts, unbroken());
}

TEST_F(SweepRuns, TellWhatWritingTook)
{
    auto const presence = sweep.begin_in(folder);
    Profile profile;
    RunSettings settings;
    settings.profile = &profile;
    EXPECT_EQ(run(sweep, folder, {}, settings).units, 12u);
    EXPECT_GT(profile.after.seconds(Phase::writing), 0.0);
    EXPECT_EQ(parts_in(folder), unbroken());
}

TEST_F(SweepRuns, LieInShardsOfWhichEachUnitHasOne)
{
    auto const presence = sweep.begin_in(folder);
    std::size_t units = 0;
    for (std::size_t const shard : {5, 2, 1, 4, 3}) {
        auto const done = run(sweep, folder, {0, 0, shard, 5});
        EXPECT_EQ(done.units, 12 / 5 + (shard <= 12 % 5 ? 1u : 0u));
        EXPECT_EQ(done.left, 0u);
        units += done.units;
    }
    EXPECT_EQ(units, 12u);
    EXPECT_EQ(run(sweep, folder, {0, 0, 13, 13}).units, 0u);  // more shards than work
    EXPECT_EQ(parts_in(folder), unbroken());
}

TEST_F(SweepRuns, DoThePointsThatAreAskedFor)
{
    auto const presence = sweep.begin_in(folder);
    EXPECT_EQ(run(sweep, folder, {4, 6, 1, 1}).units, 4u);
    EXPECT_EQ(run(sweep, folder, {1, 5, 1, 1}).units, 6u);  // 1, 2, 3: the last is done
    EXPECT_EQ(run(sweep, folder, {0, 1, 2, 2}).units, 1u);
    EXPECT_EQ(run(sweep, folder).units, 1u);
    EXPECT_EQ(parts_in(folder), unbroken());
}

TEST_F(SweepRuns, HaveTheSameBitsWithAnyThreads)
{
    auto const one = unbroken();
    for (int const threads : {2, 5, 32}) {  // 32: more than slots, so that they share a month
        SweepFolder const other{scratch / std::to_string(threads)};
        auto const presence = sweep.begin_in(other);
        RunSettings settings;
        settings.threads = threads;
        EXPECT_EQ(run(sweep, other, {}, settings).units, 12u);
        EXPECT_EQ(parts_in(other), one) << threads << " threads";
    }
}

TEST_F(SweepRuns, StoppedKeepWhatIsFinishedAndGoOn)
{
    auto const presence = sweep.begin_in(folder);
    std::size_t units = 0, stops = 0;
    for (double share = 0.1; units < 12; share += 0.2) {
        std::atomic<bool> stop{false};
        auto const done = run(sweep, folder, {}, {1, [&](double so_far) { stop = stop || (so_far >= share && share < 1.0); }, &stop});
        units += done.units;
        EXPECT_EQ(done.left, 12 - units);
        EXPECT_EQ(done.taken, 0u);
        EXPECT_EQ(parts_in(folder).size(), 2 * units);  // a part of one unit and its entry
        stops += stop ? 1 : 0;
    }
    EXPECT_GE(stops, 3u);
    EXPECT_EQ(parts_in(folder), unbroken());
}

TEST_F(SweepRuns, LeaveToOthersWhatTheyHave)
{
    auto const presence = sweep.begin_in(folder);
    OtherProcess other{[&] { return Claim::of(folder, 3); }};
    auto const done = run(sweep, folder);
    EXPECT_EQ(done.units, 11u);
    EXPECT_EQ(done.left, 1u);
    EXPECT_EQ(done.taken, 1u);
    other.end();
    EXPECT_EQ(run(sweep, folder).units, 1u);
    EXPECT_EQ(parts_in(folder), unbroken());
}

TEST_F(SweepRuns, MakeDamagedPartsAgainAndSaySo)
{
    auto const presence = sweep.begin_in(folder);
    run(sweep, folder);
    auto const parts = parts_in(folder);
    auto const path = part_path(folder, sweep.manifest(), 5);
    flip_a_bit(path, 500);
    std::filesystem::remove(entry_path(folder, sweep.manifest(), 7));
    auto const done = run(sweep, folder);
    EXPECT_EQ(done.units, 2u);
    EXPECT_EQ(done.trouble, std::vector{path.string() + ": is damaged: its checksum is not that of its entry"});
    EXPECT_EQ(parts_in(folder), parts);
}

TEST_F(SweepRuns, TellOfAFailedPointWhyAndDoTheRest)
{
    auto grid = small_sweep(scratch, "design = \"grid\"\n[sweep.parameters]\n\"youth_education.start\" = [0, 3]\n\"youth_education.end\" = [2, 6]\n");
    auto const presence = grid.begin_in(folder);
    auto const done = run(grid, folder);
    EXPECT_EQ(done.units, 8u);
    ASSERT_EQ(done.failed.size(), 2u);  // its replicates
    auto const& point = grid.design().points.at(done.failed.front().unit / 2);
    EXPECT_EQ(point, (std::vector<std::string>{"3", "2"}));
    EXPECT_TRUE(done.failed.front().reason.starts_with("design.csv:")) << done.failed.front().reason;
    EXPECT_EQ(run(grid, folder).units, 0u);  // not tried again
}

TEST_F(SweepRuns, VaryWhatIsNoNumber)
{
    auto grid = small_sweep(scratch, "design = \"grid\"\n[sweep.parameters]\n\"youth_education.cost.payer\" = [\"municipality\", \"province\"]\n"
                                     "\"youth_education.calendar\" = [[{ from = 0, strength = 1.0 }], [{ from = 0, strength = 1.0 }, { from = 2, strength = 0.0 }]]\n");
    auto const presence = grid.begin_in(folder);
    auto const done = run(grid, folder);
    EXPECT_EQ(done.units, 8u);
    EXPECT_TRUE(done.failed.empty());
    std::set<std::string> seen;
    for (std::size_t point = 0; point < 4; ++point) {
        auto const study = grid.at(point);
        auto const& delivery = study.arms[1].scenario.interventions[0].delivery;
        seen.insert(delivery.cost.payer + std::to_string(delivery.calendar.size()));
    }
    EXPECT_EQ(seen, (std::set<std::string>{"municipality1", "municipality2", "province1", "province2"}));
}

TEST_F(SweepRuns, EndWithTheFolder)
{
    auto const presence = sweep.begin_in(folder);
    run(sweep, folder, {0, 2, 1, 1});
    std::filesystem::remove_all(folder.parts_path());
    auto const said = refusal(ExitStatus::io_failure, [&] { run(sweep, folder); });
    EXPECT_TRUE(said.starts_with(folder.parts_path().string())) << said;
}

TEST_F(SweepRuns, TakeUpTheirOwnFolderAlone)
{
    { auto const presence = sweep.begin_in(folder); }
    auto other_seed = small_sweep(scratch, six_points, 8);
    EXPECT_NE(refusal(ExitStatus::bad_input, [&] { other_seed.begin_in(folder); }).find("another seed: 7"), std::string::npos);
    auto other_design = small_sweep(scratch, "design = \"sobol\"\npoints = 6\n[sweep.parameters]\n\"norms.descriptive.learning_rate\" = [0.05, 0.3]\n");
    EXPECT_NE(refusal(ExitStatus::bad_input, [&] { other_design.begin_in(folder); }).find("another design"), std::string::npos);
    auto const presence = other_seed.begin_in(folder, Existing::replace);
    EXPECT_EQ(folder.manifest()->seed, 8u);
}

}  // namespace
}  // namespace pijler::test
