#include "model/newcomers.hpp"

#include "core/math.hpp"
#include "model/exchange_parenting.hpp"
#include "model/scales.hpp"

#include <algorithm>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> traits{2, "newcomer.traits"};
constexpr Purpose<YouthIdentity> sociability{3, "newcomer.sociability"};
constexpr Purpose<YouthIdentity> history{4, "newcomer.history"};
constexpr Purpose<HouseholdIdentity> parents{1, "newcomer.parents"};
constexpr Purpose<HouseholdIdentity> own_history{2, "newcomer.parents_own_history"};

// Starting lifetime use by age 12..25, to be forgotten by the run-in (targets: cannabis, PEIL 2019 and Gezondheidsenquete 2018/2021).
constexpr std::array<float, cohort_count> lifetime_by_age{0.007F, 0.03F, 0.085F, 0.15F, 0.22F, 0.28F, 0.33F, 0.36F, 0.40F, 0.44F, 0.47F, 0.48F, 0.49F, 0.50F};

}  // namespace

void give_traits(World& world, YouthId youth, RandomKey const& key, NewcomerParams const& p)
{
    auto& y = world.youths;
    MonthRandom const random{key, 0};
    auto const who = y.identity[youth];
    std::array const normals{random.normals(who, traits, 0), random.normals(who, traits, 1)};
    auto const z = [&](std::size_t nth) { return normals[nth / 4][nth % 4]; };
    float const boy = y.sex[youth] == Sex::male ? 1.0F : -1.0F;
    float const shared = z(0);
    y.impulsivity[youth] = clamp01(0.5F + 0.18F * shared + 0.02F * boy);
    y.sensation_seeking[youth] = clamp01(0.5F + 0.18F * (0.4F * shared + 0.92F * z(1)) + 0.04F * boy);
    y.unsupervised[youth] = clamp01(0.5F + 0.2F * z(2) + 0.3F * (y.sensation_seeking[youth] - 0.5F));
    y.bond_anchor[youth] = clamp01(scale::bond.centre + scale::bond.sd * z(3));
    y.risk_anchor[youth] = clamp01(scale::perceived_risk.centre + scale::perceived_risk.sd * z(4));
    y.refusal_anchor[youth] = clamp01(scale::refusal.centre + scale::refusal.sd * z(5) - 0.2F * (y.impulsivity[youth] - 0.5F));
    y.curiosity_anchor[youth] = static_cast<float>(p.curiosity) * 0.5F * (y.impulsivity[youth] + y.sensation_seeking[youth]);
    y.norm_bias[youth] = static_cast<float>(p.norm_bias) * exponential(static_cast<float>(p.norm_bias_sd) * z(6));
    y.media_share[youth] = static_cast<float>(p.media_share) * exponential(static_cast<float>(p.media_share_sd) * z(7));
    y.sociability[youth] = static_cast<std::uint8_t>(6.0F + 6.0F * random.uniform(who, sociability));

    y.descriptive_norm[youth] = 0.05F;
    y.norm_shift[youth] = 0.0F;
    y.injunctive_norm[youth] = 0.2F;
    y.approval[youth] = 0.2F;
    y.perceived_risk[youth] = y.risk_anchor[youth];
    y.curiosity[youth] = y.curiosity_anchor[youth];
    y.refusal[youth] = y.refusal_anchor[youth];
    y.bond[youth] = y.bond_anchor[youth];
    y.parental_disapproval[youth] = scale::parental_disapproval.centre;  // until the month's talk at home
    y.parental_monitoring[youth] = static_cast<float>(p.monitoring);
    y.lessons[youth] = 0;
    y.stage[youth] = Stage::never;
    y.months_since_use[youth] = 255;
    y.just_started[youth] = 0;
    y.frequency[youth] = 0.0F;
    y.start_probability[youth] = 0.0F;
    y.ties[youth].fill(y.nobody());
    y.degree[youth] = 0;
}

void give_parents(World& world, HouseholdId home, RandomKey const& key, NewcomerParams const& p)
{
    auto& homes = world.households;
    MonthRandom const random{key, 0};
    auto const who = homes.identity[home];
    // Two parents of a home are alike: half of the variance is the home's.
    std::array<std::array<float, 4>, 4> normals;
    for (std::uint32_t block = 0; block < 4; ++block) normals[block] = random.normals(who, parents, block);
    auto const normal = [&](std::size_t nth) { return normals[nth / 4][nth % 4]; };
    for (std::uint32_t n = 0; n < parents_max; ++n) {
        auto const z = [&](std::size_t k) { return 0.7071F * (normal(k) + normal(5 + 5 * n + k)); };
        float const involved = clamp01(0.5F + 0.2F * z(0));
        float const leniency = random.chance(static_cast<float>(p.own_history_share), who, own_history, n) ? static_cast<float>(p.own_history_leniency) : 0.0F;
        ParentBeliefs const beliefs{clamp01(static_cast<float>(p.knowledge) + 0.12F * z(1) + 0.2F * (involved - 0.5F)),
                                    clamp01(static_cast<float>(p.communication) + 0.12F * z(2) + 0.2F * (involved - 0.5F)),
                                    clamp01(static_cast<float>(p.disapproval) + 0.13F * z(3) - leniency),
                                    clamp01(static_cast<float>(p.monitoring) + 0.12F * z(4) + 0.2F * (involved - 0.5F))};
        homes.anchor[home][n] = beliefs;
        homes.belief[home][n] = beliefs;
        homes.involvement[home][n] = involved;
        homes.courses[home][n] = 0;
    }
}

void give_history(World& world, YouthId youth, RandomKey const& key, StageParams const& stages)
{
    auto& y = world.youths;
    MonthRandom const random{key, 0};
    auto const bits = random.block(y.identity[youth], history);
    auto const age = std::clamp<int>(y.school_age[youth], youngest_age, oldest_age) - youngest_age;
    float const now = uniform(bits[1]);
    if (uniform(bits[0]) >= lifetime_by_age[static_cast<std::size_t>(age)]) return;
    float const former = 0.1F + 0.04F * static_cast<float>(age);
    y.stage[youth] = now < former ? Stage::former : now < former + 0.06F ? Stage::regular : now < former + 0.08F ? Stage::problematic : Stage::occasional;
    y.curiosity[youth] = 0.0F;
    y.frequency[youth] = y.stage[youth] == Stage::former ? 0.0F : y.stage[youth] == Stage::occasional ? static_cast<float>(stages.monthly_use) : 1.0F;
    y.months_since_use[youth] = y.stage[youth] == Stage::former ? static_cast<std::uint8_t>(30.0F * uniform(bits[2])) : 0;
}

void describe(ParameterVisitor& visit, NewcomerParams& p)
{
    visit("norms.bias", p.norm_bias, {"odds ratio", 1.0, 4.0, "median inflation of observed use (misperception)", "calibration", Grade::K});
    visit("norms.bias_sd", p.norm_bias_sd, {"log", 0.0, 1.2, "spread of that inflation over persons: some play use down", "franca2010", Grade::C});
    visit("norms.media_share", p.media_share, {"", 0.03, 0.4, "past-month share of peers that media suggest, median", "calibration", Grade::K});
    visit("norms.media_share_sd", p.media_share_sd, {"log", 0.0, 1.2, "spread of that share over persons", "prototype", Grade::J});
    visit("curiosity.anchor", p.curiosity, {"", 0.1, 0.5, "resting curiosity of a never-user of middling traits, times two", "prototype", Grade::J});
    visit("parents.knowledge", p.knowledge, {"", 0.15, 0.45, "mean knowledge of substances, signals and what to do", "prototype", Grade::J});
    visit("parents.communication", p.communication, {"", 0.40, 0.70, "mean quality of conversation", "prototype", Grade::J});
    visit("parents.disapproval", p.disapproval, {"", 0.60, 0.90, "mean rules and disapproval", "prototype", Grade::J});
    visit("parents.monitoring", p.monitoring, {"", 0.35, 0.65, "mean monitoring", "prototype", Grade::J});
    visit("parents.own_history_share", p.own_history_share, {"", 0.1, 0.5, "parents who ever used", "ge2021", Grade::B});
    visit("parents.own_history_leniency", p.own_history_leniency, {"", 0.0, 0.3, "lower disapproval of a parent who ever used", "vermeulensmit2015", Grade::J});
    visit("school.effect_sd", p.school_effect_sd, {"log-odds", 0.0, 0.4, "spread of schools' own level of acceptance", "prototype", Grade::J});
}

}  // namespace pijler
