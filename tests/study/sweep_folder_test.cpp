// A sweep's folder is begun once, tells when it is damaged, and lets no two processes have the same work.
#include "support/sweeps.hpp"

#include "scenario/checksum.hpp"

#include <chrono>

namespace pijler::test {
namespace {

Design const two_points{{"a", "b"}, {{"0.5", "1"}, {"0.25", "2"}}};

class SweepFolders : public testing::Test {
protected:
    SweepManifest manifest_of(std::string const& title) const
    {
        auto titled = plain_manifest(2, 3);
        titled.title = title;
        titled.units_per_slot = 4;
        titled.design_checksum = sha256(csv_of(two_points));
        return titled;
    }
    Folder scratch;
    SweepFolder const folder{scratch / "sweep"};
    SweepManifest const manifest = manifest_of("first");
};

TEST_F(SweepFolders, KeepWhatASweepIs)
{
    EXPECT_FALSE(folder.manifest().has_value());
    auto const presence = folder.begin(manifest, two_points, Existing::keep);
    auto const kept = folder.manifest();
    ASSERT_TRUE(kept.has_value());
    auto const said = [](SweepManifest const& m) {
        return std::tie(m.title, m.version, m.fingerprint, m.history, m.seed, m.points, m.replicates, m.units_per_slot, m.design_checksum, m.arms, m.declarations);
    };
    EXPECT_EQ(said(*kept), said(manifest));
    EXPECT_EQ(folder.design(*kept).parameters, two_points.parameters);
    EXPECT_EQ(folder.design(*kept).points, two_points.points);
    EXPECT_EQ(kept->slots(), 2u);
    EXPECT_EQ(kept->slot(1).end, 6u);  // the last slot is the rest
}

TEST_F(SweepFolders, AreBegunOnceAndDroppedOnlyWhenAsked)
{
    {
        auto const first = folder.begin(manifest, two_points, Existing::keep);
        scratch.write("sweep/parts/000000.h5", "work");
        auto const second = folder.begin(manifest_of("second"), two_points, Existing::keep);
        EXPECT_EQ(folder.manifest()->title, "first");
        EXPECT_TRUE(std::filesystem::exists(scratch / "sweep/parts/000000.h5"));
        EXPECT_NE(refusal(ExitStatus::cannot_create, [&] { folder.begin(manifest, two_points, Existing::replace); }).find("other processes are at work"), std::string::npos);
    }
    scratch.write("sweep/parts/notes.txt", "mine");
    auto const anew = folder.begin(manifest_of("second"), two_points, Existing::replace);
    EXPECT_EQ(folder.manifest()->title, "second");
    EXPECT_FALSE(std::filesystem::exists(scratch / "sweep/parts/000000.h5"));
    EXPECT_EQ(read_text(scratch / "sweep/parts/notes.txt"), "mine");
}

TEST_F(SweepFolders, OfOtherThingsAreLeft)
{
    scratch.write("sweep/thesis.txt", "mine");
    for (auto const existing : {Existing::keep, Existing::replace})
        EXPECT_NE(refusal(ExitStatus::cannot_create, [&] { folder.begin(manifest, two_points, existing); }).find("holds other things"), std::string::npos);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder.path()}, {}), 1);
    SweepFolder const nowhere{scratch / "a/b/c"};
    EXPECT_NE(refusal(ExitStatus::cannot_create, [&] { nowhere.begin(manifest, two_points, Existing::keep); }).find("there is no folder"), std::string::npos);
}

TEST_F(SweepFolders, TellThatTheirManifestOrDesignIsDamaged)
{
    auto const presence = folder.begin(manifest, two_points, Existing::keep);
    auto const whole = read_text(folder.manifest_path());
    auto const is_refused = [&](std::string const& text) {
        std::ofstream{folder.manifest_path(), std::ios::binary} << text;
        return refusal(ExitStatus::bad_input, [&] { folder.manifest(); }).starts_with(folder.manifest_path().string());
    };
    for (std::size_t byte = 0; byte < whole.size(); ++byte) {
        auto flipped = whole;
        flipped[byte] = static_cast<char>(flipped[byte] ^ 1 << byte % 8);
        ASSERT_TRUE(is_refused(flipped)) << "byte " << byte;
        if (byte + 1 == whole.size()) continue;  // its last line's end says nothing
        ASSERT_TRUE(is_refused(whole.substr(0, byte))) << "the first " << byte;
    }
    EXPECT_FALSE(is_refused(whole));
    for (auto const* text : {"{}", "[]", "null", "7", "{\"checksum\": 3}"}) EXPECT_TRUE(is_refused(text)) << text;
    scratch.write("sweep/design.csv", "a,b\n0.5,1\n0.25,3\n");
    EXPECT_TRUE(refusal(ExitStatus::bad_input, [&] { folder.design(manifest); }).starts_with(folder.design_path().string()));
    std::filesystem::remove(folder.design_path());
    EXPECT_TRUE(refusal(ExitStatus::bad_input, [&] { folder.design(manifest); }).starts_with(folder.design_path().string()));
}

TEST_F(SweepFolders, RefuseManifestsNestedWithoutEnd)
{
    auto const presence = folder.begin(manifest, two_points, Existing::keep);
    std::string const open(1'000'000, '['), close(1'000'000, ']');
    for (auto const& text : {open, open + close, "{\"checksum\": \"x\", \"title\": " + open + close + "}"}) {
        std::ofstream{folder.manifest_path(), std::ios::binary} << text;
        EXPECT_FALSE(refusal(ExitStatus::bad_input, [&] { folder.manifest(); }).empty());
    }
}

TEST_F(SweepFolders, LoseLeftoversOfKilledProcessesAndNothingElse)
{
    auto const presence = folder.begin(manifest, two_points, Existing::keep);
    for (auto const* name : {"sweep/parts/.000000.h5.1.tmp", "sweep/parts/000000.h5"})
        std::filesystem::last_write_time(scratch.write(name, "x"), std::filesystem::file_time_type::clock::now() - std::chrono::hours{1});
    scratch.write("sweep/parts/.000004.h5.2.tmp", "in hand");
    folder.remove_leftovers();
    EXPECT_FALSE(std::filesystem::exists(scratch / "sweep/parts/.000000.h5.1.tmp"));
    EXPECT_TRUE(std::filesystem::exists(scratch / "sweep/parts/000000.h5"));
    EXPECT_TRUE(std::filesystem::exists(scratch / "sweep/parts/.000004.h5.2.tmp"));
}

TEST_F(SweepFolders, GiveASlotToOneAtATime)
{
    auto const presence = folder.begin(manifest, two_points, Existing::keep);
    {
        auto const ours = Claim::of(folder, 0);
        ASSERT_TRUE(ours.has_value());
        EXPECT_FALSE(Claim::of(folder, 0).has_value());
        EXPECT_TRUE(Claim::of(folder, 1).has_value());
        EXPECT_TRUE(Claim::is_taken(folder, 0));
        EXPECT_FALSE(Claim::is_taken(folder, 1));
    }
    EXPECT_FALSE(Claim::is_taken(folder, 0));
    EXPECT_TRUE(Claim::of(folder, 0).has_value());
}

TEST_F(SweepFolders, GiveUpASlotWhenItsProcessIsKilled)
{
    auto const presence = folder.begin(manifest, two_points, Existing::keep);
    OtherProcess other{[&] { return Claim::of(folder, 1); }};
    EXPECT_TRUE(Claim::is_taken(folder, 1));
    EXPECT_FALSE(Claim::of(folder, 1).has_value());
    EXPECT_TRUE(Claim::of(folder, 0).has_value());
    other.end();
    EXPECT_FALSE(Claim::is_taken(folder, 1));
    EXPECT_TRUE(Claim::of(folder, 1).has_value());
}

TEST_F(SweepFolders, LetProcessesShareAndOneWaitForThem)
{
    auto const presence = folder.begin(manifest, two_points, Existing::keep);
    {
        auto const one = Claim::shared(folder, 9);
        OtherProcess const other{[&] { return Claim::shared(folder, 9); }};
        EXPECT_FALSE(Claim::of(folder, 9).has_value());
    }
    auto const alone = Claim::wait_for(folder, 9);  // returns, since they have ended
    EXPECT_TRUE(Claim::is_taken(folder, 9));
}

}  // namespace
}  // namespace pijler::test
