// Trials in silico: who is randomised, who is treated, who is measured, and how it is analysed.
#include "study/fingerprint.hpp"
#include "study/run_trial.hpp"
#include "support/studies.hpp"

#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace pijler::test {
namespace {

Trial small_trial(TrialUnit unit = TrialUnit::school)
{
    Trial trial;
    trial.unit = unit;
    trial.schools = 6;
    trial.age_high = 14;
    trial.followups = {6, 12};
    return trial;
}

Study trial_study(std::vector<InterventionSpec> delivered, Trial const& trial = small_trial())
{
    auto study = small_study({arm("control"), arm("treated", std::move(delivered))});
    for (auto& each : study.arms) {
        each.scenario.simulation.months = trial.followups.back();
        each.scenario.population.youths = 6000;
    }
    study.trial = trial;
    return study;
}

std::vector<std::size_t> clusters_by_arm(Enrolment const& enrolment, std::size_t arms)
{
    std::vector<std::size_t> counts(arms, 0);
    for (auto const& cluster : enrolment.clusters) ++counts[cluster.arm];
    return counts;
}

TEST(Enrol, RandomisesWholeSchoolsInArmsOfEqualNumber)
{
    auto const town = small_town(16'000);
    auto const enrolment = enrol(town, small_trial(), 3, RandomKey{1, 0});
    EXPECT_EQ(clusters_by_arm(enrolment, 3), (std::vector<std::size_t>{2, 2, 2}));
    std::map<std::uint32_t, std::set<std::size_t>> arms_of_school;
    for (auto const& pupil : enrolment.pupils) {
        EXPECT_EQ(town.youths.school[pupil.youth], enrolment.clusters[pupil.cluster].school);
        EXPECT_LE(town.youths.school_age[pupil.youth], 14);
        arms_of_school[town.youths.school[pupil.youth].index].insert(enrolment.clusters[pupil.cluster].arm);
    }
    ASSERT_EQ(arms_of_school.size(), 6U);
    for (auto const& [school, arms] : arms_of_school) EXPECT_EQ(arms.size(), 1U) << school;
}

// A trial's months go by the level that a substance has where what it follows is not simulated, as its run-in does.
TEST(Trial, OfASubstanceThatFollowsAnotherHasItsLevelAlone)
{
    auto const cases = [](double alone) {
        auto study = trial_study({});
        for (auto& each : study.arms) {
            each.scenario.substances = {{"khat", "cannabis", {{"acceptance.alone", alone}}}};
            each.scenario.simulation.run_in_months = 0;
        }
        auto const file = run(study).file;
        auto const& all = std::get<std::vector<std::int32_t>>(variable(file, "cases").values);
        return std::accumulate(all.begin(), all.end(), 0);
    };
    EXPECT_GT(cases(3.0), cases(-3.0));
}

TEST(Enrol, DividesTheClassesOfEachSchool)
{
    auto const town = small_town(16'000);
    auto const enrolment = enrol(town, small_trial(TrialUnit::school_class), 2, RandomKey{1, 0});
    std::map<std::uint32_t, std::vector<std::size_t>> of_school;
    for (auto const& cluster : enrolment.clusters) {
        auto& counts = of_school.try_emplace(cluster.school.index, 2, 0).first->second;
        ++counts[cluster.arm];
    }
    EXPECT_EQ(of_school.size(), 6U);
    for (auto const& [school, counts] : of_school) EXPECT_LE(std::max(counts[0], counts[1]) - std::min(counts[0], counts[1]), 1U) << school;
    std::map<std::uint32_t, std::set<std::size_t>> clusters_of_class;
    for (auto const& pupil : enrolment.pupils) clusters_of_class[town.youths.class_group[pupil.youth].index].insert(pupil.cluster);
    EXPECT_EQ(clusters_of_class.size(), enrolment.clusters.size());
    for (auto const& [group, clusters] : clusters_of_class) EXPECT_EQ(clusters.size(), 1U) << group;
    for (auto const& roster : enrolment.rosters) EXPECT_TRUE(roster->schools.empty());
}

TEST(Enrol, SamplesSchoolsAndClassesAnewInEachReplicate)
{
    auto const town = small_town(16'000);
    auto trial = small_trial();
    trial.schools = 2;
    trial.classes = 1;
    std::set<std::uint32_t> controls;
    for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
        auto const enrolment = enrol(town, trial, 2, RandomKey{1, replicate});
        ASSERT_EQ(enrolment.clusters.size(), 2U);
        std::set<std::uint32_t> classes;
        for (auto const& pupil : enrolment.pupils) classes.insert(town.youths.class_group[pupil.youth].index);
        EXPECT_EQ(classes.size(), 2U);
        controls.insert(enrolment.clusters.front().school.index);
    }
    EXPECT_GT(controls.size(), 2U);
}

TEST(Trial, TreatsOnlyTheArmsOwnPupilsParentsAndSchools)
{
    auto world = small_town(16'000);
    auto const before = world;
    auto const enrolment = enrol(world, small_trial(), 2, RandomKey{1, 0});
    auto const& roster = *enrolment.rosters[1];
    std::vector specs{lessons("skills"), evenings(), deliver("school_house_rules")};
    for (auto& spec : specs) {
        spec.delivery.start = 0;
        spec.delivery.coverage = 1.0;
        spec.delivery.age_high = 25;
        spec.delivery.roster = enrolment.rosters[1];
    }
    Surroundings around;
    observe_peers(world, {}, {}, around);
    Programme{specs, {}, 12}.act(world, around, MonthRandom{RandomKey{1, 0}, 0});
    std::size_t taught = 0, visited = 0;
    auto const& y = world.youths;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (y.lessons[youth] == 0) continue;
        ++taught;
        EXPECT_TRUE(roster.has_youth(y.identity[youth].value));
    }
    EXPECT_GT(taught, roster.youths.size() / 2);
    for (HouseholdId home{0}; home.index < world.households.count(); ++home.index) {
        if (world.households.courses[home] == before.households.courses[home]) continue;
        ++visited;
        bool own = false;
        for (std::size_t n = 0; n < world.households.children[home]; ++n) own |= roster.has_youth(y.identity[world.households.child[home][n]].value);
        EXPECT_TRUE(own);
    }
    EXPECT_GT(visited, roster.youths.size() / 2);
    std::vector<std::uint32_t> ruled;
    for (SchoolId school{1}; school.index < world.schools.count(); ++school.index)
        if (world.schools.policy[school].visible != before.schools.policy[school].visible) ruled.push_back(school.index);
    EXPECT_EQ(ruled, roster.schools);
}

TEST(Trial, MeasuresThosePupilsWhoAreStillThere)
{
    auto town = small_town(6'000);
    auto trial = small_trial();
    trial.leaves_out_baseline_cases = true;
    auto& y = town.youths;
    auto const first = enrol(town, trial, 2, RandomKey{1, 0}).pupils.front().youth;
    y.stage[first] = Stage::regular;
    auto const enrolment = enrol(town, trial, 2, RandomKey{1, 0});
    auto const total_of = [&](Trial const& of) {
        std::int32_t measured = 0;
        for (auto const& count : measure(town, of, enrolment)) measured += count.measured;
        return measured;
    };
    auto const at_first = total_of(trial);
    auto everybody = trial;
    everybody.leaves_out_baseline_cases = false;
    EXPECT_GT(total_of(everybody), at_first);
    auto const other = std::ranges::find_if(enrolment.pupils, [](TrialPupil const& pupil) { return !pupil.baseline_case; });
    y.identity[other->youth] = {0xfffffff0U};  // left, and another youth has the place
    EXPECT_EQ(total_of(trial), at_first - 1);
    y.present[std::next(other)->youth] = 0;
    EXPECT_EQ(total_of(everybody), static_cast<std::int32_t>(enrolment.pupils.size()) - 2);
}

TEST(Trial, AnInterventionWithoutStrengthChangesNothing)
{
    auto nothing = lessons("skills");
    nothing.delivery.strength = 0.0;
    EXPECT_EQ(differences(run(trial_study({nothing})).file, run(trial_study({})).file), std::vector<std::string>{});
    nothing.delivery.strength = 4.0;
    nothing.delivery.coverage = 1.0;
    auto const changed = differences(run(trial_study({nothing})).file, run(trial_study({})).file);
    EXPECT_NE(std::ranges::find(changed, "contacts"), changed.end());
    EXPECT_EQ(std::ranges::find(changed, "baseline_cases"), changed.end());
}

TEST(Trial, IsTheSameWithAnyNumberOfThreadsAndAfterAStop)
{
    auto study = trial_study({lessons("skills"), evenings()});
    study.arms[0].scenario.simulation.replicates = 3;
    auto const whole = run(study, 1);
    EXPECT_EQ(differences(whole.file, run(study, 2).file), std::vector<std::string>{});
    EXPECT_EQ(differences(whole.file, run(study, 8).file), std::vector<std::string>{});
    auto shorter = study;
    shorter.arms[0].scenario.simulation.replicates = 1;
    auto const kept = run(shorter, 1);
    EXPECT_EQ(differences(whole.file, run(study, 1, KeptRun{kept.file, "", {}}).file), std::vector<std::string>{});
}

TEST(Trial, IsPartOfTheFingerprint)
{
    auto const study = trial_study({});
    auto const original = fingerprint(study, "1");
    auto const changed = [&](auto const& change) {
        auto other = study;
        change(*other.trial);
        return fingerprint(other, "1") != original;
    };
    EXPECT_TRUE(changed([](Trial& trial) { trial.schools = 5; }));
    EXPECT_TRUE(changed([](Trial& trial) { trial.classes = 1; }));
    EXPECT_TRUE(changed([](Trial& trial) { trial.unit = TrialUnit::school_class; }));
    EXPECT_TRUE(changed([](Trial& trial) { trial.age_high = 13; }));
    EXPECT_TRUE(changed([](Trial& trial) { trial.outcome = TrialOutcome::regular_use; }));
    EXPECT_TRUE(changed([](Trial& trial) { trial.leaves_out_baseline_cases = true; }));
    EXPECT_TRUE(changed([](Trial& trial) { trial.published.push_back({"treated", 12, 0.8, {}, {}, {}, "source", "read"}); }));
    EXPECT_FALSE(changed([](Trial&) {}));
}

TEST(Trial, HasATownWithAsManySchoolsAsItSamples)
{
    auto study = trial_study({});
    study.trial->schools = 19;
    for (auto& each : study.arms) each.scenario.population.youths = std::nullopt;
    auto const population = with_enough_schools(study).arms.front().scenario.population;
    EXPECT_GE(count_schools(*population.municipality, *population.youths), 19U);
    EXPECT_LT(count_schools(*population.municipality, 0.9 * *population.youths), 19U);
}

TEST(Trial, RefusesATownWithFewerClustersThanArms)
{
    auto study = trial_study({});
    for (auto& each : study.arms) each.scenario.population.youths = 150;
    study.trial->schools = 1;
    EXPECT_THROW(run(study), StatusError);
}

TEST(LogOddsRatio, AllowsForPupilsOfOneClusterBeingAlike)
{
    // 6 of 20 in two clusters that differ, against 10 of 20 in two that do not.
    auto const ratio = log_odds_ratio({{10, 2}, {10, 4}}, {{10, 5}, {10, 5}});
    EXPECT_NEAR(ratio.estimate, std::log(6.0 / 14.0), 1e-12);
    EXPECT_NEAR(ratio.standard_error, std::sqrt(2.0 * 2.0 / 400.0) / 0.21, 1e-12);
    EXPECT_FALSE(ratio.significant());
    EXPECT_TRUE(log_odds_ratio({{100, 20}, {100, 21}, {100, 19}}, {{100, 40}, {100, 41}, {100, 39}}).significant());
}

TEST(LogOddsRatio, AddsHalfAPupilWhereThereAreNoCases)
{
    auto const ratio = log_odds_ratio({{5, 0}, {5, 0}}, {{5, 2}, {5, 3}});
    EXPECT_NEAR(ratio.estimate, std::log(0.5 / 10.5), 1e-12);
    EXPECT_NEAR(ratio.standard_error, std::sqrt(1.0 / 0.5 + 1.0 / 10.5 + 2.0 / 5.5), 1e-12);
    for (auto const all : {0, 5}) {
        auto const none = log_odds_ratio({{5, all}, {5, all}}, {{5, all}});
        EXPECT_TRUE(std::isnan(none.estimate) && std::isnan(none.standard_error)) << "half a pupil in each would tell which arm is larger";
        EXPECT_FALSE(none.significant());
    }
    EXPECT_FALSE(log_odds_ratio({{1000, 100}}, {{1000, 500}, {1000, 500}}).significant()) << "one cluster tells nothing of chance";
}

TEST(LogOddsRatio, KnowsStudentsT)
{
    for (auto const& [freedom, quantile, within] : {std::tuple{1.0, 12.7062, 1e-4}, {2.0, 4.3027, 1e-4}, {3.0, 3.1824, 0.02}, {5.0, 2.5706, 0.002},
                                                    {10.0, 2.2281, 5e-4}, {30.0, 2.0423, 1e-4}, {1000.0, 1.9623, 1e-4}})
        EXPECT_NEAR(t975(freedom), quantile, within) << freedom;
}

// Arms that deliver nothing differ by chance alone: the mean log odds ratio of 40 trials is 0 within what Student's t allows at a false-alarm
// rate of 1e-6 (5.8 standard errors at 39 degrees of freedom).
TEST(Trial, FindsNoEffectOnAverageWhereThereIsNone)
{
    auto study = trial_study({});
    study.arms[0].scenario.simulation.replicates = 40;
    auto const result = run(study, 2);
    auto const& logs = std::get<std::vector<double>>(variable(result.file, "log_odds_ratio").values);
    double sum = 0.0, squares = 0.0;
    for (std::size_t replicate = 0; replicate < 40; ++replicate) {
        auto const value = logs.at((40 + replicate) * 2 + 1);
        sum += value;
        squares += value * value;
    }
    double const mean = sum / 40.0, error = std::sqrt((squares - 40.0 * mean * mean) / 39.0 / 40.0);
    EXPECT_GT(error, 0.0);
    EXPECT_LT(std::abs(mean), 5.8 * error);
}

}  // namespace
}  // namespace pijler::test
