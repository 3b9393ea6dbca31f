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

IN_VECTORS void give_traits(World& world, std::size_t begin, std::size_t end, RandomKey const& key, NewcomerParams const& params)
{
    auto& y = world.youths;
    auto const count = end - begin;
    auto const at = [begin](auto& column) { return column.data() + begin; };
    std::span<YouthIdentity const> const who{at(y.identity), count};
    MonthRandom const random{key, 0};
    std::array<BlockOf<float>, 4> z, more;
    BlockOf<RandomBlock> bits;
    random.normals(who, traits, 0, z);
    random.normals(who, traits, 1, more);
    random.blocks(who, sociability, bits);
    struct {
        float curiosity, norm_bias, norm_bias_sd, media_share, media_share_sd, fewest_friends;
    } const p{static_cast<float>(params.curiosity), static_cast<float>(params.norm_bias), static_cast<float>(params.norm_bias_sd), static_cast<float>(params.media_share),
              static_cast<float>(params.media_share_sd), static_cast<float>(params.wanted_friends - 2.5)};
    auto const* sex = at(y.sex);
    auto *impulsivity = at(y.impulsivity), *sensation_seeking = at(y.sensation_seeking), *unsupervised = at(y.unsupervised);
    auto *bond = at(y.bond_anchor), *risk = at(y.risk_anchor), *refusal = at(y.refusal_anchor), *curiosity = at(y.curiosity_anchor);
    auto* norm_bias = at(y.norm_bias);
    auto* media_share = at(y.media_share);
    auto* wanted = at(y.sociability);
    for_lanes(count, [=, &z](std::size_t k) {
        float const boy = sex[k] == Sex::male ? 1.0F : -1.0F;
        float const shared = z[0][k];
        impulsivity[k] = clamp01(0.5F + 0.18F * shared + 0.02F * boy);
        sensation_seeking[k] = clamp01(0.5F + 0.18F * (0.4F * shared + 0.92F * z[1][k]) + 0.04F * boy);
    });
    for_lanes(count, [=, &z, &more](std::size_t k) {
        unsupervised[k] = clamp01(0.5F + 0.2F * z[2][k] + 0.3F * (sensation_seeking[k] - 0.5F));
        bond[k] = clamp01(scale::bond.centre + scale::bond.sd * z[3][k]);
        risk[k] = clamp01(scale::perceived_risk.centre + scale::perceived_risk.sd * more[0][k]);
        refusal[k] = clamp01(scale::refusal.centre + scale::refusal.sd * more[1][k] - 0.2F * (impulsivity[k] - 0.5F));
        curiosity[k] = p.curiosity * 0.5F * (impulsivity[k] + sensation_seeking[k]);
    });
    for_lanes(count, [=, &more](std::size_t k) {
        norm_bias[k] = p.norm_bias * exponential(p.norm_bias_sd * more[2][k]);
        media_share[k] = clamp01(p.media_share * exponential(p.media_share_sd * more[3][k]));
    });
    for_lanes(count, [=, &bits](std::size_t k) { wanted[k] = static_cast<std::uint8_t>(std::min(p.fewest_friends + 6.0F * uniform(bits[k][0]), float{tie_capacity})); });

    auto const fill = [=](auto& column, auto value) { std::fill_n(at(column), count, value); };
    auto const copy = [=](auto const& anchor, auto& column) { std::copy_n(at(anchor), count, at(column)); };
    fill(y.descriptive_norm, 0.05F);
    fill(y.norm_shift, 0.0F);
    fill(y.injunctive_norm, 0.2F);
    fill(y.approval, 0.2F);
    copy(y.risk_anchor, y.perceived_risk);
    copy(y.curiosity_anchor, y.curiosity);
    copy(y.refusal_anchor, y.refusal);
    copy(y.bond_anchor, y.bond);
    fill(y.parental_disapproval, scale::parental_disapproval.centre);  // until the month's talk at home
    fill(y.parental_monitoring, static_cast<float>(params.monitoring));
    fill(y.lessons, std::uint8_t{0});
    fill(y.stage, Stage::never);
    fill(y.months_since_use, std::uint8_t{255});
    fill(y.just_started, std::uint8_t{0});
    fill(y.frequency, 0.0F);
    fill(y.start_probability, 0.0F);
    if (!y.has_ties()) return;
    TieRow none;
    none.fill(y.nobody());
    fill(y.ties, none);
    fill(y.degree, std::uint8_t{0});
}

IN_VECTORS void give_parents(World& world, std::span<HouseholdId const> places, RandomKey const& key, NewcomerParams const& params)
{
    auto& homes = world.households;
    auto const count = places.size();
    MonthRandom const random{key, 0};
    BlockOf<HouseholdIdentity> identities;
    for (std::size_t k = 0; k < count; ++k) identities[k] = homes.identity[places[k]];
    std::span<HouseholdIdentity const> const who{identities.data(), count};
    // Two parents of a home are alike: half of the variance is the home's.
    std::array<std::array<BlockOf<float>, 4>, 4> normals;
    for (std::uint32_t block = 0; block < 4; ++block) random.normals(who, parents, block, normals[block]);
    auto const normal = [&normals](std::size_t nth) { return normals[nth / 4][nth % 4].data(); };
    struct {
        float share, leniency, knowledge, communication, disapproval, monitoring;
    } const p{static_cast<float>(params.own_history_share), static_cast<float>(params.own_history_leniency), static_cast<float>(params.knowledge),
              static_cast<float>(params.communication),     static_cast<float>(params.disapproval),          static_cast<float>(params.monitoring)};
    BlockOf<RandomBlock> bits;
    std::array<BlockOf<float>, 5> z, trait;
    for (std::uint32_t n = 0; n < parents_max; ++n) {
        random.blocks(who, own_history, n, bits);
        for (std::size_t k = 0; k < 5; ++k)
            for_lanes(count, [of_home = normal(k), own = normal(5 + 5 * n + k), to = z[k].data()](std::size_t h) { to[h] = 0.7071F * (of_home[h] + own[h]); });
        for_lanes(count, [=, &z, &trait, &bits](std::size_t h) {
            float const leniency = uniform(bits[h][0]) < p.share ? p.leniency : 0.0F;
            float const involved = clamp01(0.5F + 0.2F * z[0][h]);
            trait[0][h] = clamp01(p.knowledge + 0.12F * z[1][h] + 0.2F * (involved - 0.5F));
            trait[1][h] = clamp01(p.communication + 0.12F * z[2][h] + 0.2F * (involved - 0.5F));
            trait[2][h] = clamp01(p.disapproval + 0.13F * z[3][h] - leniency);
            trait[3][h] = clamp01(p.monitoring + 0.12F * z[4][h] + 0.2F * (involved - 0.5F));
            trait[4][h] = involved;
        });
        for (std::size_t h = 0; h < count; ++h) {
            ParentAnchor const anchor{trait[0][h], trait[1][h], trait[2][h], trait[3][h]};
            homes.anchor[places[h]][n] = anchor;
            homes.belief[places[h]][n] = anchor;
            homes.involvement[places[h]][n] = trait[4][h];
            homes.courses[places[h]][n] = 0;
        }
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
    visit("friendship.wanted", p.wanted_friends, {"ties", 6.0, 10.0, "number of friends that youths want, on average; from 2.5 fewer to 2.5 more", "calibration", Grade::K});
    visit("school.effect_sd", p.school_effect_sd, {"log-odds", 0.0, 0.4, "spread of schools' own level of acceptance", "prototype", Grade::J});
}

}  // namespace pijler
