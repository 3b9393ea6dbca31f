// Content fits the audience that it was written for; what is lacking weakens the effect and feeds side effects.
#include "support/rounds.hpp"

#include "core/math.hpp"

namespace pijler::test {
namespace {

constexpr std::array audiences{Audience::non_user, Audience::experimenting, Audience::parent, Audience::professional};
constexpr std::array<char const*, 4> written_for{"non_user", "experimenting", "parent", "professional"};

TEST(Fit, IsBestForTheAudienceThatContentWasWrittenFor)
{
    AudienceFit const fit;
    for (std::size_t n = 0; n < audiences.size(); ++n) {
        EXPECT_EQ(fit.of(written_for[n], audiences[n]), fit.own);
        EXPECT_EQ(fit.relative(written_for[n], audiences[n]), 1.0);
        EXPECT_LT(fit.of("all", audiences[n]), fit.own) << "one message for all fits nobody well";
        for (auto const* other : written_for) {
            if (std::string{other} != written_for[n]) {
                EXPECT_LT(fit.of(other, audiences[n]), fit.own);
            }
        }
    }
    EXPECT_LT(fit.of("parent", Audience::non_user), fit.of("experimenting", Audience::non_user));
}

class Lessons : public OneRound {
protected:
    Lessons() : OneRound{"youth_education", "information"}
    {
        spec.delivery.age_high = 25;
        values["education.youths.attendance"] = 10.0;
        values["audience.fit_own"] = 0.9;
        values["audience.fit_other_youths"] = 0.4;
        values["audience.fit_across"] = 0.2;
    }
    void expect_fit(std::string const& content, double never, double experimenting)
    {
        world = before;
        spec.delivery.content = content;
        act();
        std::array<int, 2> seen{};
        for_each_youth(world, [&](YouthId youth) {
            if (y.lessons[youth] == before.youths.lessons[youth]) return;
            bool const has_used = before.youths.stage[youth] != Stage::never;
            double const fit = has_used ? experimenting : never;
            auto const was = before.youths.perceived_risk[youth];
            EXPECT_NEAR(y.perceived_risk[youth], was + effect("education.youths.risk") * fit * dose() * (1.0 - was), 1e-5);
            EXPECT_NEAR(y.norm_shift[youth], effect("education.youths.norm") * (1.0 - fit) * dose(), 1e-5);
            ++seen[has_used];
        });
        EXPECT_GT(std::min(seen[0], seen[1]), 50);
    }
};

TEST_F(Lessons, FitByContentAndByWhetherAYouthHasUsed)
{
    expect_fit("all", effect("audience.fit_all"), effect("audience.fit_all"));
    expect_fit("non_user", 0.9, 0.4);
    expect_fit("experimenting", 0.4, 0.9);
    expect_fit("parent", 0.2, 0.2);
}

class Evenings : public OneRound {
protected:
    Evenings() : OneRound{"parent_education"} { spec.delivery.coverage = 0.5; }
    Column<HouseholdId, std::array<ParentBeliefs, parents_max>> taught(std::string const& content)
    {
        world = before;
        spec.delivery.content = content;
        act();
        return world.households.belief;
    }
};

// Effects are known of programmes for parents.
TEST_F(Evenings, FitParentsAsFarAsTheyAreWrittenForThem)
{
    auto const own = taught("parent"), all = taught("all");
    double const weaker = effect("audience.fit_all") / effect("audience.fit_own");
    int parents = 0;
    for (HouseholdId home{0}; home.index < world.households.count(); ++home.index) {
        auto const& was = before.households.belief[home][0];
        double const gain = static_cast<double>(own[home][0].knowledge) - was.knowledge;
        EXPECT_NEAR(static_cast<double>(all[home][0].knowledge) - was.knowledge, weaker * gain, 1e-6);
        parents += gain > 0.0;
    }
    EXPECT_GT(parents, 100);
}

}  // namespace
}  // namespace pijler::test
