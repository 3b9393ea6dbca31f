// Defaults reproduce the evidence's means: log-odds of a first use in the year after one round, per youth reached, at full fidelity
// (evidence: skills -0.17; parents -0.10 on alcohol, half of it on drugs; facts 0, but +0.10 in young sensation seekers).
// Expected hazards of direct twins are compared, so there is hardly any noise: tolerances are for the town, not for chance.
#include "simulation/advance_month.hpp"
#include "scenario/scenario.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

namespace pijler::test {
namespace {

struct Effect {
    double all = 0.0;
    double young_seekers = 0.0;
};

class ProgrammeEffects : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        auto const town = read_municipality(PIJLER_SOURCE_DIR "/scenarios/municipalities/middelstad.toml");
        settled_ = std::make_unique<pijler::Run>(synthesise(town, 12'000, params_.synthesis, key_, -60, {1}));
        for (int month = -60; month < 0; ++month) step(*settled_, month);
    }
    static void TearDownTestSuite() { settled_.reset(); }

    static StartDraws step(pijler::Run& run, int month)
    {
        MonthRandom const random{key_, month};
        StartDraws draws;
        turn_calendar(run, params_, random, {1});
        draw_starts(run.world.youths, random, {1}, draws);
        advance_month(run, Programme{}, params_, {random, draws, {1}});
        return draws;
    }

    static bool reached(World const& world, YouthId youth)
    {
        auto const& courses = world.households.courses[world.youths.household[youth]];
        return world.youths.lessons[youth] > 0 || courses[0] > 0 || courses[1] > 0;
    }

    static Effect effect_of(char const* type, char const* approach, double coverage = 0.999)
    {
        InterventionSpec spec;
        spec.type = spec.name = type;
        spec.approach = approach;
        spec.delivery = intervention_kind(type).type.defaults;
        spec.delivery.start = spec.delivery.every = 0;
        spec.delivery.coverage = coverage;
        spec.delivery.fidelity = 1.0;
        spec.delivery.age_low = 12;
        spec.delivery.age_high = 15;
        Programme const programme{{spec}, {}, 12};
        auto reference = *settled_;
        auto twin = *settled_;
        double with = 0.0, without = 0.0, seekers_with = 0.0, seekers_without = 0.0;
        for (int month = 0; month < 12; ++month) {
            MonthRandom const random{key_, month};
            auto const draws = step(reference, month);
            turn_twin_calendar(twin, params_, random);
            advance_direct_twin(twin, reference, programme, params_, {random, draws, {1}});
            auto const& y = twin.world.youths;
            for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
                double const a = y.start_probability[youth];
                double const b = reference.world.youths.start_probability[youth];
                if (!y.present[youth] || y.school_age[youth] > 15 || a == 0.0 || b == 0.0 || !reached(twin.world, youth)) continue;
                with += a;
                without += b;
                if (y.school_age[youth] >= 15 || y.sensation_seeking[youth] < 0.68F) continue;
                seekers_with += a;
                seekers_without += b;
            }
        }
        return {std::log(with / without), std::log(seekers_with / seekers_without)};
    }

    static inline ModelParams const params_{};
    static inline RandomKey const key_{20261124, 0};
    static inline std::unique_ptr<pijler::Run> settled_;
};

TEST_F(ProgrammeEffects, SkillsLowerTheOddsAsTrialsFound) { EXPECT_NEAR(effect_of("youth_education", "skills").all, -0.17, 0.03); }

// At the reach that parent education has, when mostly one of two parents comes.
TEST_F(ProgrammeEffects, ParentsLowerThemByHalfOfWhatAlcoholTrialsFound) { EXPECT_NEAR(effect_of("parent_education", "", 0.2).all, -0.05, 0.015); }

TEST_F(ProgrammeEffects, NormativeFeedbackLowersThemALittle) { EXPECT_NEAR(effect_of("youth_education", "normative_feedback").all, -0.05, 0.015); }

TEST_F(ProgrammeEffects, FactsDoNothingOnAverageAndHarmYoungSensationSeekers)
{
    auto const facts = effect_of("youth_education", "information");
    EXPECT_NEAR(facts.all, 0.0, 0.025);
    EXPECT_NEAR(facts.young_seekers, 0.10, 0.05);
}

}  // namespace
}  // namespace pijler::test
