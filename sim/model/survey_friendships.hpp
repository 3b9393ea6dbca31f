// A yearly survey of friendships as researchers hold them: each youth in secondary school names up to eight friends, forgets some,
// and the measures are taken on these directed nominations. ODD, "Observation".
#pragma once

#include "model/world.hpp"
#include "scenario/parameters.hpp"

namespace pijler {

struct SurveyParams {
    double named_share = 0.69;
};
void describe(ParameterVisitor& visit, SurveyParams& params);

struct FriendshipSurvey {
    float degree = 0.0F, reciprocity = 0.0F, transitivity = 0.0F, same_sex = 0.0F;
    float tie_survival = 0.0F;       // NaN in the first survey
    float friend_odds_ratio = 0.0F;  // own use by a friend's, Mantel-Haenszel over ages 14 to 18
};

class FriendshipSurveyor {
public:
    FriendshipSurvey survey(World const& world, SurveyParams const& params, MonthRandom const& random);

    // Calls act(name, part) for what the next survey needs of this one.
    template <class Act>
    void each_part(Act& act)
    {
        act("survey.named", now_), act("survey.who", who_now_);
    }
    template <class Act>
    void each_part(Act& act) const
    {
        act("survey.named", now_), act("survey.who", who_now_);
    }

private:
    static constexpr std::size_t names_max = 8;
    struct Names {
        std::size_t count = 0;
        std::array<YouthId, names_max> named{};
    };
    void nominate(World const& world, SurveyParams const& params, MonthRandom const& random);
    void measure_closure(World const& world, FriendshipSurvey& result) const;
    float survival(World const& world) const;
    float odds_ratio(World const& world, MonthRandom const& random) const;
    bool names(YouthId from, YouthId to) const;

    Column<YouthId, Names> now_, before_;
    Column<YouthId, YouthIdentity> who_now_, who_before_;  // value 0xffffffff: not surveyed
};

}  // namespace pijler
