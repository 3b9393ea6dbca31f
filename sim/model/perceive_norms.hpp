// What a youth comes to believe of peers (descriptive and injunctive norm), of the risk and of it all (approval); curiosity,
// refusal self-efficacy and bond drift back to their personal anchors. ODD, "Norm perception".
#pragma once

#include "model/observe_peers.hpp"

namespace pijler {

struct NormPerceptionParams {
    double peer_influence = 0.829;
    double descriptive_rate = 0.15, injunctive_rate = 0.15, approval_rate = 0.10;
    double weight_media = 0.10;
    double shift_half_life = 12.0;
    double approval_intercept = -1.1;
    double approval_descriptive = 0.10, approval_injunctive = 0.15, approval_risk = 0.225, approval_parents = 0.12, approval_use = 1.5;
    double risk_half_life = 12.0, risk_friends = 0.02, risk_own_use = 0.04;
    double curiosity_half_life = 6.0, curiosity_contagion = 0.4;
    double refusal_half_life = 18.0;
    double bond_half_life = 13.5;
};
void describe(ParameterVisitor& visit, NormPerceptionParams& params);

// The parameters as the month uses them: single precision, monthly.
struct NormRates {
    NormRates(ObservationParams const& seen, NormPerceptionParams const& params);
    float self, media, descriptive, injunctive, approval, shift, intercept, by_descriptive, by_injunctive, by_risk, by_parents, by_use, risk,
        risk_friends, risk_own, curiosity, contagion, refusal, bond;
};

// For a block of youths [begin, end).
void perceive_norms(World& world, Surroundings const& surroundings, NormRates const& rates, std::size_t begin, std::size_t end);

// For everybody.
void perceive_norms(World& world, Surroundings const& surroundings, ObservationParams const& seen, NormPerceptionParams const& params,
                    Workers workers);

}  // namespace pijler
