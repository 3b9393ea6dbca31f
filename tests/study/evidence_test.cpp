// What arms add whose effect on use was never evaluated; and support that nobody gets.
#include "study/evidence.hpp"
#include "study/notices.hpp"
#include "support/studies.hpp"

namespace pijler::test {
namespace {

std::vector<std::string> words(ResultFile const& file, std::string const& name) { return std::get<std::vector<std::string>>(variable(file, name).values); }

TEST(Evidence, TellsWhatWasNotEvaluated)
{
    auto const ban = deliver("gathering_ban");          // X
    auto const noticing = deliver("signalling_training");  // D
    auto study = small_study({arm("baseline"), arm("skills", {lessons("skills")}), arm("ban", {ban}), arm("rules", {ban, noticing}), arm("both", {lessons("skills"), ban})});
    for (auto& each : study.arms) each.scenario.simulation.months = 3;
    auto const file = run(study).file;
    EXPECT_EQ(words(file, "arm_evidence"), (std::vector<std::string>{"evaluated", "evaluated", "not_evaluated", "not_evaluated", "in_part"}));
    EXPECT_EQ(words(file, "arm_not_evaluated"), (std::vector<std::string>{"", "", "gathering_ban", "gathering_ban, signalling_training", "gathering_ban"}));
}

TEST(Evidence, WhatTheReferenceHasTooIsNotAdded)
{
    auto const ban = deliver("gathering_ban");
    EXPECT_EQ(not_evaluated({ban, lessons("skills")}, {ban}), std::vector<std::string>{});
    EXPECT_EQ(not_evaluated({ban, lessons("skills")}, {}), std::vector<std::string>{"gathering_ban"});
}

TEST(Notices, TellOfSupportThatNoArmCanUse)
{
    auto support = evenings();
    support.supports = "family_skills";
    auto study = small_study({arm("baseline"), arm("parents", {support})});
    ASSERT_EQ(notices(study).size(), 1U);
    EXPECT_NE(notices(study)[0].find("'parent_education' supports 'family_skills'"), std::string::npos);
    study.arms.push_back(arm("families", {support, deliver("family_skills")}));
    EXPECT_TRUE(notices(study).empty());
    study.equalise = Equalise::contacts;
    EXPECT_TRUE(notices(study).empty());
    study.arms.push_back(arm("hours", {deliver("supervision")}));
    ASSERT_EQ(notices(study).size(), 1U);
    EXPECT_NE(notices(study)[0].find("not alike (contact, hour)"), std::string::npos);
    study.equalise = Equalise::hours;
    EXPECT_TRUE(notices(study).empty());
}

}  // namespace
}  // namespace pijler::test
