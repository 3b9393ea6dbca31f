#include "study/run_trial.hpp"

#include "model/synthesise.hpp"
#include "study/arm_values.hpp"
#include "study/replicate_image.hpp"
#include "study/town_model.hpp"

#include <algorithm>
#include <cmath>

namespace pijler {
namespace {

Scenario const& control_of(Study const& study) { return study.arms.front().scenario; }

// What all arms deliver, each to its own pupils and schools.
std::vector<InterventionSpec> specs_of_all(ArmPlan const& plan, Enrolment const& enrolment)
{
    std::vector<InterventionSpec> specs;
    for (std::size_t arm = 0; arm < plan.runs.size(); ++arm)
        for (auto spec : plan.runs[arm].specs) {
            auto const of_arm = [&](std::string const& name) { return name.empty() ? name : plan.runs[arm].name + ": " + name; };
            spec.name = of_arm(spec.name);
            spec.supports = of_arm(spec.supports);
            spec.delivery.roster = enrolment.rosters[arm];
            specs.push_back(std::move(spec));
        }
    return specs;
}

std::vector<TrialArmRecord> records_of(Enrolment const& enrolment, std::size_t arms)
{
    std::vector<TrialArmRecord> records(arms);
    for (auto const& cluster : enrolment.clusters) ++records[cluster.arm].clusters;
    for (auto const& pupil : enrolment.pupils) {
        auto& record = records[enrolment.clusters[pupil.cluster].arm];
        ++record.pupils;
        record.baseline_cases += pupil.baseline_case;
    }
    return records;
}

void add_contacts(World const& world, ArmPlan const& plan, std::vector<TrialArmRecord>& records)
{
    std::size_t part = 0;
    for (std::size_t arm = 0; arm < plan.runs.size(); ++arm)
        for (std::size_t n = 0; n < plan.runs[arm].specs.size(); ++n) records[arm].contacts += world.delivered[part++].contacts;
}

void add_counts(std::vector<ClusterCount> const& counts, Enrolment const& enrolment, std::vector<TrialArmRecord>& records)
{
    for (auto& record : records) record.counts.emplace_back();
    for (std::size_t n = 0; n < counts.size(); ++n) records[enrolment.clusters[n].arm].counts.back().push_back(counts[n]);
}

}  // namespace

Study with_enough_schools(Study study)
{
    auto const wanted = static_cast<std::size_t>(study.trial->schools);
    auto const& stated = control_of(study).population;
    if (stated.youths || !stated.municipality) return study;
    auto const town = *stated.municipality;
    double const step = 0.01 * youths_in(town);
    double youths = step * std::floor(100.0 * static_cast<double>(wanted) / static_cast<double>(count_schools(town, youths_in(town))));
    while (youths <= 0.0 || count_schools(town, youths) < wanted) youths += step;
    for (auto& arm : study.arms) arm.scenario.population.youths = std::round(youths);
    return study;
}

ArmPlan plan_trial(Study const& study)
{
    ArmPlan plan;
    auto const effects = study.uncertainty == Uncertainty::priors ? EffectForm::drawn : EffectForm::central;
    for (auto const& arm : study.arms)
        plan.runs.push_back({arm.name, arm.name, DeliveryForm::as_delivered, effects, arm.scenario.interventions, control_of(study).parameters, 0});
    return plan;
}

std::size_t months_in_trial(Study const& study, std::optional<int> until)
{
    auto const& settings = control_of(study).simulation;
    return 1 + static_cast<std::size_t>(settings.run_in_months) + static_cast<std::size_t>(until.value_or(study.trial->followups.back()));
}

bool run_trial_replicate(Study const& study, std::vector<ParameterRow> const& parameters, ArmPlan const& plan, std::uint32_t replicate, Workers workers,
                         std::function<bool()> const& month_done, RunInCache* run_ins, std::vector<TrialArmRecord>& arms, Profile* profile, MonthKeeper* keeper)
{
    bool go_on = true;
    auto const counted = [&] { return go_on = month_done() && go_on; };
    Run run{World{0}};  // a trial is of one substance
    Enrolment enrolment;
    int month = 0;
    auto const kept = keeper != nullptr && keeper->from != nullptr ? head_of(*keeper->from) : std::nullopt;
    if (kept && kept->arms > 0) {
        if (!read_image(*keeper->from, run, enrolment, arms)) throw StatusError(ExitStatus::bad_input, "the kept state of a replicate does not fit this trial; --overwrite instead of --resume starts anew");
        keeper->from.reset();
        month = static_cast<int>(kept->month);
        for (std::size_t step = months_in_trial(study, month); step > 0; --step) counted();
    } else {
        auto settled = run_in(study, replicate, workers, counted, run_ins, profile != nullptr ? &profile->run_in : nullptr, keeper);
        if (!go_on) return false;
        run = std::move(settled.front());
    }
    auto const key = key_of(study, replicate);
    auto const values = values_in(study, parameters, plan.runs.front(), replicate);
    auto const params = town_model(control_of(study).substances, [&](Substance const&) { return values; }, {}, 0).front().params;
    auto const& trial = *study.trial;
    auto const months = trial.followups.back();
    auto const programme_of = [&] { return Programme{specs_of_all(plan, enrolment), values, months}; };
    auto programme = month > 0 ? programme_of() : Programme{};
    StartDraws draws;
    auto* const times = profile != nullptr ? &profile->after : nullptr;
    PhaseWatch watch{times, workers};
    while (month < months) {
        MonthRandom const random{key, month};
        watch.start();
        turn_calendar(run, params, random, workers);
        watch.lap(Phase::school_year);
        draw_starts(run.world.youths, random, workers, draws);
        watch.lap(Phase::draws);
        if (month == 0) {
            enrolment = enrol(run.world, trial, plan.runs.size(), key);
            if (enrolment.clusters.size() < plan.runs.size())
                throw StatusError(ExitStatus::bad_input, "the town holds fewer schools or classes of these ages than the trial has arms; more youths have more");
            programme = programme_of();
            arms = records_of(enrolment, plan.runs.size());
        }
        advance_month(run, programme, params, {.random = random, .draws = draws, .workers = workers, .times = times});
        watch.start();
        add_contacts(run.world, plan, arms);
        ++month;
        if (std::ranges::find(trial.followups, month) != trial.followups.end()) add_counts(measure(run.world, trial, enrolment), enrolment, arms);
        watch.lap(Phase::recording);
        counted();
        if (month == months) break;
        if (keeper != nullptr) keeper->after_month(month, go_on, [&] { return image_of(run, enrolment, arms, month); });
        watch.lap(Phase::writing);
        if (!go_on) return false;
    }
    return true;
}

}  // namespace pijler
