// Factorial studies: the arms that factors make, and scenarios that extend several.
#include "support.hpp"

namespace pijler::test {
namespace {

std::string factor(std::string const& name, std::string const& file)
{
    return "[[factor]]\nname = \"" + name + "\"\nscenario = \"" + (good() / file).string() + "\"\n";
}

std::string reference() { return "title = \"x\"\n[study]\nreference = \"" + (good() / "base.toml").string() + "\"\n"; }

Study read(std::filesystem::path const& path, Overrides const& overrides = {}) { return read_study({path}, vocabulary(), overrides); }

std::vector<std::string> interventions(Scenario const& scenario)
{
    std::vector<std::string> names;
    for (auto const& spec : scenario.interventions) names.push_back(spec.name);
    return names;
}

using Words = std::vector<std::string>;

TEST(ReadFactors, every_set_of_factors_is_an_arm_and_none_is_the_reference)
{
    Folder folder;
    auto const study = read(folder.write("s.toml", reference() + factor("parents", "parents.toml") + factor("leisure", "leisure.toml") + factor("faster", "faster.toml")));
    Words names;
    for (auto const& arm : study.arms) names.push_back(arm.name);
    EXPECT_EQ(names, (Words{"base", "parents", "leisure", "parents+leisure", "faster", "parents+faster", "leisure+faster", "parents+leisure+faster"}));
    EXPECT_EQ(study.factors, (Words{"parents", "leisure", "faster"}));
    for (std::size_t n = 0; n < study.arms.size(); ++n) {
        auto const& scenario = study.arms[n].scenario;
        Words wanted;
        if (n & 1U) wanted.push_back("evenings");
        if (n & 2U) wanted.push_back("leisure_offer");
        EXPECT_EQ(interventions(scenario), wanted) << names[n];
        EXPECT_EQ(scenario.parameters.at("norms.descriptive.learning_rate"), n & 4U ? 0.4 : 0.2) << names[n];
        EXPECT_EQ(scenario.simulation.months, 120);
    }
}

TEST(ReadFactors, options_reach_arms_by_their_names)
{
    Folder folder;
    auto const path = folder.write("s.toml", reference() + factor("parents", "parents.toml") + factor("leisure", "leisure.toml"));
    Overrides overrides;
    overrides.set = {{"arm.parents+leisure.evenings.coverage", "0.1"}};
    auto const study = read(path, overrides);
    EXPECT_EQ(study.arms[3].scenario.interventions[0].delivery.coverage, 0.1);
    EXPECT_EQ(study.arms[1].scenario.interventions[0].delivery.coverage, 0.4);
}

TEST(ReadFactors, support_of_another_factor_waits_until_both_are_there)
{
    Folder folder;
    auto const evenings = folder.write("evenings.toml", extending_base() + "[[intervention]]\ntype = \"parent_education\"\nsupports = \"leisure_offer\"\n");
    EXPECT_EQ(read_scenario(evenings, vocabulary()).interventions[0].supports, "leisure_offer");
    auto const study = read(folder.write("s.toml", reference() + "[[factor]]\nname = \"parents\"\nscenario = \"evenings.toml\"\n" + factor("leisure", "leisure.toml")));
    EXPECT_EQ(study.arms[1].scenario.interventions[0].supports, "leisure_offer");
    EXPECT_EQ(interventions(study.arms[3].scenario), (Words{"parent_education", "leisure_offer"}));
}

TEST(ReadFactors, a_missing_reference_hides_no_missing_factor)
{
    Folder folder;
    auto const path = folder.write("s.toml", "title = \"x\"\n" + factor("parents", "parents.toml") + "[[factor]]\nname = \"b\"\nscenario = \"nowhere.toml\"\n");
    auto const found = faults_of([&] { read(path); });
    EXPECT_NE(found.find("'study.reference' is missing"), std::string::npos) << found;
    EXPECT_NE(found.find("s.toml:7:12: "), std::string::npos) << found;
}

TEST(ReadScenario, a_scenario_extends_several_and_lays_what_they_share_once)
{
    Folder folder;
    auto const list = [](std::string const& a, std::string const& b) { return "title = \"x\"\nextends = [\"" + (good() / a).string() + "\", \"" + (good() / b).string() + "\"]\n"; };
    auto const both = read_scenario(folder.write("both.toml", list("parents.toml", "leisure.toml")), vocabulary());
    EXPECT_EQ(interventions(both), (Words{"evenings", "leisure_offer"}));
    EXPECT_EQ(both.title, "x");
    ASSERT_EQ(both.inputs.size(), 5u);  // itself, two, the base of both, the town
    // What the second leaves as it is, is not set back to the base's.
    auto const faster = read_scenario(folder.write("faster.toml", list("faster.toml", "leisure.toml")), vocabulary());
    EXPECT_EQ(faster.parameters.at("norms.descriptive.learning_rate"), 0.4);
}

}  // namespace
}  // namespace pijler::test
