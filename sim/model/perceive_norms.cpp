#include "model/perceive_norms.hpp"

#include "core/math.hpp"
#include "model/scales.hpp"

namespace pijler {
namespace {

// The parameters as the loop uses them: single precision, monthly.
struct Rates {
    Rates(ObservationParams const& seen, NormPerceptionParams const& p)
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
          refusal{static_cast<float>(monthly_decay(p.refusal_half_life))}, bond{static_cast<float>(monthly_decay(p.bond_half_life))},
          staff_bond{static_cast<float>(p.staff_bond)}, staff_risk{static_cast<float>(p.staff_risk)}
    {
    }
    float self, media, descriptive, injunctive, approval, shift, intercept, by_descriptive, by_injunctive, by_risk, by_parents, by_use, risk,
        risk_friends, risk_own, curiosity, contagion, refusal, bond, staff_bond, staff_risk;
};

void perceive_block(World& world, Surroundings const& around, Rates const& rate, std::size_t begin, std::size_t end)
{
    auto& y = world.youths;
    for (auto i = begin; i < end; ++i) {
        YouthId const youth{static_cast<std::uint32_t>(i)};
        auto const sum = around.friends[youth];
        float const friends = around.friend_count[youth];
        float const per_friend = 1.0F / std::max(1.0F, friends);
        float const has_friends = friends > 0.0F ? 1.0F : 0.0F;
        float const friends_use = FriendWord::frequency(sum) * per_friend;
        float const friends_approval = FriendWord::approval(sum) * per_friend;
        float const friends_started = FriendWord::started(sum) * per_friend;
        auto const stage = y.stage[youth];
        float const user = uses(stage) ? 1.0F : 0.0F;
        float const never = stage == Stage::never ? 1.0F : 0.0F;
        float const experience = stage == Stage::former ? 0.3F : user;
        float const staff = world.classes.staff_conversation[y.class_group[youth]];

        // Descriptive norm: what is seen, inflated or played down, plus a lasting shift by messages.
        float const weight = around.seen_weight[youth] + rate.self + rate.media;
        float const seen = (around.seen_weight[youth] * around.seen_use[youth] + rate.self * y.frequency[youth] + rate.media * y.media_share[youth]) / weight;
        float const bias = y.norm_bias[youth];
        float const believed = bias * seen / (1.0F + (bias - 1.0F) * seen);
        float const shift = y.norm_shift[youth];
        y.norm_shift[youth] = shift - rate.shift * shift;
        float const descriptive = y.descriptive_norm[youth];
        float const injunctive = y.injunctive_norm[youth];
        float const risk = y.perceived_risk[youth];
        float const approval = y.approval[youth];
        y.descriptive_norm[youth] = descriptive + rate.descriptive * (believed + shift * (shift > 0.0F ? 1.0F - believed : believed) - descriptive);
        y.injunctive_norm[youth] = injunctive + has_friends * rate.injunctive * (friends_approval - injunctive);

        float const attitude = logistic(rate.intercept + rate.by_descriptive * scale::descriptive_norm(descriptive) +
                                        rate.by_injunctive * scale::injunctive_norm(injunctive) - rate.by_risk * scale::perceived_risk(risk) -
                                        rate.by_parents * scale::parental_disapproval(y.parental_disapproval[youth]) + rate.by_use * experience);
        y.approval[youth] = approval + rate.approval * (attitude - approval);
        y.perceived_risk[youth] = risk + rate.risk * (y.risk_anchor[youth] + rate.staff_risk * staff - risk) -
                                  (rate.risk_friends * friends_use + rate.risk_own * user) * risk;
        float const curiosity = y.curiosity[youth];
        y.curiosity[youth] = never * (curiosity + rate.curiosity * (y.curiosity_anchor[youth] - curiosity) +
                                      rate.contagion * friends_started * (1.0F - curiosity));
        y.refusal[youth] += rate.refusal * (y.refusal_anchor[youth] - y.refusal[youth]);
        y.bond[youth] += rate.bond * (y.bond_anchor[youth] + rate.staff_bond * staff - y.bond[youth]);
    }
}

}  // namespace

void describe(ParameterVisitor& visit, NormPerceptionParams& p)
{
    visit("peer.influence", p.peer_influence, {"", 0.0, 1.5, "scales every peer channel at once (offers, norms, risk, curiosity)", "prototype", Grade::J});
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
    visit("staff.bond", p.staff_bond, {"", -0.2, 0.3, "rise of the bond where all staff talk well with youths", "judgement", Grade::X});
    visit("staff.risk", p.staff_risk, {"", -0.2, 0.3, "rise of perceived risk where all staff talk well with youths", "judgement", Grade::X});
}

void perceive_norms(World& world, Surroundings const& around, ObservationParams const& seen, NormPerceptionParams const& params, Workers workers)
{
    Rates const rate{seen, params};
    for_each_block(workers, world.youths.count(), [&](std::size_t begin, std::size_t end) { perceive_block(world, around, rate, begin, end); });
}

}  // namespace pijler
