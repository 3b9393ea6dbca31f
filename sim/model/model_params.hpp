// All parameters of the model, phase by phase.
#pragma once

#include "model/count_nuisance.hpp"
#include "model/exchange_parenting.hpp"
#include "model/give_care.hpp"
#include "model/perceive_norms.hpp"
#include "model/raise_signals.hpp"
#include "model/shape_environment.hpp"
#include "model/survey_friendships.hpp"
#include "model/synthesise.hpp"

namespace pijler {

struct ModelParams {
    ObservationParams observation;
    NormPerceptionParams norms;
    ParentingParams parenting;
    StaffParams staff;
    OpportunityParams opportunity;
    NuisanceParams nuisance;
    SignalParams signals;
    CareParams care;
    SurveyParams survey;
    SynthesisParams synthesis;  // with acceptance, stages, friendship: arrivals need them too
    AcceptanceParams& acceptance() { return synthesis.calendar.acceptance; }
    AcceptanceParams const& acceptance() const { return synthesis.calendar.acceptance; }
    StageParams& stages() { return synthesis.calendar.stages; }
    StageParams const& stages() const { return synthesis.calendar.stages; }
};

inline void describe(ParameterVisitor& visit, ModelParams& p)
{
    describe(visit, p.observation);
    describe(visit, p.norms);
    describe(visit, p.parenting);
    describe(visit, p.staff);
    describe(visit, p.opportunity);
    describe(visit, p.acceptance());
    describe(visit, p.nuisance);
    describe(visit, p.signals);
    describe(visit, p.care);
    describe(visit, p.stages());
    describe(visit, p.synthesis.calendar.newcomers);
    visit("friendship.cut_on_change", p.synthesis.calendar.cut_on_change, {"", 0.0, 1.0, "ties that a change of class or school cuts", "calibration", Grade::K});
    visit("friendship.class_reshuffle", p.synthesis.calendar.reshuffle, {"", 0.0, 1.0, "pupils and students who get another class in September", "judgement", Grade::J});
    describe(visit, p.synthesis.friendship);
    describe(visit, p.synthesis.places);
    describe(visit, p.survey);
}

}  // namespace pijler
