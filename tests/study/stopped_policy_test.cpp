// An arm that stops what the municipality has in force.
#include "support/studies.hpp"

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace pijler::test {
namespace {

class StoppedPolicy : public testing::Test {
protected:
    StoppedPolicy() { std::filesystem::create_directories(folder_); }
    ~StoppedPolicy() override { std::filesystem::remove_all(folder_); }
    std::filesystem::path write(std::string const& name, std::string const& text) const
    {
        std::ofstream{folder_ / name} << text;
        return folder_ / name;
    }
    // A study of the town against the same with what `lever` says.
    std::filesystem::path study_with(std::string const& lever, std::string const& town = "middelstad.toml") const
    {
        write("town.toml", "title = \"x\"\n[simulation]\nmonths = 24\nrun_in_months = 12\nreplicates = 2\n[population]\nmunicipality = \"" + path_of(town) + "\"\nyouths = 2000\n");
        return write("study.toml", "title = \"x\"\n[[arm]]\nname = \"baseline\"\nscenario = \"town.toml\"\n[[arm]]\nname = \"without\"\nscenario = \"town.toml\"\n[[arm.intervention]]\n" + lever);
    }
    std::string fault_of(std::string const& lever, std::string const& town = "middelstad.toml") const
    {
        try {
            read_study({study_with(lever, town)}, make_vocabulary());
        } catch (InputError const& error) {
            return error.what();
        }
        return "";
    }
    static std::string municipalities() { return std::string{PIJLER_SOURCE_DIR} + "/scenarios/municipalities/"; }

private:
    std::string path_of(std::string const& town) const { return std::filesystem::exists(folder_ / town) ? (folder_ / town).string() : municipalities() + town; }

    std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("pijler-stopped-" + std::to_string(getpid()));
};

// Of a month, summed over replicates.
double in_month(ResultFile const& file, std::string const& name, std::size_t arm, std::size_t month)
{
    auto const& values = std::get<std::vector<double>>(variable(file, name).values);
    auto const months = size_of(file, "month"), replicates = size_of(file, "replicate");
    auto const each = values.size() / (size_of(file, "arm") * replicates * months);
    double sum = 0.0;
    for (std::size_t r = 0; r < replicates; ++r) sum += values[((arm * replicates + r) * months + month) * each];
    return sum;
}

TEST_F(StoppedPolicy, LeavesOneWorldUntilItStopsAndBringsBackSightAndNuisance)
{
    auto const file = run(read_study({study_with("type = \"public_smoking_ban\"\nstop = true\nstart = 6\nend = 12\n")}, make_vocabulary()), 2).file;
    auto const rise = [&](std::string const& name, std::size_t month) { return in_month(file, name, 1, month) / in_month(file, name, 0, month); };
    // What a ban in force does, by default, comes back; in its first month youths show what they show in the baseline.
    for (auto const* name : {"visible_use", "nuisance"}) {
        for (std::size_t month = 0; month < 6; ++month) EXPECT_EQ(rise(name, month), 1.0) << name;
        EXPECT_NEAR(rise(name, 6), 1.0 / (1.0 - 0.3 * 0.7), 1e-5) << name;
        EXPECT_GT(rise(name, 11), 1.1) << name;
        EXPECT_NEAR(rise(name, 12), 1.0, 0.1) << name;
    }
    EXPECT_EQ(total(file, "enforcement_contacts", 1), 0.0);
    for (auto const* spent : {"cost", "hours", "contacts"}) EXPECT_EQ(total(file, spent, 1), 0.0) << spent;
}

TEST_F(StoppedPolicy, BringsHomeGrowingBack)
{
    auto const file = run(read_study({study_with("type = \"hemp_covenant\"\nstop = true\n")}, make_vocabulary()), 2).file;
    EXPECT_GT(in_month(file, "nuisance", 1, 0), in_month(file, "nuisance", 0, 0) / (1.0 - 0.2 * 0.7));
    EXPECT_EQ(in_month(file, "visible_use", 1, 0), in_month(file, "visible_use", 0, 0));
}

TEST_F(StoppedPolicy, IsWholeUnlessStatedOtherwise)
{
    auto const delivery = read_study({study_with("type = \"hemp_covenant\"\nstop = true\ncoverage = 0.5\n")}, make_vocabulary()).arms[1].scenario.interventions[0].delivery;
    EXPECT_TRUE(delivery.stops);
    EXPECT_EQ(delivery.coverage, 0.5);
    EXPECT_EQ(delivery.fidelity, 1.0);
    EXPECT_EQ(delivery.cost.fixed.high, 0.0);
    EXPECT_FALSE(read_study({study_with("type = \"hemp_covenant\"\nstop = false\n")}, make_vocabulary()).arms[1].scenario.interventions[0].delivery.stops);
}

TEST_F(StoppedPolicy, IsInForceInTheTown)
{
    EXPECT_NE(fault_of("type = \"area_ban\"\nstop = true\n").find("study.toml:10:8: error: no town has 'area_ban' in force in the reference"), std::string::npos);
    EXPECT_NE(fault_of("type = \"hemp_covenant\"\nstop = 1\n").find("study.toml:10:8: error"), std::string::npos);
    EXPECT_NE(fault_of("type = \"hemp_covenant\"\nstop = true\nsupports = \"parent_education\"\n").find("study.toml:11:12: error: what stops delivers nothing"), std::string::npos);
    EXPECT_NE(fault_of("type = \"hemp_covenant\"\nstop = true\ncost = { fixed = 5.0 }\n").find("study.toml:11:8: error: what stops delivers nothing"), std::string::npos);
    std::ifstream in{municipalities() + "middelstad.toml"};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    auto const at = text.find("value = true", text.find("public_smoking_ban"));
    write("free.toml", text.replace(at, 12, "value = false"));
    EXPECT_NE(fault_of("type = \"public_smoking_ban\"\nstop = true\n", "free.toml").find("study.toml:10:8: error: 'public_smoking_ban' stops what"), std::string::npos);
    EXPECT_EQ(fault_of("type = \"hemp_covenant\"\nstop = true\n", "free.toml"), "");
}

}  // namespace
}  // namespace pijler::test
