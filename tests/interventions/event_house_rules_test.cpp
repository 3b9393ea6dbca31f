#include "support/rounds.hpp"

#include "model/decide_use.hpp"
#include "model/raise_signals.hpp"
#include "model/shape_environment.hpp"

namespace pijler::test {
namespace {

class EventHouseRules : public OneRound {
protected:
    // A town with room to go out.
    EventHouseRules() : OneRound{"event_house_rules"}
    {
        venues.resize(4);
        for (VenueId venue{0}; venue.index < 4; ++venue.index) venues.attendance[venue] = {0.25F, attendance[venue.index]};
        venues.in_force.fill(today);
        venues.now = venues.in_force;
        began = world;
    }
    // Rules that adults feel beyond today's.
    float felt_after()
    {
        venues.open();
        return venues.rules_felt.adults;
    }
    HouseRules with_programme() const
    {
        auto const more = [&](float share, char const* effect_on) {
            return share + static_cast<float>(effect(std::string{"environment.event_house_rules."} + effect_on)) * pulled(spec.delivery) * (1.0F - share);
        };
        return {more(today.agreed, "agreed"), more(today.known, "known"), more(today.enforced, "enforced")};
    }
    // Youths of an age with a first use ahead of them, over all of them, in a month that follows.
    double hazard(int age_from, int age_to, OpportunityParams const& offers)
    {
        ModelParams params;
        params.opportunity = offers;
        auto copy = world;
        settle_environment(copy, {});
        StartDraws draws;
        draw_starts(copy.youths, MonthRandom{RandomKey{1, 0}, 6}, {1}, draws);
        Column<YouthId, UseEvent> event(copy.youths.count());
        observe_peers(copy, {}, {}, around);
        decide_use(copy, around, draws, params.opportunity, params.acceptance(), params.stages(), params.norms.peer_influence, MonthRandom{RandomKey{1, 0}, 6}, {1}, event);
        double sum = 0.0;
        for_each_youth(copy, [&](YouthId youth) { sum += y.school_age[youth] >= age_from && y.school_age[youth] <= age_to ? copy.youths.start_probability[youth] : 0.0; });
        return sum;
    }
    HouseRules const today{0.5F, 0.3F, 0.075F};
    std::array<float, 4> const attendance{0.2F, 0.4F, 0.1F, 0.3F};
    Venues& venues = world.venues;
    World began{0};
};

TEST_F(EventHouseRules, AreAgreedMadeKnownAndEnforcedInTheBiggestVenues)
{
    spec.delivery.coverage = 0.5;
    EXPECT_EQ(act(), 2.0);
    auto const then = with_programme();
    EXPECT_GT(then.felt(), 10.0F * today.felt());
    for (VenueId venue{0}; venue.index < 4; ++venue.index) {
        auto const& want = attendance[venue.index] > 0.25F ? then : today;
        EXPECT_NEAR(venues.now[venue].agreed, want.agreed, 1e-6);
        EXPECT_NEAR(venues.now[venue].known, want.known, 1e-6);
        EXPECT_NEAR(venues.now[venue].enforced, want.enforced, 1e-6);
    }
    EXPECT_NEAR(felt_after(), 0.7F * (then.felt() - today.felt()), 1e-6);
    EXPECT_NEAR(venues.rules_felt.minors, 0.5F * (then.felt() - today.felt()), 1e-6);
}

TEST_F(EventHouseRules, ReachAsFarAsStrengthAllows)
{
    act();
    auto const whole = felt_after();
    world = began;
    spec.delivery.strength = 0.5;
    EXPECT_EQ(act(), 4.0);
    EXPECT_NEAR(felt_after(), with_programme().felt() - today.felt(), 1e-6);
    EXPECT_LT(felt_after(), whole);
}

TEST_F(EventHouseRules, TakeOffersAwayFromWhoGoesOut)
{
    OpportunityParams offers;
    auto const minors = hazard(14, 17, offers), adults = hazard(18, 25, offers), young = hazard(12, 12, offers);
    act();
    auto const fewer = hazard(18, 25, offers);
    EXPECT_LT(hazard(14, 17, offers), minors);
    EXPECT_LT(fewer, adults);
    EXPECT_EQ(hazard(12, 12, offers), young);  // who does not go out yet
    // Part of them comes at after-parties, or all, or more than went.
    offers.after_parties = 0.6;
    EXPECT_GT(hazard(18, 25, offers), fewer);
    offers.house_rules = 0.0;
    EXPECT_EQ(hazard(18, 25, offers), adults);
    offers.house_rules = -0.5;
    EXPECT_GT(hazard(18, 25, offers), adults);
}

// Who goes out where breaches are acted on fears to be known as a user.
TEST_F(EventHouseRules, KeepWhoGoesOutFromSeekingHelp)
{
    SignalParams signals;
    signals.parents = signals.school = signals.others = signals.false_rate = 0.0;
    signals.help_seeking = signals.regular = signals.hand_over = signals.feared = 1.0;
    auto const helped = [&] {  // of 19 and 20, who all go out as much as anybody does
        auto copy = world;
        copy.venues.open();
        copy.cases.clear();
        copy.happenings.clear();
        copy.youths.care.fill(Care::none);
        for (auto& stage : copy.youths.stage) stage = uses(stage) ? Stage::regular : stage;
        raise_signals(copy, signals, MonthRandom{RandomKey{1, 0}, 0});
        return std::ranges::count_if(copy.cases, [&](Case const& one) { return y.school_age[one.youth] == 19 || y.school_age[one.youth] == 20; });
    };
    auto const before_them = helped();
    EXPECT_GT(before_them, 30);
    values["environment.event_house_rules.enforced"] = 1.0;
    spec.delivery.fidelity = 1.0;
    act();
    // From 7.5 % of breaches to all: .075 of them still come, within a false-alarm rate of 1e-6.
    EXPECT_NEAR(static_cast<double>(helped()), 0.075 * static_cast<double>(before_them), count_bound(static_cast<double>(before_them), 0.075));
    signals.feared = 0.0;
    EXPECT_EQ(helped(), before_them);
}

TEST_F(EventHouseRules, ChangesNothingAtZeroCoverageOrStrength)
{
    for (auto* zero : {&spec.delivery.coverage, &spec.delivery.strength}) {
        auto const was = *zero;
        *zero = 0.0;
        EXPECT_EQ(act(), 0.0);
        EXPECT_EQ(state_of_month(world), state_of_month(began));
        EXPECT_EQ(differences(world, began), std::vector<std::string>{});
        *zero = was;
    }
}

TEST_F(EventHouseRules, LeavesNothingToTheNextMonth)
{
    act();
    EXPECT_NE(state_of_month(world), state_of_month(began));
    EXPECT_EQ(differences(world, began), std::vector<std::string>{});
    begin_environment(world);
    EXPECT_EQ(state_of_month(world), state_of_month(began));
}

// As in an imported population: nowhere to go, one place, no schools.
TEST_F(EventHouseRules, DoesNotMindATownWithoutVenues)
{
    world = plain_world(20);
    EXPECT_EQ(act(), 0.0);
    EXPECT_EQ(felt_after(), 0.0F);
}

}  // namespace
}  // namespace pijler::test
