// Who is in which subgroup: closed cohorts that stay closed, and parents who are reached first.
#include "study/arm_values.hpp"
#include "support/studies.hpp"

#include <cmath>
#include <set>

namespace pijler::test {
namespace {

// Identities of the members of a subgroup.
std::set<std::uint32_t> members(World const& world, std::string const& name)
{
    auto const& group = subgroups()[select_subgroups({name}).front()];
    auto const cells = cells_of(world);
    std::set<std::uint32_t> found;
    for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index)
        for (auto const cell : cells[youth])
            if (std::ranges::find(group.cells, cell) != group.cells.end()) found.insert(world.youths.identity[youth].value);
    return found;
}

std::set<std::uint32_t> aged(World const& world, int low, int high)
{
    std::set<std::uint32_t> found;
    for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index)
        if (world.youths.present[youth] && world.youths.school_age[youth] >= low && world.youths.school_age[youth] <= high) found.insert(world.youths.identity[youth].value);
    return found;
}

bool holds(std::set<std::uint32_t> const& all, std::set<std::uint32_t> const& part) { return std::ranges::includes(all, part); }

// A run-in that does not begin in September too.
class ClosedCohorts : public testing::TestWithParam<int> {};

TEST_P(ClosedCohorts, FollowThoseWhoWereThereAndNobodyElse)
{
    auto study = small_study({arm("baseline")});
    study.arms[0].scenario.simulation.run_in_months = GetParam();
    pijler::Run town{people_at_start(study, 0)};
    std::set<std::uint32_t> pupils, entrants;
    bool came_later = false;
    for (int month = 0; month < 96; month += 12) {
        turn_twin_calendar(town, ModelParams{}, MonthRandom{key_of(study, 0), month});
        auto const& world = town.world;
        if (month == 0) {
            pupils = aged(world, 12, 15);
            EXPECT_EQ(members(world, "cohort_12_15"), pupils);
            EXPECT_EQ(members(world, "entrants_0"), aged(world, 12, 12));
            EXPECT_TRUE(members(world, "entrants_2").empty());
        }
        if (month == 24) {
            entrants = aged(world, 12, 12);
            EXPECT_EQ(members(world, "entrants_2"), entrants);
        }
        EXPECT_TRUE(holds(pupils, members(world, "cohort_12_15"))) << month;
        EXPECT_TRUE(holds(entrants, members(world, "entrants_2"))) << month;
        // Nobody of them is lost but by leaving town.
        auto const now = aged(world, 12 + month / 12, 15 + month / 12);
        for (auto const who : now) {
            bool const was_there = pupils.contains(who);
            EXPECT_EQ(members(world, "cohort_12_15").contains(who), was_there);
            came_later |= !was_there;
        }
    }
    EXPECT_TRUE(came_later) << "students and workers move to town at 18";
}

INSTANTIATE_TEST_SUITE_P(RunInMonths, ClosedCohorts, testing::Values(0, 12, 30, 168));

TEST(ParentsReached, AreAboutAThirdAndWithTheOthersEverybody)
{
    auto const world = small_town(3000);
    auto const reached = members(world, "parents_reached"), others = members(world, "parents_not_reached"), all = members(world, "all");
    EXPECT_EQ(reached.size() + others.size(), all.size());
    EXPECT_NEAR(static_cast<double>(reached.size()) / static_cast<double>(all.size()), 0.33, 0.08);
}

// Shares of the two groups that an evening reaches, by 4.9 standard errors: a false alarm in 1e-6 of seeds.
TEST(ParentsReached, AreReachedMoreOften)
{
    auto world = small_town(3000);
    Surroundings around;
    observe_peers(world, {}, {}, around);
    auto spec = evenings();
    Programme{{spec}, {}, 12}.act(world, around, MonthRandom{RandomKey{1, 0}, spec.delivery.start});
    auto const share = [&](std::string const& name) {
        auto const group = members(world, name);
        double youths = 0.0, came = 0.0;
        for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index) {
            if (!group.contains(world.youths.identity[youth].value) || !in_target(world, youth, spec.delivery)) continue;
            auto const& courses = world.households.courses[world.youths.household[youth]];
            youths += 1.0;
            came += courses[0] + courses[1] > 0 ? 1.0 : 0.0;
        }
        return std::pair{came / youths, youths};
    };
    auto const [easily, n] = share("parents_reached");
    auto const [hardly, m] = share("parents_not_reached");
    EXPECT_GT(easily - hardly, 4.9 * std::sqrt(easily * (1 - easily) / n + hardly * (1 - hardly) / m));
}

TEST(ImportedPopulations, HaveNoCohortsApart)
{
    auto const world = plain_world(50);
    EXPECT_TRUE(members(world, "entrants_0").empty());
    EXPECT_TRUE(members(world, "cohort_12_15").empty());
    EXPECT_EQ(members(world, "parents_reached").size() + members(world, "parents_not_reached").size(), 50U);
}

TEST(Care, IsCountedByLevel)
{
    auto study = small_study({arm("baseline")});
    study.arms[0].scenario.population.youths = 6000;
    study.arms[0].scenario.parameters = {{"care.light_intake", 1.0}, {"care.treatment_intake", 1.0}};
    study.arms[0].scenario.simulation.replicates = 1;
    auto const result = run(study).file;
    auto const sum = [&](char const* name) { return total(result, name, 0); };
    EXPECT_EQ(sum("in_care"), sum("in_light_help") + sum("in_treatment"));
    EXPECT_EQ(sum("waiting"), sum("waiting_for_light_help") + sum("waiting_for_treatment"));
    for (auto const* name : {"in_light_help", "in_treatment", "waiting_for_light_help", "waiting_for_treatment"}) EXPECT_GT(sum(name), 0.0) << name;
}

}  // namespace
}  // namespace pijler::test
