#include "model/perceive_norms.hpp"

#include "core/math.hpp"
#include "model/scales.hpp"

namespace pijler {
namespace {

// What is looked up for a block of youths, gathered first so that the arithmetic runs in vectors.
struct Seen {
    using Floats = BlockOf<float>;
    Floats friends_use, friends_approval, friends_started, has_friends, user, never, experience;
    BlockOf<Climate> staff;
};

IN_VECTORS void gather(World const& world, Surroundings const& around, std::size_t begin, std::size_t count, Seen& seen)
{
    auto const at = [begin](auto const& column) { return column.data() + begin; };
    auto const* friends = at(around.friends);
    auto const* per_friend = at(around.per_friend);
    for_lanes(count, [=, &seen](std::size_t k) {
        float const each = per_friend[k];
        seen.friends_use[k] = FriendWord::frequency(friends[k]) * each;
        seen.friends_approval[k] = FriendWord::approval(friends[k]) * each;
        seen.friends_started[k] = FriendWord::started(friends[k]) * each;
        seen.has_friends[k] = each > 0.0F ? 1.0F : 0.0F;
    });
    auto const* stages = at(world.youths.stage);
    for_lanes(count, [=, &seen](std::size_t k) {
        auto const stage = stages[k];
        seen.user[k] = uses(stage) ? 1.0F : 0.0F;
        seen.never[k] = stage == Stage::never ? 1.0F : 0.0F;
        seen.experience[k] = stage == Stage::never ? 0.0F : stage == Stage::former ? 0.3F : 1.0F;
    });
    auto const* class_group = at(world.youths.class_group);
    auto const* climate = world.classes.climate.data();
    for (std::size_t k = 0; k < count; ++k) seen.staff[k] = climate[class_group[k].index];
}

IN_VECTORS void update(Youths& y, Surroundings const& around, NormRates const& rates, Seen const& seen, std::size_t begin,
                       std::size_t count)
{
    auto const rate = rates;
    auto const at = [begin](auto& column) { return column.data() + begin; };
    auto const* seen_use = at(around.seen_use);
    auto const* seen_weight = at(around.seen_weight);
    auto const* frequency = at(y.frequency);
    auto const* media = at(y.media_share);
    auto const* norm_bias = at(y.norm_bias);
    auto const* disapproval = at(y.parental_disapproval);
    auto const* risk_anchor = at(y.risk_anchor);
    auto const* curiosity_anchor = at(y.curiosity_anchor);
    auto const* refusal_anchor = at(y.refusal_anchor);
    auto const* bond_anchor = at(y.bond_anchor);
    auto* norm_shift = at(y.norm_shift);
    auto* descriptive_norm = at(y.descriptive_norm);
    auto* injunctive_norm = at(y.injunctive_norm);
    auto* own_approval = at(y.approval);
    auto* perceived_risk = at(y.perceived_risk);
    auto* own_curiosity = at(y.curiosity);
    auto* refusal = at(y.refusal);
    auto* bond = at(y.bond);
    for_lanes(count, [=, &seen](std::size_t k) {
        // Descriptive norm: what is seen, inflated or played down, plus a lasting shift by messages.
        float const all = seen_use[k] + rate.self * frequency[k] + rate.media * media[k];
        float const weight = seen_weight[k] + rate.self + rate.media;
        float const bias = norm_bias[k];
        float const informed = weight > 0.0F ? 1.0F : 0.0F;
        float const believed = bias * all / (weight + (bias - 1.0F) * all + (1.0F - informed));  // odds of all / weight, times the bias
        float const shift = norm_shift[k];
        float const descriptive = descriptive_norm[k];
        float const injunctive = injunctive_norm[k];
        float const risk = perceived_risk[k];
        float const approval = own_approval[k];
        float const curiosity = own_curiosity[k];
        norm_shift[k] = shift - rate.shift * shift;
        descriptive_norm[k] = descriptive + informed * rate.descriptive * (clamp01(believed + shift * (1.0F - believed)) - descriptive);
        injunctive_norm[k] = injunctive + seen.has_friends[k] * rate.injunctive * (seen.friends_approval[k] - injunctive);

        float const attitude = logistic(rate.intercept + rate.by_descriptive * scale::descriptive_norm(descriptive) +
                                        rate.by_injunctive * scale::injunctive_norm(injunctive) - rate.by_risk * scale::perceived_risk(risk) -
                                        rate.by_parents * scale::parental_disapproval(disapproval[k]) + rate.by_use * seen.experience[k]);
        own_approval[k] = approval + rate.approval * (attitude - approval);
        perceived_risk[k] = risk + rate.risk * (clamp01(risk_anchor[k] + seen.staff[k].risk) - risk) -
                            (rate.risk_friends * seen.friends_use[k] + rate.risk_own * seen.user[k]) * risk;
        own_curiosity[k] = seen.never[k] * (curiosity + rate.curiosity * (curiosity_anchor[k] - curiosity) +
                                            rate.contagion * seen.friends_started[k] * (1.0F - curiosity));
        refusal[k] += rate.refusal * (refusal_anchor[k] - refusal[k]);
        bond[k] += rate.bond * (clamp01(bond_anchor[k] + seen.staff[k].bond) - bond[k]);
    });
}

}  // namespace

void describe(ParameterVisitor& visit, NormPerceptionParams& p)
{
    visit("peer.influence", p.peer_influence, {"", 0.0, 1.5, "scales every peer channel at once (offers, norms, risk, curiosity)", "calibration", Grade::K});
    visit("norms.descriptive.learning_rate", p.descriptive_rate, {"per month", 0.05, 0.4, "share of the gap between believed and seen use closed in a month", "prototype", Grade::J});
    visit("norms.injunctive.learning_rate", p.injunctive_rate, {"per month", 0.05, 0.4, "share of the gap between believed and friends' approval closed in a month", "prototype", Grade::J});
    visit("norms.approval.learning_rate", p.approval_rate, {"per month", 0.03, 0.3, "share of the gap between attitude and its drivers closed in a month", "prototype", Grade::J});
    visit("norms.weight.media", p.weight_media, {"", 0.0, 0.3, "weight of media in what a youth believes peers do", "prototype", Grade::J});
    visit("norms.descriptive.shift_half_life", p.shift_half_life, {"months", 1.0, 36.0, "half-life of a message's shift of believed use", "prototype", Grade::J});
    visit("norms.approval.intercept", p.approval_intercept, {"log-odds", -3.0, 1.0, "approval of a youth at the centre of all scales", "prototype", Grade::J});
    visit("norms.approval.descriptive", p.approval_descriptive, {"log-odds per sd", 0.0, 0.3, "believed use raises approval", "snipe2016", Grade::C});
    visit("norms.approval.injunctive", p.approval_injunctive, {"log-odds per sd", 0.0, 0.3, "friends' approval raises approval", "snipe2016", Grade::C});
    visit("norms.approval.risk", p.approval_risk, {"log-odds per sd", 0.0, 0.5, "perceived risk lowers approval", "prototype", Grade::J});
    visit("norms.approval.parents", p.approval_parents, {"log-odds per sd", 0.0, 0.4, "felt parental disapproval lowers approval", "prototype", Grade::J});
    visit("norms.approval.use", p.approval_use, {"log-odds", 0.0, 3.0, "own use raises approval (former users: 0.3 of it)", "prototype", Grade::J});
    visit("risk.half_life", p.risk_half_life, {"months", 6.0, 36.0, "half-life of a departure of perceived risk from its anchor", "prototype", Grade::J});
    visit("risk.friends", p.risk_friends, {"per month", 0.0, 0.1, "relative loss of perceived risk when all friends use", "prototype", Grade::J});
    visit("risk.own_use", p.risk_own_use, {"per month", 0.0, 0.1, "relative loss of perceived risk while using", "prototype", Grade::J});
    visit("curiosity.half_life", p.curiosity_half_life, {"months", 2.0, 12.0, "half-life of roused curiosity", "prototype", Grade::J});
    visit("curiosity.contagion", p.curiosity_contagion, {"", 0.0, 1.0, "curiosity roused when all friends have just started", "prototype", Grade::J});
    visit("refusal.half_life", p.refusal_half_life, {"months", 6.0, 36.0, "half-life of trained refusal self-efficacy", "prototype", Grade::J});
    visit("bond.half_life", p.bond_half_life, {"months", 6.0, 36.0, "half-life of a departure of the bond to school", "prototype", Grade::J});
}

NormRates::NormRates(ObservationParams const& seen, NormPerceptionParams const& p)
    : self{static_cast<float>(seen.weight_self)}, media{static_cast<float>(p.weight_media)},
      descriptive{static_cast<float>(p.descriptive_rate)}, injunctive{static_cast<float>(p.injunctive_rate)},
      approval{static_cast<float>(p.approval_rate)}, shift{static_cast<float>(monthly_decay(p.shift_half_life))},
      intercept{static_cast<float>(p.approval_intercept)},
      by_descriptive{static_cast<float>(p.peer_influence * p.approval_descriptive)},
      by_injunctive{static_cast<float>(p.peer_influence * p.approval_injunctive)}, by_risk{static_cast<float>(p.approval_risk)},
      by_parents{static_cast<float>(p.approval_parents)}, by_use{static_cast<float>(p.approval_use)},
      risk{static_cast<float>(monthly_decay(p.risk_half_life))}, risk_friends{static_cast<float>(p.peer_influence * p.risk_friends)},
      risk_own{static_cast<float>(p.risk_own_use)}, curiosity{static_cast<float>(monthly_decay(p.curiosity_half_life))},
      contagion{static_cast<float>(p.peer_influence * p.curiosity_contagion)},
      refusal{static_cast<float>(monthly_decay(p.refusal_half_life))}, bond{static_cast<float>(monthly_decay(p.bond_half_life))}
{
}

void perceive_norms(World& world, Surroundings const& around, NormRates const& rates, std::size_t begin, std::size_t end)
{
    Seen block;
    gather(world, around, begin, end - begin, block);
    update(world.youths, around, rates, block, begin, end - begin);
}

void perceive_norms(World& world, Surroundings const& around, ObservationParams const& seen, NormPerceptionParams const& params, Workers workers)
{
    NormRates const rates{seen, params};
    for_each_block(workers, world.youths.count(), [&](std::size_t begin, std::size_t end) { perceive_norms(world, around, rates, begin, end); });
}

}  // namespace pijler
