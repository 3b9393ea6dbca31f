#include "support/rounds.hpp"

#include "core/math.hpp"

namespace pijler::test {
namespace {

class MassMediaCampaign : public OneRound {
protected:
    MassMediaCampaign() : OneRound{"mass_media_campaign"} { spec.delivery.age_high = 18; }
    double count_targets() const
    {
        double count = 0;
        for_each_youth(world, [&](YouthId youth) { count += targeted(youth); });
        return count;
    }
};

TEST_F(MassMediaCampaign, WarnsAndSuggestsThatUseIsCommon)
{
    values["education.media.risk"] = 0.3;
    EXPECT_EQ(act(), count_targets());
    for_each_youth(world, [&](YouthId youth) {
        auto const exposed = targeted(youth) ? dose() : 0.0F;
        auto const was = before.youths.perceived_risk[youth];
        EXPECT_NEAR(y.perceived_risk[youth], was + 0.3 * exposed * (1.0 - was), 1e-5);
        EXPECT_NEAR(y.norm_shift[youth] - before.youths.norm_shift[youth], effect("education.media.norm") * exposed, 1e-6);
    });
    EXPECT_GT(effect("education.media.norm"), 0.0);
}

TEST_F(MassMediaCampaign, SuggestsNothingAtZero)
{
    values["education.media.norm"] = 0.0;
    act();
    EXPECT_EQ(y.norm_shift, before.youths.norm_shift);
}

TEST_F(MassMediaCampaign, ChangesNothingAtZeroCoverageOrStrength)
{
    for (auto* zero : {&spec.delivery.coverage, &spec.delivery.strength}) {
        auto const was = *zero;
        *zero = 0.0;
        EXPECT_EQ(act(), 0.0);
        EXPECT_EQ(differences(world, before), std::vector<std::string>{});
        *zero = was;
    }
}

TEST_F(MassMediaCampaign, IsSeenByItsCoverageAndTheSameAsFarAsItPersists)
{
    spec.delivery.coverage = 0.5;
    for (double const persistence : {0.0, 1.0}) {
        world = before;
        values["education.media.reach_persistence"] = persistence;
        auto const first = act(0);
        EXPECT_NEAR(first, 0.5 * count_targets(), count_bound(count_targets(), 0.5));
        auto const after_first = y.norm_shift;
        act(12);
        double twice = 0;
        for_each_youth(world, [&](YouthId youth) {
            twice += after_first[youth] != before.youths.norm_shift[youth] && y.norm_shift[youth] != after_first[youth];
        });
        EXPECT_NEAR(twice, persistence == 1.0 ? first : 0.5 * first, persistence == 1.0 ? 0.0 : count_bound(first, 0.5));
    }
}

TEST_F(MassMediaCampaign, CanLowerTheRiskThatYouthsSee)
{
    values["education.media.risk"] = -0.3;
    act();
    for_each_youth(world, [&](YouthId youth) {
        auto const was = before.youths.perceived_risk[youth];
        if (targeted(youth)) {
            EXPECT_NEAR(y.perceived_risk[youth], std::max(0.0, was - 0.3 * dose() * (1.0 - was)), 1e-5);
        }
    });
}

}  // namespace
}  // namespace pijler::test
