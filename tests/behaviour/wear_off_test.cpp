// What is left when an intervention has ended: levers nothing, from the next month on; what people took from it fades.
#include "support/rounds.hpp"

namespace pijler::test {
namespace {

// Two worlds month by month on the same draws, one with a programme.
class WearOff : public testing::Test {
protected:
    void live(Programme const& programme, int from, int to)
    {
        run_months(with, programme, params, key, from, to);
        run_months(without, {}, params, key, from, to);
    }
    // Mean distance of a belief from the reference's, over youths there in both.
    double distance(Column<YouthId, float> Youths::* belief) const
    {
        double sum = 0.0, youths = 0.0;
        for_each_youth(with.world, [&](YouthId youth) {
            sum += std::abs((with.world.youths.*belief)[youth] - (without.world.youths.*belief)[youth]);
            youths += 1.0;
        });
        return sum / youths;
    }

    ModelParams params = [] {
        ModelParams quiet;
        // Effects of use on use may outlast any programme: here only what the programme itself leaves is looked at.
        quiet.norms.peer_influence = 0.0;
        quiet.acceptance().intercept = -30.0;
        return quiet;
    }();
    RandomKey const key{3, 0};
    pijler::Run with{small_town(1500)};
    pijler::Run without = with;
};

TEST_F(WearOff, LeversAreAsInTheReferenceTheMonthAfterTheyEnd)
{
    std::vector<InterventionSpec> levers;
    for (auto const& kind : intervention_kinds()) {
        if (!kind.type.is_lever) continue;
        levers.push_back(deliver(kind.type.name));
        levers.back().delivery.start = 0;
        levers.back().delivery.end = 3;
        levers.back().delivery.coverage = std::min(1.0, kind.type.plausible_coverage);
    }
    ASSERT_GT(levers.size(), 10U);
    Programme const programme{levers, {}, 12};
    live(programme, 0, 3);
    EXPECT_NE(state_of_month(with.world), state_of_month(without.world));
    live(programme, 3, 4);
    EXPECT_EQ(state_of_month(with.world), state_of_month(without.world));
    expect_services_as_today(with.world);
}

TEST_F(WearOff, ALeverAtNoStrengthIsAsOneThatHasEnded)
{
    auto lever = deliver("leisure_offer");
    lever.delivery.start = 0;
    auto paused = lever;
    paused.delivery.calendar = {{0, 1.0}, {3, 0.0}};
    lever.delivery.end = 3;
    auto other = with;
    live(Programme{{paused}, {}, 12}, 0, 6);
    run_months(other, Programme{{lever}, {}, 12}, params, key, 0, 6);
    EXPECT_EQ(differences(with.world, other.world), std::vector<std::string>{});
    EXPECT_EQ(with.world.delivered.at(0).contacts, 0.0);
}

TEST_F(WearOff, BeliefsOfYouthsFadeTowardsTheReference)
{
    auto facts = deliver("youth_education", "information"), skills = deliver("youth_education", "skills");
    skills.name = "skills";
    for (auto* spec : {&facts, &skills}) {
        spec->delivery.start = 0;
        spec->delivery.every = 0;
        spec->delivery.coverage = 1.0;
    }
    Programme const programme{{facts, skills}, {}, 60};
    live(programme, 0, 1);
    std::array const beliefs{&Youths::perceived_risk, &Youths::refusal, &Youths::norm_shift};
    std::array<double, beliefs.size()> at_first{};
    for (std::size_t n = 0; n < beliefs.size(); ++n) EXPECT_GT(at_first[n] = distance(beliefs[n]), 0.001) << n;
    auto last = at_first;
    for (int month = 1; month < 10; month += 3) {
        live(programme, month, month + 3);
        for (std::size_t n = 0; n < beliefs.size(); ++n) {
            EXPECT_LT(distance(beliefs[n]), last[n]) << n;
            last[n] = distance(beliefs[n]);
        }
    }
    // The slowest, refusal, halves in 18 months: after 9 it is at .71.
    for (std::size_t n = 0; n < beliefs.size(); ++n) EXPECT_LT(last[n], 0.75 * at_first[n]) << n;
}

TEST_F(WearOff, TrainedStaffAndParentsFadeToo)
{
    auto training = deliver("professional_education"), noticing = deliver("signalling_training"), evenings = deliver("parent_education");
    for (auto* spec : {&training, &noticing, &evenings}) {
        spec->delivery.start = 0;
        spec->delivery.every = 0;
        spec->delivery.coverage = 0.8;
    }
    Programme const programme{{training, noticing, evenings}, {}, 60};
    auto const staff = [&] {
        double sum = 0.0;
        for (ClassId group{1}; group.index < with.world.classes.count(); ++group.index)
            sum += with.world.classes.staff_conversation[group] + with.world.classes.staff_notices[group] + with.world.classes.staff_refers[group];
        for (float const workers : with.world.neighbourhoods.workers_conversation) sum += workers;
        return sum;
    };
    auto const parents = [&] {
        double sum = 0.0;
        for (HouseholdId home{0}; home.index < with.world.households.count(); ++home.index)
            sum += std::abs(with.world.households.mean_belief[home].disapproval - without.world.households.mean_belief[home].disapproval);
        return sum;
    };
    live(programme, 0, 1);
    double staff_before = staff(), parents_before = parents();
    EXPECT_GT(staff_before, 0.0);
    EXPECT_GT(parents_before, 0.0);
    for (int month = 1; month < 10; month += 3) {
        live(programme, month, month + 3);
        EXPECT_LT(staff(), staff_before);
        EXPECT_LT(parents(), parents_before);
        staff_before = staff();
        parents_before = parents();
    }
}

}  // namespace
}  // namespace pijler::test
