// Who a youth is on arrival: traits and beliefs as a pure function of identity, parents as one of the household's.
// ODD, "Initialisation".
#pragma once

#include "model/decide_use.hpp"

namespace pijler {

struct NewcomerParams {
    double norm_bias = 1.45, norm_bias_sd = 0.6;
    double media_share = 0.205, media_share_sd = 0.6;
    double curiosity = 0.3;
    double knowledge = 0.30, communication = 0.55, disapproval = 0.75, monitoring = 0.50;
    double own_history_share = 0.246, own_history_leniency = 0.10;
    double wanted_friends = 9.9;
    double school_effect_sd = 0.15;
};
void describe(ParameterVisitor& visit, NewcomerParams& params);

// Traits, anchors and first beliefs of a block of youths [begin, end). Needs identity and sex.
void give_traits(World& world, std::size_t begin, std::size_t end, RandomKey const& key, NewcomerParams const& params);

// Parents of new homes, a block at most. Needs identities.
void give_parents(World& world, std::span<HouseholdId const> homes, RandomKey const& key, NewcomerParams const& params);

// Stage of use of somebody who arrives older than 12, from the age curve of lifetime use.
void give_history(World& world, YouthId youth, RandomKey const& key, StageParams const& stages);

}  // namespace pijler
