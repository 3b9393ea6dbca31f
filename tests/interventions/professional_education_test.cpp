#include "support/rounds.hpp"

#include "core/math.hpp"

namespace pijler::test {
namespace {

class ProfessionalEducation : public OneRound {
protected:
    ProfessionalEducation() : OneRound{"professional_education"} { spec.delivery.age_high = 17; }

    bool has_target(ClassId group) const
    {
        auto const members = world.classes.members.of(group);
        return std::any_of(members.begin(), members.end(), [&](YouthId youth) { return is_target_pupil(world, youth, spec.delivery); });
    }
    double count_targets() const
    {
        double count = 0;
        for (ClassId group{1}; group.index < world.classes.count(); ++group.index) count += has_target(group);
        return count;
    }
    double trained() const { return effect("education.professionals.conversation") * dose(); }
    double per_class() const { return effect("education.professionals.staff_per_class"); }
    Column<ClassId, float>& staff = world.classes.staff_conversation;
    Column<NeighbourhoodId, float>& workers = world.neighbourhoods.workers_conversation;
    double places() const { return static_cast<double>(workers.size() - 1); }
    double per_place() const { return effect("education.professionals.workers_per_place"); }
};

TEST_F(ProfessionalEducation, TrainsTheStaffOfClasses)
{
    auto const contacts = act();
    EXPECT_NEAR(contacts, per_class() * count_targets() + per_place() * places(), 1e-9);
    for (ClassId group{1}; group.index < world.classes.count(); ++group.index) EXPECT_NEAR(staff[group], has_target(group) ? trained() : 0.0, 1e-6);
    EXPECT_EQ(staff[ClassId{0}], 0.0F);
    for (NeighbourhoodId place{1}; place.index < workers.size(); ++place.index) EXPECT_NEAR(workers[place], trained(), 1e-6);
    EXPECT_EQ(workers[NeighbourhoodId{0}], 0.0F);
    EXPECT_EQ(y.norm_shift, before.youths.norm_shift);
    act(12);
    for (ClassId group{1}; group.index < world.classes.count(); ++group.index) {
        if (has_target(group)) {
            EXPECT_NEAR(staff[group], 1.0 - std::pow(1.0 - trained(), 2), 1e-6);
        }
    }
}

TEST_F(ProfessionalEducation, ChangesNothingAtZeroCoverageOrStrength)
{
    for (auto* zero : {&spec.delivery.coverage, &spec.delivery.strength}) {
        auto const was = *zero;
        *zero = 0.0;
        EXPECT_EQ(act(), 0.0);
        EXPECT_EQ(differences(world, before), std::vector<std::string>{});
        *zero = was;
    }
}

TEST_F(ProfessionalEducation, ReachesItsCoverageOfClasses)
{
    spec.delivery.coverage = 0.4;
    values["education.professionals.workers_per_place"] = 0.0;
    auto const contacts = act();
    EXPECT_NEAR(contacts / per_class(), 0.4 * count_targets(), count_bound(count_targets(), 0.4));
    EXPECT_EQ(contacts / per_class(), static_cast<double>(std::ranges::count_if(staff, [](float share) { return share > 0.0F; })));
    auto const reached = static_cast<double>(std::ranges::count_if(workers, [](float share) { return share > 0.0F; }));
    EXPECT_NEAR(reached, 0.4 * places(), count_bound(places(), 0.4));
    EXPECT_GT(reached, 0.0);
}

TEST_F(ProfessionalEducation, KeepsToItsTarget)
{
    spec.delivery.age_low = spec.delivery.age_high = 13;
    spec.delivery.tracks = {"havo"};
    EXPECT_GT(act(), 0.0);
    for (ClassId group{1}; group.index < world.classes.count(); ++group.index) {
        auto const members = world.classes.members.of(group);
        bool const target = !members.empty() && y.school_age[members[0]] == 13 && y.track[members[0]] == Track::havo;
        EXPECT_EQ(staff[group] > 0.0F, target);
    }
}

TEST_F(ProfessionalEducation, CanSuggestThatUseIsCommon)
{
    values["education.professionals.norm"] = 0.2;
    act();
    for (ClassId group{1}; group.index < world.classes.count(); ++group.index)
        for (auto const youth : world.classes.members.of(group))
            EXPECT_NEAR(y.norm_shift[youth] - before.youths.norm_shift[youth], has_target(group) ? 0.2 * dose() : 0.0, 1e-6);
}

TEST_F(ProfessionalEducation, StrengthensBondAndRiskOfPupilsLater)
{
    ModelParams const params;
    auto trained = pijler::Run{world}, plain = pijler::Run{world};
    spec.delivery.start = 6;
    run_months(trained, Programme{{spec}, values, 120}, params, RandomKey{1, 0}, 6, 11);
    run_months(plain, {}, params, RandomKey{1, 0}, 6, 11);
    for_each_youth(world, [&](YouthId youth) {
        if (!has_target(y.class_group[youth])) return;
        auto const more = trained.world.youths.bond[youth] - plain.world.youths.bond[youth];
        EXPECT_GE(more, 0.0F);
        if (y.bond_anchor[youth] < 0.9F) {
            EXPECT_GT(more, 0.0F);
        }
    });
}

// Those who have no class's staff meet the workers of where they live.
TEST_F(ProfessionalEducation, ReachesWhoLivesWhereWorkersAreTrained)
{
    spec.delivery.neighbourhoods = {"centre"};
    act();
    staff.fill(0.0F);
    ModelParams const params;
    hear_workers(world, params.staff, NormRates{params.observation, params.norms});
    auto const rate = monthly_decay(params.norms.bond_half_life) * params.staff.bond * params.staff.workers_met;
    std::size_t met = 0;
    for_each_youth(world, [&](YouthId youth) {
        bool const centre = world.neighbourhoods.type[y.neighbourhood[youth]] == NeighbourhoodType::centre;
        EXPECT_NEAR(y.bond[youth] - before.youths.bond[youth], centre ? std::min(rate * trained(), 1.0 - before.youths.bond[youth]) : 0.0, 1e-3 * rate + 1e-6);
        met += y.bond[youth] > before.youths.bond[youth];
    });
    EXPECT_GT(met, 20U);
    EXPECT_LT(rate * trained(), 0.01);
}

TEST_F(ProfessionalEducation, CanCloseConversations)
{
    values["education.professionals.conversation"] = -0.2;
    act();
    EXPECT_TRUE(std::ranges::any_of(staff, [](float share) { return share < 0.0F; }));
}

}  // namespace
}  // namespace pijler::test
