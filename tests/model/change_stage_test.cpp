// What education and growing up do to those who use: how often, whether it gets more, and whether they stop.
#include "support/worlds.hpp"

#include "model/change_stage.hpp"
#include "model/scales.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace pijler::test {
namespace {

constexpr std::size_t many = 60'000;

// A great many users, alike in all that matters: one standard deviation above the centre of every predictor.
class ChangeStage : public testing::Test {
protected:
    explicit ChangeStage(int age = 17) : world{plain_world(many, age)} {}
    void SetUp() override
    {
        raise(y.approval, scale::approval);
        raise(y.refusal, scale::refusal);
        raise(y.parental_disapproval, scale::parental_disapproval);
        raise(y.impulsivity, scale::impulsivity);
        raise(y.sensation_seeking, scale::sensation_seeking);
    }
    static void raise(auto& column, Scale const& scale) { column.fill(scale.centre + scale.sd); }

    void live(Stage stage)
    {
        y.stage.fill(stage);
        y.frequency.fill(0.5F);
        event.resize(many);
        StageChange const change{p, MonthRandom{RandomKey{3, 0}, 5}};
        for_each_block({}, many, [&](std::size_t begin, std::size_t end) { change(y, begin, end, event); });
    }
    void expect_share(Stage to, double rate, double all)
    {
        double const share = (1.0 - std::exp(-all / 12.0)) * rate / all;
        EXPECT_NEAR(static_cast<double>(std::ranges::count(y.stage, to)), many * share, count_bound(many, share));
    }
    // With all else at 0, the effect alone; each is made large enough to be seen among chance.
    void without_effects()
    {
        p.use_approval = p.use_refusal = p.use_parents = 0.0;
        p.escalation_traits = p.escalation_approval = p.escalation_parents = 0.0;
        p.quit_approval = p.quit_parents = p.quit_refusal = p.quit_over_19 = p.quit_under_16 = 0.0;
    }
    void expect_escalation(double factor)
    {
        live(Stage::occasional);
        expect_share(Stage::regular, p.occasional_to_regular * factor, p.occasional_to_regular * factor + p.quit_occasional);
    }
    void expect_quitting(double factor)
    {
        live(Stage::occasional);
        expect_share(Stage::former, p.quit_occasional * factor, p.occasional_to_regular + p.quit_occasional * factor);
    }

    World world;
    Youths& y = world.youths;
    StageParams p;
    Column<YouthId, UseEvent> event;
};

TEST_F(ChangeStage, HasDefaultsOfTheSignsThatTheFieldExpects)
{
    EXPECT_GT(p.use_approval, 0.0);
    EXPECT_LT(p.use_refusal, 0.0);
    EXPECT_LT(p.use_parents, 0.0);
    EXPECT_GT(p.escalation_traits, 0.0);
    EXPECT_GT(p.escalation_approval, 0.0);
    EXPECT_LT(p.escalation_parents, 0.0);
    EXPECT_LT(p.quit_approval, 0.0);
    EXPECT_GT(p.quit_parents, 0.0);
    EXPECT_GT(p.quit_refusal, 0.0);
    EXPECT_GT(p.quit_over_19, 0.0);
}

TEST_F(ChangeStage, SetsAnOccasionalUsersFrequencyByApprovalRefusalAndParents)
{
    live(Stage::occasional);
    double const expected = p.monthly_use * std::exp(p.use_approval + p.use_refusal + p.use_parents);
    for (YouthId youth{0}; youth.index < many; ++youth.index) {
        if (y.stage[youth] != Stage::occasional) continue;
        ASSERT_NEAR(y.frequency[youth], expected, 1e-5);
    }
    for (auto* effect : {&p.use_approval, &p.use_refusal, &p.use_parents}) {
        without_effects();
        *effect = -0.2;
        live(Stage::occasional);
        auto const stays = static_cast<std::uint32_t>(std::ranges::find(y.stage, Stage::occasional) - y.stage.begin());
        EXPECT_NEAR(y.frequency[YouthId{stays}], p.monthly_use * std::exp(-0.2), 1e-5);
    }
}

TEST_F(ChangeStage, EscalatesByTraitsApprovalAndParents)
{
    without_effects();
    p.escalation_traits = 0.5;
    expect_escalation(std::exp(2 * 0.5));  // impulsivity and sensation seeking, each
    without_effects();
    p.escalation_approval = 0.6;
    expect_escalation(std::exp(0.6));
    without_effects();
    p.escalation_parents = -0.6;
    expect_escalation(std::exp(-0.6));
}

TEST_F(ChangeStage, StopsByApprovalParentsAndRefusal)
{
    without_effects();
    p.quit_approval = -0.6;
    expect_quitting(std::exp(-0.6));
    without_effects();
    p.quit_parents = 0.6;
    expect_quitting(std::exp(0.6));
    without_effects();
    p.quit_refusal = 0.7;
    expect_quitting(std::exp(0.7));
}

class AdultStages : public ChangeStage {
protected:
    AdultStages() : ChangeStage{23} {}
};

// In February who was born in the middle of the cohort's year is half a month short of 23 and a half.
TEST_F(AdultStages, StopsSoonerWithEachYearOver19)
{
    without_effects();
    p.quit_over_19 = 0.4;
    expect_quitting(std::exp(0.4 * (age_in_months(23, 6, 5) + 0.5 - 19.0 * 12.0) / 12.0));
}

class YoungStages : public ChangeStage {
protected:
    YoungStages() : ChangeStage{13} {}
};

TEST_F(YoungStages, ChangesQuittingWithEachYearUnder16)
{
    without_effects();
    p.quit_under_16 = 0.3;
    expect_quitting(std::exp(0.3 * (16.0 * 12.0 - age_in_months(13, 6, 5) - 0.5) / 12.0));
}

}  // namespace
}  // namespace pijler::test
