// Settled towns kept on disk: a run that takes one up goes on as if it had lived it.
#include "study/run_in_cache.hpp"
#include "support/studies.hpp"
#include "support/worlds.hpp"

#include <unistd.h>

#include <fstream>
#include <iterator>

namespace pijler::test {
namespace {

class RunIns : public testing::Test {
protected:
    RunIns() { std::filesystem::remove_all(folder); }
    ~RunIns() override { std::filesystem::remove_all(folder); }

    Study study = small_study({arm("baseline"), arm("lessons", {lessons()})});  // two replicates
    std::filesystem::path folder = std::filesystem::path{testing::TempDir()} / ("run_ins_" + std::to_string(getpid()));

    Town live(RunInCache& kept, std::uint32_t replicate = 0) const
    {
        return run_in(study, replicate, {1}, [] { return true; }, &kept);
    }
    std::vector<std::filesystem::path> files() const
    {
        std::vector<std::filesystem::path> all;
        for (auto const& entry : std::filesystem::directory_iterator{folder}) all.push_back(entry.path());
        return all;
    }
};

TEST_F(RunIns, AreTheSameTownAsWasKept)
{
    RunInCache kept{folder};
    auto const lived = live(kept);
    auto const found = kept.find(run_in_of(study, 0));
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), lived.size());
    for (std::size_t layer = 0; layer < lived.size(); ++layer) {
        expect_consistent((*found)[layer].world);
        EXPECT_EQ(differences((*found)[layer].world, lived[layer].world), std::vector<std::string>{});
    }
}

TEST_F(RunIns, GiveTheResultsOfARunWithoutThem)
{
    RunSettings settings;
    RunInCache cache{folder};
    settings.run_ins = &cache;
    auto const vocabulary = make_vocabulary();
    auto const without = run_study(study, vocabulary, "", RunSettings{});
    auto const keeping = run_study(study, vocabulary, "", settings);
    EXPECT_EQ(files().size(), 2U);  // one a replicate
    auto const taking_up = run_study(study, vocabulary, "", settings);
    EXPECT_EQ(differences(keeping.file, without.file), std::vector<std::string>{});
    EXPECT_EQ(differences(taking_up.file, without.file), std::vector<std::string>{});
}

TEST_F(RunIns, AreOthersForAnythingThatTheyFollowFrom)
{
    auto const plain = run_in_of(study, 0);
    EXPECT_NE(run_in_of(study, 1), plain);
    auto const with = [&](auto const& change) {
        auto other = study;
        change(other.arms[0].scenario);
        return run_in_of(other, 0);
    };
    EXPECT_NE(with([](Scenario& s) { ++s.simulation.seed; }), plain);
    EXPECT_NE(with([](Scenario& s) { ++s.simulation.run_in_months; }), plain);
    EXPECT_NE(with([](Scenario& s) { s.population.youths = 1234; }), plain);
    EXPECT_NE(with([](Scenario& s) { s.population.municipality->club_share_18_24 += 1e-9; }), plain);
    EXPECT_NE(with([](Scenario& s) { s.population.municipality->public_smoking_ban ^= true; }), plain);
    EXPECT_NE(with([](Scenario& s) { s.parameters["norms.bias"] = 2.0; }), plain);
    EXPECT_NE(with([](Scenario& s) { s.substances.push_back({"alcohol", "", {}}); }), plain);
    EXPECT_EQ(with([](Scenario& s) { s.simulation.months = 7; }), plain);  // comes after
    EXPECT_EQ(with([](Scenario& s) { s.interventions.push_back(lessons()); }), plain);
}

TEST_F(RunIns, AreLivedAgainWhereTheFileIsDamaged)
{
    RunInCache kept{folder};
    live(kept);
    ASSERT_EQ(files().size(), 1U);
    auto const file = files().front();
    auto const kept_bytes = [&] {
        std::ifstream in{file, std::ios::binary};
        return std::string{std::istreambuf_iterator<char>{in}, {}};
    }();
    auto const put = [&](std::string const& bytes) { std::ofstream{file, std::ios::binary | std::ios::trunc} << bytes; };
    for (std::size_t const place : {std::size_t{0}, std::size_t{20}, kept_bytes.size() / 2, kept_bytes.size() - 2}) {
        auto flipped = kept_bytes;
        flipped[place] = static_cast<char>(flipped[place] ^ 4);
        put(flipped);
        EXPECT_FALSE(kept.find(run_in_of(study, 0))) << place;
    }
    put(kept_bytes.substr(0, kept_bytes.size() / 3));
    EXPECT_FALSE(kept.find(run_in_of(study, 0)));
    live(kept);
    EXPECT_TRUE(kept.find(run_in_of(study, 0)));
}

}  // namespace
}  // namespace pijler::test
