// Broken files of every kind: each fault is told with its place, all faults of a file at once, and no other.
// corpus/expected.txt lists them; a file that is not listed, or listed and not there, fails.
#include "support.hpp"

#include <map>
#include <set>
#include <sstream>
#include <vector>

namespace pijler::test {
namespace {

struct Expected {
    std::filesystem::path file;
    std::string place;  // LINE:COLUMN
    std::string words;
};

std::map<std::string, std::vector<Expected>> expectations()
{
    std::map<std::string, std::vector<Expected>> of_file;
    std::istringstream lines{read_text(corpus() / "expected.txt")};
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::istringstream words{line};
        std::string name, place, rest;
        words >> name >> place;
        auto other = name;
        if (place.starts_with('@')) {
            other = place.substr(1);
            words >> place;
        }
        std::getline(words >> std::ws, rest);
        of_file[name].push_back({corpus() / other, place, rest});
    }
    return of_file;
}

// Reads the file as what its name says it is.
void read_as_named(std::filesystem::path const& path)
{
    auto const name = path.filename().string();
    Folder folder;
    auto const importing = [&](std::filesystem::path const& nodes, std::filesystem::path const& ties) {
        return folder.write("import.toml", "title = \"x\"\n[population]\nnodes = \"" + nodes.string() + "\"\nties = \"" +
                                               ties.string() + "\"\n");
    };
    if (name.starts_with("scenario-"))
        read_scenario(path, vocabulary());
    else if (name.starts_with("study-"))
        read_study({path}, vocabulary());
    else if (name.starts_with("municipality-"))
        read_municipality(path);
    else if (name.starts_with("substance-"))
        read_substance(path, vocabulary());
    else if (name.starts_with("nodes-"))
        read_scenario(importing(path, folder.write("ties.csv", "from,to\n")), vocabulary());
    else if (name.starts_with("ties-"))
        read_scenario(importing(good() / "nodes.csv", path), vocabulary());
    else if (name.starts_with("sets-"))
        read_study({folder.write("study.toml", "title = \"x\"\n[study]\nuncertainty = \"" + path.string() +
                                                   "\"\n[[arm]]\nname = \"a\"\nscenario = \"" + (good() / "base.toml").string() +
                                                   "\"\n")},
                   vocabulary());
    else
        FAIL() << "what is " << name << "?";
}

TEST(Corpus, every_broken_file_is_refused_at_each_of_its_faults)
{
    auto expected = expectations();
    std::size_t files = 0;
    for (auto const& entry : std::filesystem::directory_iterator{corpus()}) {
        auto const name = entry.path().filename().string();
        if (entry.is_directory() || name == "expected.txt") continue;
        SCOPED_TRACE(name);
        ++files;
        std::vector<Fault> faults;
        try {
            read_as_named(entry.path());
        } catch (InputError const& error) {
            faults = error.faults();
        }
        auto const wanted = expected[name];
        expected.erase(name);
        EXPECT_FALSE(wanted.empty()) << "not listed in expected.txt";
        EXPECT_EQ(faults.size(), wanted.size()) << faults_of([&] { throw InputError{faults}; });
        for (std::size_t i = 0; i < std::min(faults.size(), wanted.size()); ++i) {
            auto const& fault = faults[i];
            EXPECT_EQ(fault.place.file, wanted[i].file.string());
            EXPECT_EQ(std::to_string(fault.place.line) + ":" + std::to_string(fault.place.column), wanted[i].place)
                << fault.text();
            EXPECT_NE(fault.text().find(wanted[i].words), std::string::npos)
                << fault.text() << "\n  should say: " << wanted[i].words;
        }
    }
    for (auto const& [name, rest] : expected) ADD_FAILURE() << name << " is listed but not there";
    EXPECT_GE(files, 200u);
}

TEST(Corpus, the_good_files_are_accepted)
{
    EXPECT_EQ(faults_of([] { read_scenario(good() / "base.toml", vocabulary()); }), "");
    EXPECT_EQ(faults_of([] { read_scenario(good() / "parents.toml", vocabulary()); }), "");
    EXPECT_EQ(faults_of([] { read_municipality(good() / "town.toml"); }), "");
}

}  // namespace
}  // namespace pijler::test
