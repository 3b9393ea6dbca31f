// How far a sweep is: from what its entries say, and who is at work.
#include "support/sweeps.hpp"

#include "study/sweep/sweep_status.hpp"

namespace pijler::test {
namespace {

class Status : public testing::Test {
protected:
    Folder scratch;
    SweepFolder const folder{scratch / "sweep"};
    SweepManifest const manifest = plain_manifest();  // 5 points of 2 replicates
    Claim const presence = folder.begin(manifest, {}, Existing::keep);
};

TEST_F(Status, OfANewSweepIsThatAllIsLeft)
{
    auto const status = status_of(folder);
    EXPECT_EQ(status.units_done, 0u);
    EXPECT_EQ(status.points_whole, 0u);
    EXPECT_EQ(status.slots_in_hand, 0u);
    EXPECT_EQ(status.units_a_second, 0.0);
    EXPECT_EQ(status.seconds_to_go(), 0.0);
}

TEST_F(Status, CountsUnitsWholePointsAndFailedOnes)
{
    write_plain_part(folder, manifest, {0, 3});
    write_plain_part(folder, manifest, {4, 8}, {{6, "cannot be"}, {7, "cannot be"}});
    auto other = manifest;
    other.fingerprint = "g";
    write_plain_part(folder, other, {8, 10});  // foreign: not done
    scratch.write("sweep/parts/000003.json", "damaged");
    scratch.write("sweep/parts/notes.json", "mine");
    auto const status = status_of(folder);
    EXPECT_EQ(status.units_done, 7u);
    EXPECT_EQ(status.points_whole, 2u);  // 0 and 2; of 1 a half is left
    EXPECT_EQ(status.points_failed, 1u);
    ASSERT_EQ(status.failed.size(), 2u);
    EXPECT_EQ(status.failed[0].unit, 6u);
    EXPECT_EQ(status.failed[0].reason, "cannot be");
}

TEST_F(Status, CountsNoPartThatIsGone)
{
    write_plain_part(folder, manifest, {0, 4});
    write_plain_part(folder, manifest, {4, 8});
    std::filesystem::remove(part_path(folder, manifest, 4));
    EXPECT_EQ(status_of(folder).units_done, 4u);
}

TEST_F(Status, CountsNoPartThatIsCutShort)
{
    write_plain_part(folder, manifest, {0, 2});
    write_plain_part(folder, manifest, {2, 4});
    auto const path = part_path(folder, manifest, 2);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 1);
    EXPECT_EQ(status_of(folder).units_done, 2u);
}

TEST_F(Status, CountsPiecesOfWorkThatLiveProcessesHave)
{
    write_plain_part(folder, manifest, {0, 1});
    OtherProcess one{[&] { return Claim::of(folder, 4); }}, other{[&] { return Claim::of(folder, 6); }};
    auto const of_done = Claim::of(folder, 0);
    EXPECT_EQ(status_of(folder).slots_in_hand, 2u);
    one.end();
    EXPECT_EQ(status_of(folder).slots_in_hand, 1u);
}

TEST_F(Status, TellsTheRateOfTheLastHourOfWork)
{
    write_plain_part(folder, manifest, {0, 1}, {}, 1000, 10);  // long before
    write_plain_part(folder, manifest, {1, 3}, {}, 10'000, 50);
    write_plain_part(folder, manifest, {3, 5}, {}, 10'050, 60);
    auto const status = status_of(folder);
    EXPECT_DOUBLE_EQ(status.units_a_second, 4.0 / 100.0);  // from 9950 to 10,050
    EXPECT_DOUBLE_EQ(status.seconds_to_go(), 5.0 / 0.04);
}

TEST_F(Status, IsOfSweepsAlone)
{
    SweepFolder const none{scratch / "nowhere"};
    EXPECT_NE(refusal(ExitStatus::no_input, [&] { status_of(none); }).find("holds no sweep"), std::string::npos);
}

}  // namespace
}  // namespace pijler::test
