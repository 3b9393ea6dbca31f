// Real friendships as a world: klas12b, where ../shared has it (it is read there, never copied).
#include "scenario/import.hpp"
#include "support/folder.hpp"
#include "support/worlds.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace pijler::test {
namespace {

std::filesystem::path klas12b(std::string const& name)
{
    return std::filesystem::path{PIJLER_SOURCE_DIR} / "../shared/data/networks/klas12b" / ("klas12b-" + name + ".dat");
}

std::vector<std::vector<int>> read_numbers(std::filesystem::path const& path)
{
    std::vector<std::vector<int>> rows;
    std::ifstream in{path};
    for (std::string line; std::getline(in, line);) {
        std::istringstream numbers{line};
        std::vector<int> row;
        for (int number; numbers >> number;) row.push_back(number);
        if (!row.empty()) rows.push_back(std::move(row));
    }
    return rows;
}

Vocabulary vocabulary()
{
    Vocabulary words;
    words.substances = {"cannabis"};
    words.tracks = {"vmbo", "havo", "vwo", "mbo", "hbo", "wo", "work"};
    return words;
}

TEST(ImportPopulation, TakesARealClassAndLetsItLiveAYear)
{
    if (!std::filesystem::exists(klas12b("net-1"))) GTEST_SKIP() << "no ../shared/data/networks/klas12b";
    auto const wave_1 = read_numbers(klas12b("net-1")), wave_2 = read_numbers(klas12b("net-2")), people = read_numbers(klas12b("demographics"));
    ASSERT_EQ(wave_1.size(), 26U);
    ASSERT_EQ(people.size(), 26U);
    std::string nodes = "id,age,sex,track,class\n", ties = "from,to,wave\n";
    std::vector<std::vector<char>> mutual(26, std::vector<char>(26));
    int girls = 0;
    std::size_t edges = 0;
    for (std::size_t i = 0; i < 26; ++i) {
        nodes += "p" + std::to_string(i) + "," + std::to_string(people[i][1]) + (people[i][0] == 1 ? ",female" : ",male") + ",havo,1b\n";
        girls += people[i][0] == 1;
        for (std::size_t j = 0; j < 26; ++j) {
            if (i == j) continue;  // wave 2 has a slip on its diagonal
            auto const line = "p" + std::to_string(i) + ",p" + std::to_string(j) + ",";
            if (wave_1[i][j] == 1) ties += line + "1\n";
            if (wave_2[i][j] == 1) ties += line + "2\n";
            if (wave_1[i][j] != 1 && wave_1[j][i] != 1) continue;
            mutual[i][j] = 1;
            edges += i < j;
        }
    }
    Folder const folder;
    folder.write("nodes.csv", nodes);
    folder.write("ties.csv", ties);
    folder.write("class.toml", "title = \"1b\"\n[population]\nnodes = \"nodes.csv\"\nties = \"ties.csv\"\n");
    auto const scenario = read_scenario(folder.path() / "class.toml", vocabulary());
    ASSERT_TRUE(scenario.population.imported);
    EXPECT_EQ(scenario.population.imported->ties.size(), edges);

    RandomKey const key{1, 0};
    pijler::Run run{import_population(*scenario.population.imported, {}, key)};
    auto const& y = run.world.youths;
    ASSERT_EQ(y.count(), 26U);
    expect_consistent(run.world);
    EXPECT_EQ(std::ranges::count(y.sex, Sex::female), girls);
    EXPECT_EQ(run.world.classes.members.of(ClassId{1}).size(), 26U);
    for (std::uint32_t i = 0; i < 26; ++i)
        for (std::uint32_t j = 0; j < 26; ++j) EXPECT_EQ(tied(y, YouthId{i}, YouthId{j}), mutual[i][j] != 0) << i << " " << j;

    run_months(run, {}, {}, key, 0, 12);
    expect_consistent(run.world);
    EXPECT_EQ(std::ranges::count(y.present, std::uint8_t{1}), 26);
    std::size_t kept = 0;
    for (std::uint32_t i = 0; i < 26; ++i)
        for (std::uint32_t j = i + 1; j < 26; ++j) kept += mutual[i][j] && tied(y, YouthId{i}, YouthId{j});
    EXPECT_GT(kept, edges / 4);
}

ImportedPopulation three()
{
    ImportedPopulation imported;
    imported.youths = {{"a", 13.2, "female", "vmbo", "1b", {"never"}}, {"b", 25.9, "male", "work", "", {"problematic"}}, {"c", 16.0, "male", "havo", "1a", {"former"}}};
    imported.ties = {{0, 2}};
    return imported;
}

TEST(ImportPopulation, TakesAttributesAsTheyAre)
{
    auto const world = import_population(three(), {}, RandomKey{1, 0});
    auto const& y = world.youths;
    expect_consistent(world);
    // Ages are of September: completed years in March are half a year more.
    EXPECT_EQ(y.school_age[YouthId{0}], 13);
    EXPECT_NEAR(age_in_months(y, YouthId{0}, 0), 13.2 * 12.0, 1.0);
    EXPECT_EQ(y.school_age[YouthId{1}], 26);
    EXPECT_EQ(y.school_age[YouthId{2}], 16);
    EXPECT_EQ(age_in_months(y, YouthId{2}, 0), 16 * 12);
    EXPECT_EQ(y.track[YouthId{0}], Track::vmbo);
    EXPECT_EQ(y.class_group[YouthId{1}], ClassId{0});
    EXPECT_EQ(y.class_group[YouthId{2}], ClassId{1});  // by label
    EXPECT_EQ(y.class_group[YouthId{0}], ClassId{2});
    EXPECT_EQ(y.stage[YouthId{0}], Stage::never);
    EXPECT_EQ(y.stage[YouthId{1}], Stage::problematic);
    EXPECT_EQ(y.frequency[YouthId{1}], 1.0F);
    EXPECT_EQ(y.stage[YouthId{2}], Stage::former);
    EXPECT_TRUE(tied(y, YouthId{0}, YouthId{2}));
}

// A youth whom twenty name keeps twelve: those named back first.
TEST(ImportPopulation, KeepsAsManyTiesAsAYouthCanHave)
{
    Folder const folder;
    std::string nodes = "id,age,sex,track,class\n", ties = "from,to\n";
    for (int n = 0; n <= 20; ++n) nodes += "p" + std::to_string(n) + ",14,male,havo,1b\n";
    for (int n = 1; n <= 20; ++n) ties += "p" + std::to_string(n) + ",p0\n";
    for (int n = 16; n <= 20; ++n) ties += "p0,p" + std::to_string(n) + "\n";
    folder.write("nodes.csv", nodes);
    folder.write("ties.csv", ties);
    folder.write("class.toml", "title = \"1b\"\n[population]\nnodes = \"nodes.csv\"\nties = \"ties.csv\"\n");
    auto const imported = *read_scenario(folder.path() / "class.toml", vocabulary()).population.imported;
    EXPECT_EQ(imported.ties.size(), 20U);
    EXPECT_EQ(ties_within_capacity(imported).size(), tie_capacity);
    auto const world = import_population(imported, {}, RandomKey{1, 0});
    expect_consistent(world);
    EXPECT_EQ(world.youths.degree[YouthId{0}], tie_capacity);
    for (std::uint32_t n = 16; n <= 20; ++n) EXPECT_TRUE(tied(world.youths, YouthId{0}, YouthId{n})) << n;
    auto const first_seven = [&] {
        int kept = 0;
        for (std::uint32_t n = 1; n <= 7; ++n) kept += tied(world.youths, YouthId{0}, YouthId{n});
        return kept;
    }();
    EXPECT_LT(first_seven, 7);  // not by the order of ids
}

TEST(ImportPopulation, IsThereUntilTheLastMonthOfItsStay)
{
    for (double const age : {13.2, 25.2, 25.9}) {
        ImportedPopulation imported;
        imported.youths = {{"a", age, "female", "work", "", {"never"}}};
        auto const stay = months_of_stay(imported);
        RandomKey const key{1, 0};
        pijler::Run run{import_population(imported, {}, key)};
        run_months(run, {}, {}, key, 0, stay);
        EXPECT_TRUE(run.world.youths.present[YouthId{0}]) << age;
        run_months(run, {}, {}, key, stay, stay + 1);
        EXPECT_FALSE(run.world.youths.present[YouthId{0}]) << age;
    }
}

TEST(ImportPopulation, IsAClosedCohortThatGrowsUpAndLeaves)
{
    RandomKey const key{1, 0};
    pijler::Run run{import_population(three(), {}, key)};
    run_months(run, {}, {}, key, 0, 13);
    EXPECT_FALSE(run.world.youths.present[YouthId{1}]);
    EXPECT_TRUE(run.world.youths.present[YouthId{0}]);
    EXPECT_EQ(run.world.youths.school_age[YouthId{0}], 14);
    EXPECT_NE(run.world.youths.track[YouthId{2}], Track::havo);  // 17 by now
    run_months(run, {}, {}, key, 13, 14 * 12);
    EXPECT_EQ(std::ranges::count(run.world.youths.present, std::uint8_t{1}), 0);
    expect_consistent(run.world);
}

}  // namespace
}  // namespace pijler::test
