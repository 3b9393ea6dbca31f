#include "study/replicate.hpp"

#include "model/survey_friendships.hpp"
#include "study/arm_values.hpp"
#include "study/costs.hpp"

#include <limits>
#include <optional>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> butterfly_pick{48, "study.butterfly"};
constexpr int survey_month = 6;  // March, the middle of the school year

Scenario const& reference_of(Study const& study) { return study.arms.front().scenario; }

// One more starter: of the never-users nearest to 14, the one with the smallest keyed hash.
void flap(World& world, RandomKey const& key, StageParams const& stages)
{
    auto& y = world.youths;
    auto const keyed = MonthRandom{key, 0}.pair_hash(butterfly_pick);
    auto chosen = y.nobody();
    std::pair best{oldest_age, 0xffffffffU};
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (!y.present[youth] || y.stage[youth] != Stage::never) continue;
        std::pair const rank{std::abs(y.school_age[youth] - 14), keyed.directed(youth, youth)};
        if (rank >= best) continue;
        best = rank;
        chosen = youth;
    }
    if (chosen == y.nobody()) return;
    y.stage[chosen] = Stage::occasional;
    y.months_since_use[chosen] = 0;
    y.curiosity[chosen] = 0.0F;
    y.frequency[chosen] = static_cast<float>(stages.monthly_use);
}

std::array<float, network_measure_count> measures(FriendshipSurvey const& s)
{
    return {s.degree, s.reciprocity, s.transitivity, s.same_sex, s.tie_survival, s.friend_odds_ratio};
}
std::array<float, network_measure_count> unknown_survey()
{
    std::array<float, network_measure_count> none;
    none.fill(std::numeric_limits<float>::quiet_NaN());
    return none;
}

// An arm's world with what goes with it.
struct Line {
    Line(Run first, ModelParams model, Programme delivered, int months, int every)
        : run{std::move(first)}, params{std::move(model)}, programme{std::move(delivered)}, recorder{months, every}
    {
    }
    Run run;
    ModelParams params;
    Programme programme;
    Recorder recorder;
    FriendshipSurveyor surveyor;
    std::array<float, network_measure_count> survey = unknown_survey();
    std::optional<Run> twin;
    std::optional<Recorder> twin_recorder;
    std::vector<double> unit_cost;
    std::vector<DeliveryRecord> delivery;
};

void record_delivery(Line& line, int month, int every)
{
    auto& record = line.delivery[static_cast<std::size_t>(month / every)];
    for (std::size_t n = 0; n < line.programme.count(); ++n) {
        auto const& delivered = line.run.world.delivered[n];
        record.contacts[n] += delivered.contacts;
        record.cost[n] += delivered.rounds * line.programme.spec(n).delivery.cost.fixed + delivered.contacts * line.unit_cost[n];
    }
}

// Each run with this replicate's effects and costs, and its coverages where they are scaled to the budget.
std::vector<Spender> make_spenders(ReplicateTask const& task, World const& people, RandomKey const& key, std::uint32_t replicate, ReplicateRecords& records)
{
    std::vector<Spender> spenders, scalable;
    for (auto const& arm : task.plan.runs) {
        Spender spender{arm.specs, values_in(task.study, task.parameters, arm, replicate), {}};
        for (auto const& spec : arm.specs)
            spender.unit_cost.push_back(arm.effects == EffectForm::drawn ? drawn_cost(spec, key) : central_cost(spec.delivery.cost));
        if (arm.delivery == DeliveryForm::equalised) scalable.push_back(spender);
        spenders.push_back(std::move(spender));
    }
    if (scalable.empty()) return spenders;
    auto const& reference = reference_of(task.study);
    auto const equal = equalise(people, model_with(with_parameter_set(task.study, reference.parameters, replicate)), key, reference.simulation.months, scalable,
                                task.study.equalise, task.plan.budget);
    records.equal.resize(spenders.size());
    auto next = equal.begin();
    for (std::size_t n = 0; n < spenders.size(); ++n) {
        if (task.plan.runs[n].delivery != DeliveryForm::equalised) continue;
        records.equal[n] = *next++;
        spenders[n].specs = scaled(spenders[n].specs, records.equal[n].scale);
    }
    return spenders;
}

std::vector<Line> make_lines(ReplicateTask const& task, Run const& reference, std::vector<Spender> const& spenders)
{
    auto const& settings = reference_of(task.study).simulation;
    auto const every = reference_of(task.study).output.every;
    std::vector<Line> lines;
    for (auto const& spender : spenders) {
        Line line{reference, model_with(spender.values), Programme{spender.specs, spender.values, settings.months}, settings.months, every};
        renew_groups(line.run.world, line.params.acceptance());
        if (task.twins && !lines.empty()) {
            line.twin = line.run;
            line.twin_recorder.emplace(settings.months, every);
        }
        line.unit_cost = spender.unit_cost;
        line.delivery.assign(line.recorder.records().size(), {std::vector<double>(spender.specs.size()), std::vector<double>(spender.specs.size())});
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace

Run run_in(Study const& study, std::uint32_t replicate, Workers workers, std::function<bool()> const& month_done)
{
    auto const& scenario = reference_of(study);
    auto const key = key_of(study, replicate);
    auto const params = model_with(with_parameter_set(study, scenario.parameters, replicate));
    if (scenario.population.imported) return Run{import_population(*scenario.population.imported, params.synthesis, key)};
    auto const& town = *scenario.population.municipality;
    int const first = -scenario.simulation.run_in_months;
    Run run{synthesise(town, scenario.population.youths.value_or(youths_in(town)), params.synthesis, key, first, workers)};
    if (!month_done()) return run;
    StartDraws draws;
    Programme const nothing;
    for (int month = first; month < 0; ++month) {
        MonthRandom const random{key, month};
        turn_calendar(run, params, random, workers);
        draw_starts(run.world.youths, random, workers, draws);
        advance_month(run, nothing, params, {random, draws, workers});
        if (!month_done()) break;
    }
    return run;
}

World people_at_start(Study const& study, std::uint32_t replicate)
{
    auto const& scenario = reference_of(study);
    auto const key = key_of(study, replicate);
    auto const params = model_with(with_parameter_set(study, scenario.parameters, replicate));
    if (scenario.population.imported) return import_population(*scenario.population.imported, params.synthesis, key);
    auto const& town = *scenario.population.municipality;
    int const first = -scenario.simulation.run_in_months;
    Run people{settle_town(town, scenario.population.youths.value_or(youths_in(town)), params.synthesis, key, first)};
    for (int month = first; month < 0; ++month) turn_twin_calendar(people, params, MonthRandom{key, month});
    return std::move(people.world);
}

std::size_t months_in(ReplicateTask const& task)
{
    auto const& settings = reference_of(task.study).simulation;
    std::size_t const worlds = task.plan.runs.size() + (task.twins ? task.plan.runs.size() - 1 : 0) + (task.butterfly ? 1 : 0);
    bool const imported = reference_of(task.study).population.imported.has_value();
    // Making the town and planning what arms spend count as a month each: a wish to stop is heard after either.
    return (imported ? 0 : 1 + static_cast<std::size_t>(settings.run_in_months)) + 1 + worlds * static_cast<std::size_t>(settings.months);
}

bool run_replicate(ReplicateTask const& task, std::uint32_t replicate, Workers workers, std::function<bool()> const& month_done, ReplicateRecords& records)
{
    auto const& scenario = reference_of(task.study);
    auto const key = key_of(task.study, replicate);
    bool go_on = true;
    auto const counted = [&] { return go_on = go_on && month_done(); };
    auto const reference = run_in(task.study, replicate, workers, counted);
    if (!go_on) return false;
    auto const spenders = make_spenders(task, reference.world, key, replicate, records);
    if (!counted()) return false;
    auto lines = make_lines(task, reference, spenders);
    std::optional<Line> butterfly;
    if (task.butterfly) {
        butterfly.emplace(lines.front());
        flap(butterfly->run.world, key, butterfly->params.stages());
    }
    StartDraws draws;
    Column<YouthId, Cells> cells;
    int const every = scenario.output.every;
    for (int month = 0; month < scenario.simulation.months; ++month) {
        MonthRandom const random{key, month};
        Month const now{random, draws, workers};
        // Who is where is the same in every world of the replicate: one set of draws and cells serves them all.
        turn_calendar(lines.front().run, lines.front().params, random, workers);
        draw_starts(lines.front().run.world.youths, random, workers, draws);
        if (month_of_year(month) == 0) cells = cells_of(lines.front().run.world);
        for (auto& line : lines) {
            if (&line != &lines.front()) turn_calendar(line.run, line.params, random, workers);
            MonthRecorder recorder{line.recorder, cells, month};
            advance_month(line.run, line.programme, line.params, now, &recorder);
            record_delivery(line, month, every);
            line.recorder.record_services(line.run.world, cells, {count_nuisance(line.run.world, line.run.surroundings, line.params.nuisance)}, month);
            if (task.network) {
                if (month_of_year(month) == survey_month) line.survey = measures(line.surveyor.survey(line.run.world, line.params.survey, random));
                line.recorder.record_network(line.survey, month);
            }
            if (!counted()) return false;
        }
        for (std::size_t n = 0; n < lines.size(); ++n) {
            auto& line = lines[n];
            if (!line.twin) continue;
            auto const& beside = lines[task.plan.runs[n].reference].run;
            turn_twin_calendar(*line.twin, line.params, random);
            MonthRecorder recorder{*line.twin_recorder, cells, month};
            advance_direct_twin(*line.twin, beside, line.programme, line.params, now, &recorder);
            line.twin_recorder->record_direct(*line.twin, beside, cells, month, workers);
            if (!counted()) return false;
        }
        if (butterfly) {
            turn_calendar(butterfly->run, butterfly->params, random, workers);
            MonthRecorder recorder{butterfly->recorder, cells, month};
            advance_month(butterfly->run, butterfly->programme, butterfly->params, now, &recorder);
            if (!counted()) return false;
        }
    }
    for (auto& line : lines)
        records.arms.push_back({line.recorder.records(), line.twin_recorder ? line.twin_recorder->records() : std::vector<Record>{}, line.delivery});
    if (butterfly) records.butterfly = butterfly->recorder.records();
    return true;
}

}  // namespace pijler
