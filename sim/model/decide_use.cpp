#include "model/decide_use.hpp"

#include "core/math.hpp"
#include "model/scales.hpp"

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> month_block{1, "youth.month"};

using ByAge = UseDecision::ByAge;
using Weights = UseDecision::Weights;

ByAge by_age(OpportunityParams const& o, AcceptanceParams const& a)
{
    ByAge table{};
    for (int months = 0; months < static_cast<int>(UseDecision::months_of_age); ++months) {
        auto const age = (months + 0.5) / months_per_year;
        auto const n = static_cast<std::size_t>(months);
        // Time without adults grows fastest in the first years of secondary school and is complete at 18.
        auto const to_go = std::clamp((18.0 - age) / 6.0, 0.0, 1.0);
        table.unsupervised[n] = static_cast<float>(1.0 - (1.0 - o.unsupervised_at_12) * to_go * to_go);
        table.going_out[n] = static_cast<float>(age < 14 ? 0.0 : age < 18 ? (age - 14) / 4 : age < 22 ? 1.0 : 1.0 - 0.1 * (age - 22));
        table.acceptance[n] = static_cast<float>(a.intercept + a.intercept_shift + a.age_to_17 * (std::min(age, 17.0) - 15.0) +
                                                 a.age_over_17 * std::max(0.0, age - 17.0));
        table.watched[n] = static_cast<float>(o.monitoring * std::clamp((20.0 - age) / 8.0, 0.0, 1.0));
    }
    return table;
}

Weights weights(OpportunityParams const& o, AcceptanceParams const& a, double peer_influence)
{
    auto const single = [](double value) { return static_cast<float>(value); };
    return {single(peer_influence * o.friends), single(o.friends_saturation), single(o.availability), single(o.going_out), single(o.leak),
            single(peer_influence * o.older_friends), single(peer_influence * a.descriptive), single(peer_influence * a.injunctive),
            single(a.approval), single(a.curiosity), single(a.risk), single(a.refusal), single(a.parents), single(a.bond),
            single(a.parents_times_refusal), single(a.relapse)};
}

// For a block of youths: what is looked up, gathered first so that the arithmetic runs in vectors, and what comes of it.
struct Decision {
    using Floats = std::array<float, block_size>;
    Floats time_alone, outside, age_term, friends_use, older_users, stage_term;
    Floats takes_up;  // probability that this month brings an offer that is accepted
};

void gather(World const& world, Surroundings const& around, ByAge const& table, Weights const& w, int moment, std::size_t begin,
            std::size_t end, Decision& d)
{
    auto const& y = world.youths;
    for (auto i = begin; i < end; ++i) {
        YouthId const youth{static_cast<std::uint32_t>(i)};
        auto const age = static_cast<std::size_t>(age_in_months(y, youth, moment));
        auto const place = y.neighbourhood[youth];
        auto const k = i - begin;
        auto const sum = around.friends[youth];
        float const legal = world.neighbourhoods.legal_access[place] * (y.school_age[youth] >= 18 ? 1.0F : w.leak);
        d.time_alone[k] = table.unsupervised[age] * (1.0F - table.watched[age] * y.parental_monitoring[youth]) * (0.5F + y.unsupervised[youth]);
        d.outside[k] = w.availability * (legal + world.neighbourhoods.street[place]) + w.going_out * table.going_out[age];
        d.age_term[k] = table.acceptance[age];
        d.friends_use[k] = FriendWord::frequency(sum);
        d.older_users[k] = FriendWord::adult_users(sum) * around.per_friend[youth];
        d.stage_term[k] = y.stage[youth] == Stage::never ? w.curiosity * scale::curiosity(y.curiosity[youth]) : w.relapse;
    }
}

[[gnu::target_clones("arch=x86-64-v3", "default")]] void weigh(Youths const& y, Weights const& weights, std::size_t begin, std::size_t count, Decision& d)
{
    auto const w = weights;
    auto const at = [begin](auto const& column) { return column.data() + begin; };
    auto const* refusal = at(y.refusal);
    auto const* disapproval = at(y.parental_disapproval);
    auto const* proneness = at(y.proneness);
    auto const* descriptive = at(y.descriptive_norm);
    auto const* injunctive = at(y.injunctive_norm);
    auto const* approval = at(y.approval);
    auto const* risk = at(y.perceived_risk);
    auto const* bond = at(y.bond);
    for_lanes(count, [&, w](std::size_t k) {
        float const by_friends = w.friends * (1.0F - exponential(-w.saturation * d.friends_use[k]));
        float const offers_a_year = d.time_alone[k] * (by_friends + w.older_friends * d.older_users[k] + d.outside[k]);
        float const offered = 1.0F - exponential(offers_a_year * (-1.0F / months_per_year));
        float const can_refuse = scale::refusal(refusal[k]);
        float const parents = scale::parental_disapproval(disapproval[k]);
        float const log_odds = d.age_term[k] + proneness[k] + w.descriptive * scale::descriptive_norm(descriptive[k]) +
                               w.injunctive * scale::injunctive_norm(injunctive[k]) + w.approval * scale::approval(approval[k]) +
                               w.risk * scale::perceived_risk(risk[k]) + w.refusal * can_refuse + w.parents * parents + w.bond * scale::bond(bond[k]) -
                               w.both * can_refuse * parents + d.stage_term[k];
        d.takes_up[k] = offered * logistic(log_odds);
    });
}

// Expected probability that a user uses in a month.
float expected_use(Youths const& y, YouthId youth, StageParams const& p)
{
    switch (y.stage[youth]) {
        case Stage::never:
        case Stage::former: return 0.0F;
        case Stage::regular:
        case Stage::problematic: return 1.0F;
        case Stage::occasional: break;
    }
    float const exponent = static_cast<float>(p.use_approval) * scale::approval(y.approval[youth]) +
                           static_cast<float>(p.use_refusal) * scale::refusal(y.refusal[youth]) +
                           static_cast<float>(p.use_parents) * scale::parental_disapproval(y.parental_disapproval[youth]);
    return std::min(1.0F, static_cast<float>(p.monthly_use) * exponential(exponent));
}

// A user's move between stages: competing rates a year, one uniform for whether and where to.
Stage next_stage(Youths const& y, YouthId youth, StageParams const& p, float age, float draw)
{
    auto const single = [](double value) { return static_cast<float>(value); };
    float const approval = scale::approval(y.approval[youth]);
    float const parents = scale::parental_disapproval(y.parental_disapproval[youth]);
    float const traits = 0.5F * (scale::impulsivity(y.impulsivity[youth]) + scale::sensation_seeking(y.sensation_seeking[youth]));
    float const escalation = exponential(2.0F * single(p.escalation_traits) * traits + single(p.escalation_approval) * approval +
                                         single(p.escalation_parents) * parents);
    float const quitting = exponential(single(p.quit_approval) * approval + single(p.quit_parents) * parents +
                                       single(p.quit_refusal) * scale::refusal(y.refusal[youth]) + single(p.quit_over_19) * std::max(0.0F, age - 19.0F) +
                                       single(p.quit_under_16) * std::max(0.0F, 16.0F - age));
    struct Way {
        Stage to;
        float rate;
    };
    std::array<Way, 3> ways{};
    switch (y.stage[youth]) {
        case Stage::never:
        case Stage::former: return y.stage[youth];
        case Stage::occasional:
            ways = {{{Stage::regular, single(p.occasional_to_regular) * escalation}, {Stage::former, single(p.quit_occasional) * quitting}}};
            break;
        case Stage::regular:
            ways = {{{Stage::problematic, single(p.regular_to_problematic) * escalation},
                     {Stage::occasional, single(p.regular_to_occasional) * quitting},
                     {Stage::former, single(p.quit_regular) * quitting}}};
            break;
        case Stage::problematic:
            ways = {{{Stage::regular, single(p.problematic_to_regular) * quitting}, {Stage::former, single(p.quit_problematic) * quitting}}};
            break;
    }
    float const total = ways[0].rate + ways[1].rate + ways[2].rate;
    float const moves = 1.0F - exponential(total * (-1.0F / months_per_year));
    if (draw >= moves) return y.stage[youth];
    float point = draw / moves * total;
    for (auto const& way : ways) {
        if (point < way.rate) return way.to;
        point -= way.rate;
    }
    return ways[0].to;
}

// What becomes of a youth who uses, has used or takes it up this month.
void happen(Youths& y, YouthId youth, Stage stage, bool takes_up, YouthDraws const& draw, StageParams const& stages, int moment, UseEvent& event)
{
    auto& since = y.months_since_use[youth];
    if (uses(stage)) {
        since = draw.use < y.frequency[youth] ? std::uint8_t{0} : static_cast<std::uint8_t>(std::min<int>(254, since) + 1);
        float const age = (static_cast<float>(age_in_months(y, youth, moment)) + 0.5F) / months_per_year;
        y.stage[youth] = next_stage(y, youth, stages, age, draw.stage);
        if (y.stage[youth] == Stage::former) event = UseEvent::quit;
    } else if (takes_up) {
        event = stage == Stage::never ? UseEvent::start : UseEvent::relapse;
        y.just_started[youth] = stage == Stage::never;
        y.stage[youth] = Stage::occasional;
        y.curiosity[youth] = 0.0F;
        since = 0;
    } else {
        since = static_cast<std::uint8_t>(std::min<int>(254, since) + 1);
        return;
    }
    y.frequency[youth] = expected_use(y, youth, stages);
}

}  // namespace

void draw_month(Youths const& youths, MonthRandom const& random, Workers workers, MonthDraws& draws)
{
    draws.resize(youths.count());
    for_each_block(workers, youths.count(), [&](std::size_t begin, std::size_t end) {
        auto const count = end - begin;
        std::array<RandomBlock, block_size> bits;
        random.blocks(std::span{youths.identity.data() + begin, count}, month_block, std::span{bits}.first(count));
        auto* const draw = draws.data() + begin;
        for (std::size_t i = 0; i < count; ++i) draw[i] = {uniform(bits[i][0]), uniform(bits[i][1]), uniform(bits[i][2]), uniform(bits[i][3])};
    });
}

float proneness_of(World const& world, YouthId youth, AcceptanceParams const& p)
{
    auto const& y = world.youths;
    auto const sex = y.sex[youth] == Sex::male ? 0.5 : -0.5;
    return static_cast<float>(p.impulsivity * scale::impulsivity(y.impulsivity[youth]) + p.sensation_seeking * scale::sensation_seeking(y.sensation_seeking[youth]) +
                              p.male * sex) +
           world.schools.effect[y.school[youth]];
}

UseDecision::UseDecision(OpportunityParams const& opportunity, AcceptanceParams const& acceptance, StageParams const& stages, double peer_influence, int month)
    : by_age_{by_age(opportunity, acceptance)}, weights_{weights(opportunity, acceptance, peer_influence)}, stages_{stages}, moment_{month_of_year(month)}
{
}

void UseDecision::operator()(World& world, Surroundings const& around, MonthDraws const& draws, std::size_t begin, std::size_t end,
                             Column<YouthId, UseEvent>& event) const
{
    Decision decision;
    gather(world, around, by_age_, weights_, moment_, begin, end, decision);
    weigh(world.youths, weights_, begin, end - begin, decision);
    auto& y = world.youths;
    auto const at = [begin](auto& column) { return column.data() + begin; };
    auto const* const stage_now = at(y.stage);
    auto* const start_probability = at(y.start_probability);
    for_lanes(end - begin, [&](std::size_t k) { start_probability[k] = stage_now[k] == Stage::never ? decision.takes_up[k] : 0.0F; });
    std::fill_n(at(y.just_started), end - begin, std::uint8_t{0});
    std::fill_n(at(event), end - begin, UseEvent::nothing);
    for (auto i = begin; i < end; ++i) {
        YouthId const youth{static_cast<std::uint32_t>(i)};
        auto const stage = y.stage[youth];
        bool const takes_up = draws[youth].start < decision.takes_up[i - begin];
        // Most months, most youths are never-users who stay so.
        if ((stage == Stage::never) & !takes_up) continue;
        if (y.present[youth]) happen(y, youth, stage, takes_up, draws[youth], stages_, moment_, event[youth]);
    }
}

void decide_use(World& world, Surroundings const& around, MonthDraws const& draws, OpportunityParams const& opportunity,
                AcceptanceParams const& acceptance, StageParams const& stages, double peer_influence, int month, Workers workers,
                Column<YouthId, UseEvent>& event)
{
    UseDecision const decide{opportunity, acceptance, stages, peer_influence, month};
    event.resize(world.youths.count());
    for_each_block(workers, world.youths.count(), [&](std::size_t begin, std::size_t end) { decide(world, around, draws, begin, end, event); });
}

void describe(ParameterVisitor& visit, OpportunityParams& p)
{
    visit("offers.friends", p.friends, {"per year", 0.5, 5.0, "offers when all friends use, before saturation", "calibration", Grade::K});
    visit("offers.friends_saturation", p.friends_saturation, {"", 0.3, 1.5, "how fast offers saturate with the number of using friends", "prototype", Grade::J});
    visit("offers.availability", p.availability, {"per year", 0.1, 1.0, "offers by sale next to a coffeeshop or a dealing street", "calibration", Grade::K});
    visit("offers.going_out", p.going_out, {"per year", 0.0, 1.0, "offers when going out, at 18 to 22", "calibration", Grade::K});
    visit("offers.leak_to_minors", p.leak, {"", 0.02, 0.3, "share of legal availability that reaches minors", "calibration", Grade::K});
    visit("offers.older_friends", p.older_friends, {"per year", 0.0, 3.0, "offers when all friends are adult users", "calibration", Grade::K});
    visit("offers.unsupervised_at_12", p.unsupervised_at_12, {"", 0.05, 0.6, "unsupervised time at 12 relative to 18", "prototype", Grade::K});
    visit("offers.monitoring", p.monitoring, {"", 0.0, 0.8, "share of unsupervised time that full monitoring takes away at 12", "lac2009", Grade::J});
}

void describe(ParameterVisitor& visit, AcceptanceParams& p)
{
    visit("acceptance.intercept", p.intercept, {"log-odds", -6.0, 3.0, "acceptance of a first offer at 15, all else at its centre", "calibration", Grade::K});
    visit("acceptance.intercept_shift", p.intercept_shift, {"log-odds", -1.0, 1.0, "shift of everybody's acceptance: a town's own level, or a push to measure the social multiplier", "judgement", Grade::J});
    visit("acceptance.age_to_17", p.age_to_17, {"log-odds per year", -1.0, 1.0, "change of acceptance with age up to 17", "calibration", Grade::K});
    visit("acceptance.age_over_17", p.age_over_17, {"log-odds per year", -1.5, 0.0, "change of acceptance with age after 17 (maturing out)", "calibration", Grade::K});
    visit("acceptance.descriptive_norm", p.descriptive, {"log-odds per sd", 0.0, 0.3, "believed use by peers", "snipe2016", Grade::C});
    visit("acceptance.injunctive_norm", p.injunctive, {"log-odds per sd", 0.0, 0.2, "believed approval by friends", "snipe2016", Grade::C});
    visit("acceptance.approval", p.approval, {"log-odds per sd", 0.0, 0.3, "own approval", "prototype", Grade::J});
    visit("acceptance.curiosity", p.curiosity, {"log-odds per sd", 0.0, 0.2, "curiosity of never-users", "prototype", Grade::J});
    visit("acceptance.impulsivity", p.impulsivity, {"log-odds per sd", 0.0, 0.4, "impulsivity", "malmberg2012", Grade::C});
    visit("acceptance.sensation_seeking", p.sensation_seeking, {"log-odds per sd", 0.1, 0.6, "sensation seeking", "malmberg2012", Grade::B});
    visit("acceptance.perceived_risk", p.risk, {"log-odds per sd", -0.6, 0.0, "perceived risk", "prototype", Grade::J});
    visit("acceptance.refusal", p.refusal, {"log-odds per sd", -0.7, 0.0, "refusal self-efficacy", "faggiano2010", Grade::J});
    visit("acceptance.parental_disapproval", p.parents, {"log-odds per sd", -0.5, 0.0, "felt parental disapproval", "vermeulensmit2015", Grade::B});
    visit("acceptance.bond", p.bond, {"log-odds per sd", -0.25, 0.0, "bond to school", "prototype", Grade::J});
    visit("acceptance.male", p.male, {"log-odds", 0.0, 0.6, "boys against girls", "trimbos2019", Grade::K});
    visit("acceptance.synergy", p.parents_times_refusal, {"log-odds per sd x sd", -0.3, 0.3, "extra refusal where parents disapprove and the youth can refuse (parents x youths); no evidence that it is not 0", "koning2009", Grade::J});
    visit("acceptance.relapse", p.relapse, {"log-odds", -4.0, 2.0, "acceptance of a former user against a never-user", "calibration", Grade::K});
}

void describe(ParameterVisitor& visit, StageParams& p)
{
    visit("use.monthly", p.monthly_use, {"", 0.2, 0.7, "probability that an average occasional user uses in a month", "calibration", Grade::K});
    visit("use.approval", p.use_approval, {"log per sd", 0.0, 0.2, "own approval raises an occasional user's frequency", "prototype", Grade::J});
    visit("use.refusal", p.use_refusal, {"log per sd", -0.3, 0.0, "refusal self-efficacy lowers it", "faggiano2010", Grade::J});
    visit("use.parents", p.use_parents, {"log per sd", -0.3, 0.0, "felt parental disapproval lowers it", "prototype", Grade::J});
    visit("stage.quit_occasional", p.quit_occasional, {"per year", 0.05, 1.0, "occasional to former", "coffey2000", Grade::K});
    visit("stage.occasional_to_regular", p.occasional_to_regular, {"per year", 0.03, 0.4, "occasional to regular (weekly)", "calibration", Grade::K});
    visit("stage.regular_to_occasional", p.regular_to_occasional, {"per year", 0.1, 1.5, "regular to occasional", "calibration", Grade::K});
    visit("stage.quit_regular", p.quit_regular, {"per year", 0.02, 0.5, "regular to former", "coffey2000", Grade::K});
    visit("stage.regular_to_problematic", p.regular_to_problematic, {"per year", 0.05, 0.3, "regular to problematic", "vanderpol2013", Grade::B});
    visit("stage.problematic_to_regular", p.problematic_to_regular, {"per year", 0.2, 1.0, "problematic to regular", "vanderpol2015", Grade::B});
    visit("stage.quit_problematic", p.quit_problematic, {"per year", 0.02, 0.5, "problematic to former", "vanderpol2015", Grade::B});
    visit("stage.escalation_traits", p.escalation_traits, {"log per sd", 0.0, 0.5, "impulsivity and sensation seeking, each, speed up escalation", "prototype", Grade::J});
    visit("stage.escalation_approval", p.escalation_approval, {"log per sd", 0.0, 0.3, "own approval speeds up escalation", "prototype", Grade::J});
    visit("stage.escalation_parents", p.escalation_parents, {"log per sd", -0.3, 0.0, "felt parental disapproval slows escalation", "prototype", Grade::J});
    visit("stage.quit_approval", p.quit_approval, {"log per sd", -0.3, 0.0, "own approval slows quitting", "prototype", Grade::J});
    visit("stage.quit_parents", p.quit_parents, {"log per sd", 0.0, 0.3, "felt parental disapproval speeds up quitting", "prototype", Grade::J});
    visit("stage.quit_refusal", p.quit_refusal, {"log per sd", 0.0, 0.4, "refusal self-efficacy speeds up quitting", "faggiano2010", Grade::J});
    visit("stage.quit_over_19", p.quit_over_19, {"log per year", 0.0, 0.5, "quitting speeds up with each year over 19", "calibration", Grade::K});
    visit("stage.quit_under_16", p.quit_under_16, {"log per year", -0.5, 0.4, "quitting slows with each year under 16", "calibration", Grade::K});
}

}  // namespace pijler
