#include "study/replicate.hpp"

#include "model/survey_friendships.hpp"
#include "study/arm_values.hpp"
#include "study/costs.hpp"
#include "study/town_model.hpp"

#include <deque>
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

// One a layer; made in place, since records are large.
std::vector<Recorder> recorders_of(Town const& town, RecordCalendar calendar)
{
    std::vector<Recorder> recorders;
    recorders.reserve(town.size());
    while (recorders.size() < town.size()) recorders.emplace_back(calendar);
    return recorders;
}

// An arm's town with what goes with it.
struct Line {
    Line(Town first, TownModel layers, RecordCalendar calendar) : town{std::move(first)}, model{std::move(layers)}, recorders{recorders_of(town, calendar)} {}
    Run const& first() const { return town.front(); }
    Programme const& programme() const { return model.front().programme; }
    Town town;
    TownModel model;
    std::vector<Recorder> recorders;  // of each layer
    FriendshipSurveyor surveyor;
    std::array<float, network_measure_count> survey = unknown_survey();
    std::optional<Town> twin;
    std::vector<Recorder> twin_recorders;
    std::vector<Price> prices;
    double hours_per_fte = 0.0;
    std::vector<DeliveryRecord> delivery;
};

double hours_per_fte(ParameterValues const& values)
{
    CostParams params;
    ParameterSetter set{values};
    describe(set, params);
    return params.hours_per_fte;
}

void add(DeliverySums& sums, DeliverySums const& more)
{
    for (std::size_t n = 0; n < sums.size(); ++n) sums[n] += more[n];
}

void record_delivery(Line& line, int month, int every)
{
    auto& record = line.delivery[static_cast<std::size_t>(month / every)];
    for (std::size_t n = 0; n < line.programme().count(); ++n) {
        auto const& delivered = line.first().world.delivered[n];
        double const fixed = delivered.rounds * line.prices[n].fixed, variable = delivered.contacts * line.prices[n].per_contact + delivered.screened * screening_cost(line.programme().spec(n).delivery);
        double const hours = delivered.contacts * hours_of_contact(line.programme().spec(n));
        add(record[n], {delivered.contacts, fixed + variable, fixed, variable, hours, hours / line.hours_per_fte});
    }
}

// Each run with this replicate's effects and costs, and its coverages where they are scaled to the budget.
std::vector<Spender> make_spenders(ReplicateTask const& task, World const& people, RandomKey const& key, std::uint32_t replicate, ReplicateRecords& records)
{
    std::vector<Spender> spenders, scalable;
    for (auto const& arm : task.plan.runs) {
        Spender spender{arm.specs, values_in(task.study, task.parameters, arm, replicate), {}};
        for (auto const& spec : arm.specs)
            spender.prices.push_back(arm.effects == EffectForm::drawn ? drawn_price(spec, key) : central_price(spec.delivery.cost));
        if (arm.delivery == DeliveryForm::equalised) scalable.push_back(spender);
        spenders.push_back(std::move(spender));
    }
    if (scalable.empty()) return spenders;
    auto const& reference = reference_of(task.study);
    auto const equal = equalise(people, model_with(reference_values(task.study, replicate)), key, reference.simulation.months, scalable,
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

// One recorder a layer, for as long as the month is gone through.
class TownWatch {
public:
    TownWatch(std::vector<Recorder>& recorders, Membership const& members, int month)
    {
        for (auto& recorder : recorders) watching_.emplace_back(recorder, members, month);
        for (auto& each : watching_) all.push_back(&each);
    }
    Watchers all;

private:
    std::deque<MonthRecorder> watching_;
};

// The last line takes the settled town itself: one that is alone needs no second.
std::vector<Line> make_lines(ReplicateTask const& task, Town settled, std::vector<Spender> const& spenders, std::uint32_t replicate)
{
    auto const& settings = reference_of(task.study).simulation;
    RecordCalendar const calendar{settings.months, reference_of(task.study).output.every};
    std::vector<Line> lines;
    lines.reserve(spenders.size());
    for (std::size_t n = 0; n < spenders.size(); ++n) {
        auto const& specs = spenders[n].specs;
        auto const values_of = [&](Substance const& substance) { return values_in(task.study, task.parameters, task.plan.runs[n], substance, replicate); };
        bool const is_last = n + 1 == spenders.size();
        Line line{is_last ? std::move(settled) : settled, town_model(reference_of(task.study).substances, values_of, specs, settings.months), calendar};
        for (std::size_t layer = 0; layer < line.town.size(); ++layer) renew_groups(line.town[layer].world, line.model[layer].params.acceptance());
        if (task.twins && n > 0) {
            line.twin = line.town;
            line.twin_recorders = recorders_of(line.town, calendar);
        }
        line.prices = spenders[n].prices;
        line.hours_per_fte = hours_per_fte(spenders[n].values);
        line.delivery.assign(line.recorders.front().records().size(), DeliveryRecord(specs.size()));
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<Records> taken_from(std::vector<Recorder>& recorders)
{
    std::vector<Records> records;
    for (auto& recorder : recorders) records.push_back(recorder.take());
    return records;
}

}  // namespace

Town run_in(Study const& study, std::uint32_t replicate, Workers workers, std::function<bool()> const& month_done, RunInCache* kept, PhaseTimes* times)
{
    PhaseWatch watch{times, workers};
    auto const& scenario = reference_of(study);
    auto const key = key_of(study, replicate);
    auto const model = reference_model(study, replicate);
    Town town;
    if (scenario.population.imported) {
        for (std::size_t layer = 0; layer < model.size(); ++layer)
            town.emplace_back(import_population(*scenario.population.imported, model[layer].params.synthesis, key, static_cast<std::uint32_t>(layer)));
        return town;
    }
    auto const& figures = *scenario.population.municipality;
    int const first = -scenario.simulation.run_in_months;
    auto const made_from = kept != nullptr ? run_in_of(study, replicate) : std::string{};
    auto found = kept != nullptr ? kept->find(made_from) : std::nullopt;
    watch.lap(Phase::town);
    if (found) {
        for (int month = first - 1; month < 0 && month_done(); ++month) {}  // making the town is a step too
        return std::move(*found);
    }
    auto const youths = scenario.population.youths.value_or(youths_in(figures));
    for (auto const& layer : model) {
        auto const make = town.empty() ? synthesise : settle_town;  // friendships are the first's
        town.emplace_back(make(figures, youths, layer.params.synthesis, key, first, workers));
    }
    watch.lap(Phase::town);
    if (!month_done()) return town;
    std::vector<StartDraws> draws;
    for (int month = first; month < 0; ++month) {
        MonthRandom const random{key, month};
        watch.start();
        turn_calendar(town, model, random, workers);
        watch.lap(Phase::school_year);
        draw_starts(town, random, workers, draws);
        watch.lap(Phase::draws);
        advance_month(town, model, {random, draws, workers, times});
        if (!month_done()) return town;
    }
    watch.start();
    if (kept != nullptr) kept->keep(made_from, town);
    watch.lap(Phase::town);
    return town;
}

World people_at_start(Study const& study, std::uint32_t replicate)
{
    auto const& scenario = reference_of(study);
    auto const key = key_of(study, replicate);
    auto const params = model_with(reference_values(study, replicate));
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
    auto* const times = task.profile != nullptr ? &task.profile->after : nullptr;
    auto settled = run_in(task.study, replicate, workers, counted, task.run_ins, task.profile != nullptr ? &task.profile->run_in : nullptr);
    if (!go_on) return false;
    auto const spenders = make_spenders(task, settled.front().world, key, replicate, records);
    if (!counted()) return false;
    PhaseWatch watch{times, workers};
    auto lines = make_lines(task, std::move(settled), spenders, replicate);
    std::optional<Line> butterfly;
    if (task.butterfly) {
        butterfly.emplace(lines.front());
        for (std::size_t layer = 0; layer < butterfly->town.size(); ++layer) flap(butterfly->town[layer].world, key, butterfly->model[layer].params.stages());
    }
    watch.lap(Phase::town);
    std::vector<StartDraws> draws;
    Membership members;
    int const every = scenario.output.every;
    for (int month = 0; month < scenario.simulation.months; ++month) {
        MonthRandom const random{key, month};
        TownMonth const now{random, draws, workers, times};
        watch.start();
        // Who is where is the same in every world of the replicate: one set of draws and cells serves them all.
        turn_calendar(lines.front().town, lines.front().model, random, workers);
        watch.lap(Phase::school_year);
        draw_starts(lines.front().town, random, workers, draws);
        watch.lap(Phase::draws);
        if (month_of_year(month) == 0) members.renew(lines.front().first().world, workers);
        watch.lap(Phase::recording);
        for (auto& line : lines) {
            watch.start();
            if (&line != &lines.front()) turn_calendar(line.town, line.model, random, workers);
            watch.lap(Phase::school_year);
            advance_month(line.town, line.model, now, TownWatch{line.recorders, members, month}.all);
            watch.start();
            record_delivery(line, month, every);
            for (std::size_t layer = 0; layer < line.town.size(); ++layer) {
                auto const& run = line.town[layer];
                line.recorders[layer].record_services(run.world, members, {count_nuisance(run.world, run.surroundings, line.model[layer].params.nuisance), share_use_seen(run.world, run.surroundings)}, month);
            }
            if (task.network) {
                if (month_of_year(month) == survey_month) line.survey = measures(line.surveyor.survey(line.first().world, line.model.front().params.survey, random));
                line.recorders.front().record_network(line.survey, month);
            }
            watch.lap(Phase::recording);
            if (!counted()) return false;
        }
        for (std::size_t n = 0; n < lines.size(); ++n) {
            auto& line = lines[n];
            if (!line.twin) continue;
            auto const& beside = lines[task.plan.runs[n].reference].town;
            watch.start();
            turn_twin_calendar(*line.twin, line.model, random, workers);
            watch.lap(Phase::school_year);
            advance_direct_twin(*line.twin, beside, line.model, now, TownWatch{line.twin_recorders, members, month}.all);
            watch.start();
            for (std::size_t layer = 0; layer < beside.size(); ++layer) line.twin_recorders[layer].record_direct((*line.twin)[layer], beside[layer], members, month, workers);
            watch.lap(Phase::recording);
            if (!counted()) return false;
        }
        if (butterfly) {
            watch.start();
            turn_calendar(butterfly->town, butterfly->model, random, workers);
            watch.lap(Phase::school_year);
            advance_month(butterfly->town, butterfly->model, now, TownWatch{butterfly->recorders, members, month}.all);
            if (!counted()) return false;
        }
    }
    watch.start();
    for (auto& line : lines) records.arms.push_back({taken_from(line.recorders), taken_from(line.twin_recorders), std::move(line.delivery)});
    if (butterfly) records.butterfly = taken_from(butterfly->recorders);
    watch.lap(Phase::recording);
    return true;
}

}  // namespace pijler
