#include "support/rounds.hpp"

#include "core/math.hpp"

#include <algorithm>

namespace pijler::test {
namespace {

class YouthEducation : public OneRound {
protected:
    YouthEducation() : OneRound{"youth_education", "information"}
    {
        spec.delivery.age_high = 15;
        values["education.youths.attendance"] = 10.0;  // everybody comes
    }
    bool taught(YouthId youth) const { return y.lessons[youth] > before.youths.lessons[youth]; }
    double of(std::string const& name) const { return effect("education.youths." + name); }
    double const fit = effect("audience.fit_all");
};

TEST_F(YouthEducation, InformsOfRiskAtASideEffectOfCuriosityAndNorm)
{
    auto const contacts = act();
    double taught_in_all = 0, under_15 = 0;
    for_each_youth(world, [&](YouthId youth) {
        EXPECT_EQ(taught(youth), targeted(youth) && y.class_group[youth].index != 0);
        if (!taught(youth)) return;
        taught_in_all += 1;
        under_15 += y.school_age[youth] < 15;
        auto const& was = before.youths;
        EXPECT_NEAR(y.perceived_risk[youth], was.perceived_risk[youth] + of("risk") * fit * dose() * (1.0 - was.perceived_risk[youth]), 1e-5);
        double const misfit = (1.0 - fit) * dose();
        double const keen = 2.0 * (of("impulsivity_share") * y.impulsivity[youth] + (1.0 - of("impulsivity_share")) * y.sensation_seeking[youth]);
        double const gain = std::min(1.0, of("curiosity") * keen * keen * (y.school_age[youth] < 15 ? 1.0 : of("curiosity_from_15")) * misfit);
        EXPECT_NEAR(y.curiosity[youth], y.stage[youth] == Stage::never ? was.curiosity[youth] + gain * (1.0 - was.curiosity[youth]) : 0.0, 1e-5);
        EXPECT_NEAR(y.norm_shift[youth], of("norm") * misfit, 1e-5);
        EXPECT_EQ(y.refusal[youth], was.refusal[youth]);
        EXPECT_EQ(y.descriptive_norm[youth], was.descriptive_norm[youth]);
    });
    EXPECT_EQ(contacts, taught_in_all);
    EXPECT_GT(under_15, 300.0);
    EXPECT_GT(taught_in_all, under_15);
}

TEST_F(YouthEducation, ComesToStudentsAndToNobodyAtWork)
{
    spec.delivery.age_low = 18;
    spec.delivery.age_high = 25;
    act();
    std::size_t students = 0, workers = 0;
    for_each_youth(world, [&](YouthId youth) {
        if (y.school_age[youth] < 18 || y.class_group[youth].index == 0) return;
        bool const works = y.track[youth] == Track::work;
        EXPECT_EQ(taught(youth), !works);
        ++(works ? workers : students);
    });
    EXPECT_GT(students, 50U);
    EXPECT_GT(workers, 50U);
}

TEST_F(YouthEducation, HasNoSideEffectsWhereTheyAreZeroOrTheFitIsPerfect)
{
    auto const fits = [&] {
        world = before;
        act();
        EXPECT_NE(y.perceived_risk, before.youths.perceived_risk);
        EXPECT_EQ(y.curiosity, before.youths.curiosity);
        EXPECT_EQ(y.norm_shift, before.youths.norm_shift);
    };
    values["education.youths.curiosity"] = values["education.youths.norm"] = 0.0;
    fits();
    values.erase("education.youths.curiosity");
    values.erase("education.youths.norm");
    values["audience.fit_all"] = 1.0;
    fits();
}

TEST_F(YouthEducation, RousesTheYoungAndSensationSeekingMost)
{
    act();
    double young = 0, older = 0, seeking = 0, calm = 0, n_young = 0, n_older = 0, n_seeking = 0, n_calm = 0;
    for_each_youth(world, [&](YouthId youth) {
        if (!taught(youth) || y.stage[youth] != Stage::never) return;
        double const roused = (y.curiosity[youth] - before.youths.curiosity[youth]) / (1.0 - before.youths.curiosity[youth]);
        (y.school_age[youth] < 15 ? young : older) += roused;
        (y.school_age[youth] < 15 ? n_young : n_older) += 1;
        (y.sensation_seeking[youth] > 0.5F ? seeking : calm) += roused;
        (y.sensation_seeking[youth] > 0.5F ? n_seeking : n_calm) += 1;
    });
    EXPECT_GT(young / n_young, 1.5 * older / n_older);
    EXPECT_GT(seeking / n_seeking, 1.5 * calm / n_calm);
}

TEST_F(YouthEducation, TrainsRefusal)
{
    spec = deliver("youth_education", "skills");
    spec.delivery.coverage = 1.0;
    spec.delivery.start = 0;
    act();
    for_each_youth(world, [&](YouthId youth) {
        if (!taught(youth)) return;
        auto const was = before.youths.refusal[youth];
        EXPECT_NEAR(y.refusal[youth], was + of("skill") * fit * dose() * (1.0 - was), 1e-5);
        EXPECT_EQ(y.perceived_risk[youth], before.youths.perceived_risk[youth]);
        EXPECT_NEAR(y.norm_shift[youth], of("skill_side_effects") * of("norm") * (1.0 - fit) * dose(), 1e-5);
    });
    EXPECT_NE(y.refusal, before.youths.refusal);
}

TEST_F(YouthEducation, CorrectsTheNormEitherWay)
{
    spec = deliver("youth_education", "normative_feedback");
    spec.delivery.coverage = 1.0;
    spec.delivery.start = 0;
    for_each_youth(world, [&](YouthId youth) { y.descriptive_norm[youth] = youth.index % 2 == 0 ? 0.6F : 0.001F; });
    auto const was = world.youths;
    act();
    for_each_youth(world, [&](YouthId youth) {
        if (!taught(youth)) return;
        float const truth = around.by_age[y.school_age[youth]].mean();
        double const believed = was.descriptive_norm[youth];
        EXPECT_NEAR(y.descriptive_norm[youth], believed + of("feedback") * fit * dose() * (truth - believed), 1e-5);
        EXPECT_EQ(y.norm_shift[youth] < 0.0F, truth < believed);
        double const refused = was.refusal[youth];
        EXPECT_NEAR(y.refusal[youth], refused + of("feedback_refusal") * fit * dose() * (1.0 - refused), 1e-5);
    });
}

TEST_F(YouthEducation, AddsWhatParentsAndLessonsDoTogether)
{
    EXPECT_EQ(of("synergy_with_parents"), 0.0);
    values["education.youths.synergy_with_parents"] = 0.3;
    spec.delivery.coverage = 1.0;
    auto& courses = world.households.courses;
    for (HouseholdId home{0}; home.index < courses.size(); ++home.index) courses[home] = {static_cast<std::uint8_t>(home.index % 2), 0};
    act();
    std::array<int, 2> youths{};
    for_each_youth(world, [&](YouthId youth) {
        if (!taught(youth)) return;
        bool const trained = courses[y.household[youth]][0] > 0;
        auto const was = before.youths.refusal[youth];
        EXPECT_NEAR(y.refusal[youth], was + (trained ? 0.3 * dose() * (1.0 - was) : 0.0), 1e-5);
        ++youths[trained];
    });
    EXPECT_GT(std::min(youths[0], youths[1]), 20);
}

TEST_F(YouthEducation, ChangesNothingAtZeroCoverageOrStrength)
{
    for (auto const* approach : {"information", "skills", "normative_feedback"}) {
        spec.approach = approach;
        for (auto* zero : {&spec.delivery.coverage, &spec.delivery.strength}) {
            auto const was = *zero;
            *zero = 0.0;
            EXPECT_EQ(act(), 0.0);
            EXPECT_EQ(differences(world, before), std::vector<std::string>{}) << approach;
            *zero = was;
        }
    }
}

TEST_F(YouthEducation, ReachesItsCoverageOfClassesAndThoseWhoAttend)
{
    spec.delivery.coverage = 0.4;
    values["education.youths.attendance"] = 0.8;
    act();
    double classes = 0, reached = 0, pupils = 0, attending = 0;
    for (ClassId group{1}; group.index < world.classes.count(); ++group.index) {
        double targets = 0, taught_here = 0;
        for (auto const youth : world.classes.members.of(group)) {
            targets += targeted(youth);
            taught_here += taught(youth);
        }
        if (targets < 5) continue;  // so that a class that was reached shows it
        classes += 1;
        reached += taught_here > 0;
        if (taught_here > 0) pupils += targets;
        attending += taught_here;
    }
    EXPECT_GT(classes, 30.0);
    EXPECT_NEAR(reached, 0.4 * classes, count_bound(classes, 0.4));
    EXPECT_NEAR(attending, 0.8 * pupils, count_bound(pupils, 0.8) + 0.02 * pupils);  // a bond other than the middling one counts a little
}

TEST_F(YouthEducation, KeepsToItsTarget)
{
    spec.delivery.age_low = spec.delivery.age_high = 14;
    spec.delivery.tracks = {"vmbo", "vwo"};
    spec.delivery.sex = "male";
    EXPECT_GT(act(), 0.0);
    for_each_youth(world, [&](YouthId youth) {
        EXPECT_EQ(taught(youth), y.school_age[youth] == 14 && y.sex[youth] == Sex::male && (y.track[youth] == Track::vmbo || y.track[youth] == Track::vwo));
    });
}

TEST_F(YouthEducation, ComesToTheSameClassesAsFarAsItPersists)
{
    spec.delivery.coverage = 0.5;
    for (double const persistence : {0.0, 1.0}) {
        world = before;
        values["education.youths.reach_persistence"] = persistence;
        act(0);
        auto const once = y.lessons;
        act(12);
        double first = 0, twice = 0, first_only = 0;
        for_each_youth(world, [&](YouthId youth) {
            first += once[youth] == 1;
            twice += once[youth] == 1 && y.lessons[youth] == 2;
            first_only += once[youth] == 1 && y.lessons[youth] == 1;
        });
        if (persistence == 1.0) {
            EXPECT_EQ(twice, first);
        } else {
            EXPECT_GT(first_only, 0.1 * first);
        }
    }
}

TEST_F(YouthEducation, SaturatesOverRounds)
{
    values["education.youths.saturation"] = 0.5;
    act(0);
    auto const once = y.perceived_risk;
    act(12);
    for_each_youth(world, [&](YouthId youth) {
        if (y.lessons[youth] != 2) return;
        EXPECT_NEAR(y.perceived_risk[youth], once[youth] + of("risk") * fit * dose() * 0.5 * (1.0 - once[youth]), 1e-5);
    });
}

TEST_F(YouthEducation, CanLowerRiskAndRefusal)
{
    values["education.youths.risk"] = -0.5;
    act();
    for_each_youth(world, [&](YouthId youth) {
        if (taught(youth) && before.youths.perceived_risk[youth] < 1.0F) {
            EXPECT_LT(y.perceived_risk[youth], before.youths.perceived_risk[youth]);
        }
    });
}

TEST_F(YouthEducation, KeepsStatesBetweenZeroAndOneHoweverStrong)
{
    spec.delivery.dose = spec.delivery.strength = 10.0;
    for (auto const* approach : {"information", "skills", "normative_feedback"}) {
        spec.approach = approach;
        act();
        for_each_youth(world, [&](YouthId youth) {
            for (auto const state : {y.perceived_risk[youth], y.refusal[youth], y.curiosity[youth], y.descriptive_norm[youth]}) {
                ASSERT_GE(state, 0.0F);
                ASSERT_LE(state, 1.0F);
            }
            ASSERT_LE(std::abs(y.norm_shift[youth]), 1.0F);
        });
    }
}

}  // namespace
}  // namespace pijler::test
