// Populations and parameter sets from CSV.
#include "scenario/checksum.hpp"
#include "support.hpp"

#include <algorithm>

namespace pijler::test {
namespace {

using Ties = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

class Import : public ::testing::Test {
protected:
    Scenario read(std::string const& nodes, std::string const& ties, Overrides const& overrides = {})
    {
        folder_.write("n.csv", nodes);
        folder_.write("t.csv", ties);
        auto const path = folder_.write("a.toml", "title = \"x\"\n[population]\nnodes = \"n.csv\"\nties = "
                                                  "\"t.csv\"\n[simulation]\nsubstances = [\"party\", \"cannabis\"]\n");
        return read_scenario(path, vocabulary(), overrides);
    }
    Folder folder_;
};

TEST_F(Import, columns_come_in_any_order_quoted_or_not_with_any_line_ends)
{
    auto const scenario = read("\xef\xbb\xbf\"class\", sex,age,id,track,stage_cannabis\r\n\"1A, "
                               "\"\"\u00e9\"\"\",female,13.5,\"a\",vmbo,never\r\n\r\n,male,14,b,havo,\r\n",
                               "to,from\na,b");
    auto const& youths = scenario.population.imported->youths;
    ASSERT_EQ(youths.size(), 2u);
    EXPECT_EQ(youths[0].id, "a");
    EXPECT_EQ(youths[0].age, 13.5);
    EXPECT_EQ(youths[0].sex, "female");
    EXPECT_EQ(youths[0].track, "vmbo");
    EXPECT_EQ(youths[0].school_class, "1A, \"\u00e9\"");
    EXPECT_EQ(youths[0].stages, (std::vector<std::string>{"", "never"}));  // one for each simulated substance, in their order
    EXPECT_EQ(youths[1].school_class, "");
    EXPECT_EQ(youths[1].stages, (std::vector<std::string>{"", ""}));
    EXPECT_EQ(scenario.population.imported->ties, (Ties{{0, 1}}));
}

TEST_F(Import, directed_ties_become_mutual_and_stand_once)
{
    auto ties = read(read_text(good() / "nodes.csv"), "from,to\nc,b\nb,a\na,b\nb,c\nb,c\n").population.imported->ties;
    std::ranges::sort(ties);
    EXPECT_EQ(ties, (Ties{{0, 1}, {1, 2}}));
}

TEST_F(Import, only_the_first_wave_starts)
{
    auto const scenario = read(read_text(good() / "nodes.csv"), "from,to,wave\na,b,3\nb,c,2\na,c,5\n");
    EXPECT_EQ(scenario.population.imported->ties, (Ties{{1, 2}}));
    EXPECT_EQ(scenario.population.imported->waves, (std::vector{2, 3, 5}));
}

TEST_F(Import, what_acts_on_a_town_is_refused)
{
    folder_.write("n.csv", read_text(good() / "nodes.csv"));
    folder_.write("t.csv", "from,to\na,b\n");
    auto words = vocabulary();
    words.interventions[2].needs = "venues";
    auto const faults_with = [&](std::string const& intervention) {
        auto const path = folder_.write("a.toml", "title = \"x\"\n[population]\nnodes = \"n.csv\"\nties = \"t.csv\"\n[[intervention]]\n" + intervention);
        return faults_of([&] { read_scenario(path, words); });
    };
    EXPECT_EQ(faults_with("type = \"parent_education\"\n"), "");
    EXPECT_NE(faults_with("type = \"leisure_offer\"\n").find("a.toml:5:1: error: 'leisure_offer' acts on venues, which an imported population has not"), std::string::npos)
        << faults_with("type = \"leisure_offer\"\n");
    EXPECT_NE(faults_with("type = \"parent_education\"\ntarget = { neighbourhood = [\"edge\"] }\n").find("acts on neighbourhoods"), std::string::npos);
}

TEST_F(Import, the_order_of_rows_does_not_matter)
{
    std::string const head = "id,age,sex,track,class\n";
    std::vector<std::string> rows{"p2,13,male,vmbo,1A\n", "p10,14,female,havo,1A\n", "p1,13.5,male,havo,1B\n", "q,15,female,vwo,1B\n"};
    std::vector<std::string> ties{"p2,p10\n", "q,p1\n", "p1,p2\n", "p2,p1\n", "p10,q\n"};
    auto const joined = [](std::vector<std::string> const& lines) {
        std::string text;
        for (auto const& line : lines) text += line;
        return text;
    };
    auto const forth = *read(head + joined(rows), "from,to\n" + joined(ties)).population.imported;
    std::ranges::reverse(rows);
    std::ranges::reverse(ties);
    auto const back = *read(head + joined(rows), "from,to\n" + joined(ties)).population.imported;
    std::vector<std::string> ids;
    for (auto const& youth : forth.youths) ids.push_back(youth.id);
    EXPECT_EQ(ids, (std::vector<std::string>{"q", "p1", "p2", "p10"}));
    ASSERT_EQ(back.youths.size(), 4u);
    for (std::size_t n = 0; n < 4; ++n) {
        EXPECT_EQ(back.youths[n].id, forth.youths[n].id);
        EXPECT_EQ(back.youths[n].age, forth.youths[n].age);
    }
    EXPECT_EQ(back.ties, forth.ties);
    EXPECT_EQ(forth.ties.front(), (std::pair{1U, 2U}));  // from both sides
    EXPECT_EQ(forth.ties.size(), 4u);
}

TEST_F(Import, who_is_in_no_class_and_has_no_ties_comes_last)
{
    std::string const nodes = "id,age,sex,track,class\nb,13,male,vmbo,1A\nloner,14,female,havo,\nc,13,male,vmbo,\n";
    for (auto const& more : {std::string{}, std::string{"a,21,male,work,\n"}}) {
        auto const imported = *read(nodes + more, "from,to\nb,c\n").population.imported;
        EXPECT_EQ(imported.youths[0].id, "b");
        EXPECT_EQ(imported.youths[1].id, "c");
        EXPECT_EQ(imported.youths.size(), more.empty() ? 3u : 4u);
        EXPECT_EQ(imported.ties, (Ties{{0, 1}}));
    }
}

TEST_F(Import, a_run_may_not_outlast_its_youths)
{
    std::string const nodes = "id,age,sex,track,class\na,24.4,male,work,\nb,23,male,work,\n";
    auto const run_of = [&](int months) {
        return [&, months] {
            folder_.write("n.csv", nodes);
            folder_.write("t.csv", "from,to\n");
            return read_scenario(folder_.write("a.toml", "title = \"x\"\n[population]\nnodes = \"n.csv\"\nties = \"t.csv\"\n[simulation]\nmonths = " + std::to_string(months) + "\n"), vocabulary());
        };
    };
    EXPECT_EQ(run_of(36)().simulation.months, 36);
    auto const faults = faults_of([&] { run_of(37)(); });
    EXPECT_NE(faults.find("a.toml:3:9: error: the run of 37 months outlasts"), std::string::npos) << faults;
    EXPECT_NE(faults.find("months = 36 or fewer"), std::string::npos) << faults;
    Overrides overrides;
    overrides.months = 40;
    run_of(12)();
    try {
        read_scenario(folder_.path() / "a.toml", vocabulary(), overrides);
        FAIL() << "accepted";
    } catch (StatusError const& error) {
        EXPECT_EQ(error.status(), ExitStatus::usage);
    }
}

TEST_F(Import, nobody_need_have_friends)
{
    EXPECT_EQ(read(read_text(good() / "nodes.csv"), "from,to\n").population.imported->ties, Ties{});
}

TEST_F(Import, checksum_and_rows_are_kept_but_no_text)
{
    auto const nodes = read_text(good() / "nodes.csv");
    auto const scenario = read(nodes, "from,to\na,b\n");
    ASSERT_EQ(scenario.inputs.size(), 3u);
    EXPECT_EQ(scenario.inputs[1].path, (folder_.path() / "n.csv").string());
    EXPECT_EQ(scenario.inputs[1].text, "");
    EXPECT_EQ(scenario.inputs[1].rows, 3u);
    EXPECT_EQ(scenario.inputs[1].checksum, sha256(nodes));
    EXPECT_EQ(scenario.inputs[2].rows, 1u);
}

TEST_F(Import, stages_follow_the_substances_that_the_command_line_simulates)
{
    Overrides overrides;
    overrides.set = {{"simulation.substances", "cannabis"}};
    auto const scenario = read(read_text(good() / "nodes.csv"), "from,to\n", overrides);
    EXPECT_EQ(scenario.population.imported->youths[1].stages, (std::vector<std::string>{"occasional"}));
    EXPECT_EQ(scenario.inputs.size(), 3u);
}

TEST_F(Import, faults_of_both_files_come_together)
{
    auto const faults = faults_of([&] { read("id,age,sex,track,class\na,99,male,vmbo,1A\n", "from,to\na,a\n"); });
    EXPECT_NE(faults.find("n.csv:2:3"), std::string::npos) << faults;
    EXPECT_NE(faults.find("t.csv:2:3"), std::string::npos) << faults;
}

TEST_F(Import, a_fault_takes_one_line_whatever_it_quotes)
{
    std::string const forgotten_quote = "id,age,sex,track,class,\"x\033[31m\n" + std::string(5000, 'y') + "\n";
    auto const faults = faults_of([&] { read(forgotten_quote, "from,to\n"); });
    EXPECT_NE(faults.find("not closed"), std::string::npos) << faults;
    EXPECT_LT(faults.size(), 1500u);
    for (std::size_t at = 0; at < faults.size(); at = faults.find('\n', at) + 1)
        EXPECT_TRUE(faults.substr(at).starts_with('/')) << faults;
    EXPECT_EQ(faults.find('\033'), std::string::npos);
}

TEST_F(Import, of_very_many_faults_fifty_are_told)
{
    std::string nodes = "id,age,sex,track,class\n";
    for (int i = 0; i < 1000; ++i) nodes += std::to_string(i) + ",99,male,vmbo,1A\n";
    try {
        read(nodes, "from,to\n");
        FAIL() << "accepted";
    } catch (InputError const& error) {
        ASSERT_EQ(error.faults().size(), 51u);
        EXPECT_NE(error.faults().back().text().find("n.csv:52:"), std::string::npos) << error.faults().back().text();
        EXPECT_NE(error.faults().back().text().find("and 950 more"), std::string::npos) << error.faults().back().text();
    }
}

TEST(Sha256, agrees_with_the_published_examples)  // FIPS 180-4, and one byte on each side of the padding's edge (sha256sum)
{
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256(std::string(55, 'a')), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    EXPECT_EQ(sha256(std::string(64, 'a')), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    EXPECT_EQ(sha256(std::string(1000000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

}  // namespace
}  // namespace pijler::test
