// Parts vouch for what they hold: whole, damaged and foreign ones are told apart, and what no whole one holds is left to do.
#include "support/sweeps.hpp"

#include "study/sweep/sealed_json.hpp"

namespace pijler::test {
namespace {

class Parts : public testing::Test {
protected:
    PartState state(std::size_t first_unit) const { return look_at_part(folder, manifest, first_unit).state; }
    std::string trouble(std::size_t first_unit) const { return look_at_part(folder, manifest, first_unit).trouble; }
    // "0-2 4-7": what is left of all units.
    std::string left(std::vector<std::string>& trouble) const
    {
        std::string text;
        for (auto const& [begin, end] : units_left(folder, manifest, {0, manifest.units()}, trouble))
            text += (text.empty() ? "" : " ") + std::to_string(begin) + "-" + std::to_string(end);
        return text;
    }
    std::filesystem::path file(std::size_t first_unit) const { return part_path(folder, manifest, first_unit); }
    std::filesystem::path entry(std::size_t first_unit) const { return entry_path(folder, manifest, first_unit); }

    Folder scratch;
    SweepFolder const folder{scratch / "sweep"};
    SweepManifest const manifest = plain_manifest();
    Claim const presence = folder.begin(manifest, {}, Existing::keep);
};

TEST_F(Parts, AreFoundAgainWithAllThatTheirEntriesSay)
{
    write_plain_part(folder, manifest, {2, 5}, {{3, "cannot be"}}, 1234, 5.5);
    auto const part = look_at_part(folder, manifest, 2);
    ASSERT_EQ(part.state, PartState::sound) << part.trouble;
    EXPECT_EQ(part.entry.units.begin, 2u);
    EXPECT_EQ(part.entry.units.end, 5u);
    EXPECT_EQ(part.entry.fingerprint, manifest.fingerprint);
    EXPECT_EQ(part.entry.version, manifest.version);
    EXPECT_EQ(part.entry.seed, manifest.seed);
    EXPECT_EQ(part.entry.ended, 1234);
    EXPECT_EQ(part.entry.seconds, 5.5);
    ASSERT_EQ(part.entry.failed.size(), 1u);
    EXPECT_EQ(part.entry.failed[0].unit, 3u);
    EXPECT_EQ(part.entry.failed[0].reason, "cannot be");
    EXPECT_EQ(read_result(file(2)).attributes.size(), 1u);
    EXPECT_EQ(file(2).filename(), "000002.h5");
    EXPECT_EQ(part_path(folder, plain_manifest(10'000'000, 1), 3).filename(), "00000003.h5");  // so that names sort as units do
}

TEST_F(Parts, WithoutTheirEntriesWereNeverMade)
{
    EXPECT_EQ(state(0), PartState::absent);
    write_plain_part(folder, manifest, {0, 2});
    EXPECT_EQ(state(1), PartState::absent);  // it is in hand of the part that begins before
    std::filesystem::remove(entry(0));
    EXPECT_EQ(state(0), PartState::absent);
}

TEST_F(Parts, TellEveryFlippedBitAndMissingByte)
{
    write_plain_part(folder, manifest, {0, 2});
    for (auto const& path : {file(0), entry(0)}) {
        auto const whole = read_text(path);
        auto const step = path == file(0) ? 211u : 1u;
        for (std::size_t byte = 0; byte < whole.size(); byte += step) {
            flip_a_bit(path, byte);
            ASSERT_EQ(state(0), PartState::damaged) << path << " byte " << byte;
            auto const all_but_the_end_of_its_last_line = byte + 1 == whole.size();
            std::ofstream{path, std::ios::binary} << whole.substr(0, byte);
            ASSERT_EQ(state(0), all_but_the_end_of_its_last_line ? PartState::sound : PartState::damaged) << path << " of " << byte << " bytes";
            std::ofstream{path, std::ios::binary} << whole;
        }
        ASSERT_EQ(state(0), PartState::sound);
    }
    EXPECT_TRUE(std::filesystem::remove(file(0)));
    EXPECT_EQ(trouble(0), file(0).string() + ": is entered, but cannot be read: no such file");
}

TEST_F(Parts, FoldersInTheirPlaceAreToBeRemovedByHand)
{
    for (auto const& path : {file(0), entry(0)}) {
        write_plain_part(folder, manifest, {0, 2});
        EXPECT_TRUE(std::filesystem::remove(path));
        EXPECT_TRUE(std::filesystem::create_directory(path));
        EXPECT_EQ(trouble(0), path.string() + ": is a folder where a file belongs; remove it first");
        EXPECT_TRUE(std::filesystem::remove(path));
    }
}

TEST_F(Parts, OfOtherSweepsAreForeignHoweverWholeTheyAre)
{
    auto seed = manifest, version = manifest, fingerprint = manifest;
    seed.seed = 8;
    version.version = "2";
    fingerprint.fingerprint = "g";
    for (auto const& [other, why] : {std::pair{seed, "is of a sweep with another seed, 8"},
                                     {version, "was made by another version, 2"},
                                     {fingerprint, "is of another sweep: its study, scenarios, settings or design differ"}}) {
        write_plain_part(folder, other, {0, 2});
        EXPECT_EQ(state(0), PartState::foreign);
        EXPECT_EQ(trouble(0), file(0).string() + ": " + why);
        EXPECT_EQ(look_at_part(folder, other, 0).state, PartState::sound);
    }
}

TEST_F(Parts, ThatPromiseWhatCannotBeAreDamaged)
{
    write_plain_part(folder, manifest, {4, 6}, {{5, "x"}});
    auto const whole = sealed_json_in(read_text(entry(4)));
    auto const becomes = [&](auto const& change) {
        auto json = whole;
        change(json);
        publish_json(entry(4), json);  // rightly sealed
        return state(4);
    };
    using Json = nlohmann::ordered_json;
    EXPECT_EQ(becomes([](Json&) {}), PartState::sound);
    EXPECT_EQ(becomes([](Json& json) { json["units"] = {3, 6}; }), PartState::damaged);   // not where its name says
    EXPECT_EQ(becomes([](Json& json) { json["units"] = {4, 4}; }), PartState::damaged);   // nothing
    EXPECT_EQ(becomes([](Json& json) { json["units"] = {4, 11}; }), PartState::damaged);  // more than there is
    EXPECT_EQ(becomes([](Json& json) { json["units"] = "all"; }), PartState::damaged);
    EXPECT_EQ(becomes([](Json& json) { json["failed"][0]["unit"] = 7; }), PartState::damaged);
    EXPECT_EQ(becomes([](Json& json) { json.erase("seed"); }), PartState::damaged);
}

TEST_F(Parts, LeaveWhatNoWholeOneHolds)
{
    std::vector<std::string> told;
    EXPECT_EQ(left(told), "0-10");
    write_plain_part(folder, manifest, {2, 4});
    write_plain_part(folder, manifest, {7, 8});
    EXPECT_EQ(left(told), "0-2 4-7 8-10");
    write_plain_part(folder, manifest, {4, 7});
    EXPECT_EQ(left(told), "0-2 8-10");
    EXPECT_TRUE(told.empty());
    flip_a_bit(file(4), 100);
    EXPECT_EQ(left(told), "0-2 4-7 8-10");
    EXPECT_EQ(told, std::vector{file(4).string() + ": is damaged: its checksum is not that of its entry"});
}

}  // namespace
}  // namespace pijler::test
