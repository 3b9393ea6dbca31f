// [trial]: a study whose arms are schools or classes of one town.
#include "scenario/read_trial.hpp"

#include <algorithm>

namespace pijler {
namespace {

constexpr double last_month = 1200;

void read_age(Section& section, Trial& trial)
{
    double low = trial.age_low, high = trial.age_high;
    if (!section.read_pair({"age", "school ages at baseline, both ends inclusive"}, low, high, {12, 18})) return;
    trial.age_low = static_cast<int>(low);
    trial.age_high = static_cast<int>(high);
    if (trial.age_low != low || trial.age_high != high) section.fault("age", "school ages are whole years");
}

void read_followups(Section& section, Trial& trial)
{
    section.require("followup", "followup = [...] (months after baseline)");
    section.tells({"followup", "months after baseline, rising; the run ends with the last"}, list_of({.kind = Shape::Kind::whole, .limits = Limits{1, last_month}}));
    auto const* entry = section.find("followup");
    if (!entry) return;
    auto const* list = entry->value.array();
    if (!list || list->empty()) {
        section.fault("followup", "'trial.followup' must be a list of months after baseline");
        return;
    }
    for (auto const& each : *list) {
        double month = 0.0;
        if (!check_number(each, "trial.followup", month, {1, last_month}, section.faults())) continue;
        bool const rises = trial.followups.empty() || month > trial.followups.back();
        if (!rises || month != static_cast<int>(month))
            section.faults().add(each.place, "follow-ups are whole months, each after the one before");
        else
            trial.followups.push_back(static_cast<int>(month));
    }
}

void read_size(Section& section, std::optional<double>& figure, Key key) { section.read(key, figure, {1e-6, 1e6}); }

PublishedResult read_published(Section& section)
{
    PublishedResult found;
    section.require("arm", "arm = \"...\"");
    section.read_name({"arm", "name of an arm beside the control"}, found.arm);
    section.require("month", "month = ... (a follow-up)");
    section.read({"month", "of the follow-up"}, found.month, {1, last_month});
    read_size(section, found.odds_ratio, {"odds_ratio", "against the control"});
    read_size(section, found.low, {"low", "of its 95 % interval"});
    read_size(section, found.high, {"high", "of its 95 % interval"});
    bool significant = false;
    if (section.read({"significant", "at 5 %; where there is an interval it follows"}, significant)) found.significant = significant;
    if (found.low.has_value() != found.high.has_value()) section.fault_here("an interval has a `low` and a `high`");
    if (found.odds_ratio && found.low && found.high && !(*found.low <= *found.odds_ratio && *found.odds_ratio <= *found.high))
        section.fault("odds_ratio", "the odds ratio lies outside its own interval");
    if (!section.has("odds_ratio") && !section.has("significant")) section.fault_here("nothing is published here", "odds_ratio = ..., or significant = true or false");
    if (!found.significant && found.low && found.high) found.significant = *found.low > 1.0 || *found.high < 1.0;
    section.require("source", "source = \"...\", a key of sources.bib");
    section.read_name({"source", "a key of sources.bib"}, found.source);
    section.require("how_known", "how_known = \"read\", \"derived\", \"judgement\" or \"recalled\"");
    section.read_word({"how_known", "read in the paper; derived from it; judgement; recalled"}, found.how_known, {"read", "derived", "judgement", "recalled"});
    std::string note;
    section.read({"note", "what else there is to know"}, note);
    section.refuse_other_keys();
    return found;
}

bool is_confined(InterventionType const& type, Trial const& trial) { return !type.is_lever || (type.of_schools && trial.unit == TrialUnit::school); }

void check_confined(Trial const& trial, ArmDraft const& arm, Vocabulary const& vocabulary, Faults& faults)
{
    for (auto const& spec : arm.draft->scenario.interventions) {
        auto const type = std::ranges::find(vocabulary.interventions, spec.type, &InterventionType::name);
        if (type == vocabulary.interventions.end() || is_confined(*type, trial)) continue;
        faults.add(spec.place, in_quotes(spec.name) + " cannot be kept to the " + (type->of_schools ? "classes" : "schools") + " of arm " + in_quotes(arm.name),
                   type->of_schools ? "[trial] randomise = \"school\"" : "in a trial it would have to be in force in the whole town");
    }
}

}  // namespace

Trial read_trial(Section& section, std::vector<ArmDraft>& arms, TrialPlaces& places)
{
    Trial trial;
    places.trial = section.place();
    std::string unit = "school", outcome = trial_outcome_names[0];
    section.require("randomise", "randomise = \"school\" or \"class\"");
    section.read_word({"randomise", "whole schools go to an arm, or the classes of each school are divided over them"}, unit, {"school", "class"});
    trial.unit = unit == "class" ? TrialUnit::school_class : TrialUnit::school;
    section.require("schools", "schools = ... (sampled)");
    section.read({"schools", "schools sampled"}, trial.schools, {1, 100000});
    int classes = 0;
    if (section.read({"classes", "classes sampled in each school; without it all of the ages"}, classes, {1, 1000})) trial.classes = classes;
    read_age(section, trial);
    read_followups(section, trial);
    Words const outcomes(trial_outcome_names.begin(), trial_outcome_names.end());
    section.require("outcome", "outcome = " + listed(outcomes));
    if (section.read_word({"outcome", "what makes a pupil a case"}, outcome, outcomes))
        trial.outcome = static_cast<TrialOutcome>(std::ranges::find(trial_outcome_names, outcome) - trial_outcome_names.begin());
    section.read({"leaves_out_baseline_cases", "pupils who were cases at baseline are not analysed"}, trial.leaves_out_baseline_cases);
    section.read({"pupils", "pupils of the paper, to be set beside the simulated"}, trial.pupils, {1, 1e7});
    for (auto& arm : arms)
        if (arm.draft && !trial.followups.empty()) arm.draft->scenario.simulation.months = trial.followups.back();
    for (auto& published : section.tables({"published", "[[trial.published]]: what the paper found, of an arm at a follow-up"})) {
        places.published.push_back(published.place());
        trial.published.push_back(read_published(published));
    }
    section.refuse_other_keys();
    return trial;
}

void check_trial(Trial const& trial, TrialPlaces const& places, Study const& study, std::vector<ArmDraft> const& arms, Vocabulary const& vocabulary, Faults& faults)
{
    if (arms.size() < 2) faults.add(places.trial, "a trial has a control arm and another", "[[arm]]");
    if (study.equalise != Equalise::none) faults.add(places.trial, "arms of a trial deliver what the paper's did: their spending is not equalised", "leave `study.equalise` out");
    if (!study.factors.empty()) faults.add(places.trial, "the arms of a trial are no combinations of factors", "[[arm]]");
    for (auto const& arm : arms) {
        if (!arm.draft) continue;
        check_confined(trial, arm, vocabulary, faults);
        auto const own = arm.draft->scenario.parameters != arms.front().draft.value_or(Draft{}).scenario.parameters;
        if (!arm.parameters.empty() || own)
            faults.add(arm.parameters_place.value_or(arm.place), "arm " + in_quotes(arm.name) + " has parameters of its own, but arms of a trial live in one world",
                       "state them in a file that all arms extend");
        if (arm.draft->scenario.simulation.substances.size() > 1)
            faults.add(arm.place, "a trial is of one substance, here there are " + std::to_string(arm.draft->scenario.simulation.substances.size()), "[simulation] substances = [\"...\"]");
        if (arm.draft->scenario.population.imported) faults.add(arm.place, "a trial needs a town with schools, not an imported population", "[population] municipality = \"...\"");
    }
    Words names;
    for (auto const& arm : arms)
        if (&arm != &arms.front()) names.push_back(arm.name);
    for (std::size_t n = 0; n < trial.published.size(); ++n) {
        auto const& found = trial.published[n];
        if (!found.arm.empty() && std::ranges::find(names, found.arm) == names.end())
            faults.add(places.published[n], "a result of arm " + in_quotes(found.arm) + ", which is no arm beside the control", unknown_word_remedy(found.arm, names));
        if (found.month > 0 && std::ranges::find(trial.followups, found.month) == trial.followups.end())
            faults.add(places.published[n], "a result at month " + std::to_string(found.month) + ", which is no follow-up", "add it to `followup`");
        for (std::size_t m = 0; m < n; ++m)
            if (trial.published[m].arm == found.arm && trial.published[m].month == found.month)
                faults.add(places.published[n], "a second result of arm " + in_quotes(found.arm) + " at month " + std::to_string(found.month));
    }
}

void refuse_untried(Trial const& trial, Study const& study, Overrides const& overrides)
{
    if (overrides.months && *overrides.months != trial.followups.back())
        throw StatusError{ExitStatus::usage, "--months " + std::to_string(*overrides.months) + ": a trial runs until its last follow-up, in month " + std::to_string(trial.followups.back())};
    auto const& scenario = study.arms.front().scenario;
    if (scenario.simulation.substances.size() > 1)
        throw StatusError{ExitStatus::usage, "a trial is of one substance, here there are " + std::to_string(scenario.simulation.substances.size())};
    if (scenario.population.imported) throw StatusError{ExitStatus::usage, "a trial needs a town with schools, not an imported population"};
    for (auto const& arm : study.arms)
        if (!arm.parameters.empty()) throw StatusError{ExitStatus::usage, "arm " + in_quotes(arm.name) + " has parameters of its own, but arms of a trial live in one world"};
    if (scenario.simulation.months < trial.followups.back())
        throw StatusError{ExitStatus::usage, "the run ends before the last follow-up, in month " + std::to_string(trial.followups.back())};
    if (!overrides.outcomes.empty()) throw StatusError{ExitStatus::usage, "--outcomes: a trial has the one outcome that it names"};
}

}  // namespace pijler
