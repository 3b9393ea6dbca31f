// A yearly survey of friendships as researchers hold them: each youth in secondary school names up to eight friends, forgets some,
// and the measures are taken on these directed nominations. ODD, "Observation".
#pragma once

#include "model/regress_panel.hpp"
#include "model/world.hpp"
#include "scenario/parameters.hpp"

namespace pijler {

struct SurveyParams {
    double named_share = 0.586;
};
void describe(ParameterVisitor& visit, SurveyParams& params);

struct FriendshipSurvey {
    float degree = 0.0F, reciprocity = 0.0F, transitivity = 0.0F, same_sex = 0.0F;
    float tie_survival = 0.0F;       // NaN in the first survey
    float influence = 0.0F, selection = 0.0F;  // regress_panel.hpp; NaN in the first survey
    float friend_odds_ratio = 0.0F;  // own use by a friend's, Mantel-Haenszel over ages 14 to 18
};

class FriendshipSurveyor {
public:
    FriendshipSurvey survey(World const& world, SurveyParams const& params, MonthRandom const& random);

    // Calls act(name, part) for what the next survey needs of this one.
    template <class Act>
    void each_part(Act& act)
    {
        parts_of(now_, act);
    }
    template <class Act>
    void each_part(Act& act) const
    {
        parts_of(now_, act);
    }

private:
    template <class Wave, class Act>
    static void parts_of(Wave& wave, Act& act)
    {
        act("survey.named", wave.names), act("survey.who", wave.who), act("survey.uses", wave.uses);
    }
    void nominate(World const& world, SurveyParams const& params, MonthRandom const& random);
    void measure_closure(World const& world, FriendshipSurvey& result) const;
    float survival(World const& world) const;
    float odds_ratio(World const& world, MonthRandom const& random) const;

    SurveyWave now_, before_;
};

}  // namespace pijler
