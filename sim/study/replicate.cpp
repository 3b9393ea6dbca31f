#include "study/replicate.hpp"

#include "model/survey_friendships.hpp"
#include "study/arm_values.hpp"
#include "study/replicate_image.hpp"
#include "study/town_model.hpp"

#include <deque>

namespace pijler {
namespace {

constexpr int survey_month = 6;  // March, the middle of the school year

Scenario const& reference_of(Study const& study) { return study.arms.front().scenario; }

std::array<float, network_measure_count> measures(FriendshipSurvey const& s)
{
    return {s.degree, s.reciprocity, s.transitivity, s.same_sex, s.tie_survival, s.friend_odds_ratio, s.influence, s.selection};
}

// To be filled with what was kept.
Town unfilled(Study const& study) { return Town(reference_of(study).substances.size(), Run{World{0}}); }

void expect_read(bool is_read)
{
    if (!is_read) throw StatusError(ExitStatus::bad_input, "the kept state of a replicate does not fit this study; --overwrite instead of --resume starts anew");
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

std::vector<Records> taken_from(std::vector<Recorder>& recorders)
{
    std::vector<Records> records;
    for (auto& recorder : recorders) records.push_back(recorder.take());
    return records;
}

}  // namespace

Town run_in(Study const& study, std::uint32_t replicate, Workers workers, std::function<bool()> const& month_done, RunInCache* kept, PhaseTimes* times, MonthKeeper* keeper)
{
    PhaseWatch watch{times, workers};
    auto const& scenario = reference_of(study);
    auto const key = key_of(study, replicate);
    auto const model = reference_model(study, replicate);
    Town town;
    if (scenario.population.imported) {
        for (std::size_t layer = 0; layer < model.size(); ++layer) {
            town.emplace_back(import_population(*scenario.population.imported, model[layer].params.synthesis, key, static_cast<std::uint32_t>(layer)));
            if (layer > 0) town.back().world.youths.forget_ties();
        }
        return town;
    }
    auto const& figures = *scenario.population.municipality;
    int const first = -scenario.simulation.run_in_months;
    int month = first;  // the next
    auto const goes_on = [&] {
        bool const wanted = month_done();
        if (keeper != nullptr) keeper->after_month(month, wanted, [&] { return image_of(town, month); });
        return wanted;
    };
    // Making the town is a step too.
    auto const skip_to = [&](int next) {
        for (int step = first; step < next; ++step) month_done();
        month = next;
    };
    auto const made_from = kept != nullptr ? run_in_of(study, replicate) : std::string{};
    if (keeper != nullptr && keeper->from != nullptr) {
        auto const from = std::move(keeper->from);
        town = unfilled(study);
        expect_read(read_image(*from, town));
        skip_to(static_cast<int>(head_of(*from)->month));
    } else if (auto found = kept != nullptr ? kept->find(made_from) : std::nullopt) {
        town = std::move(*found);
        skip_to(0);
    } else {
        auto const youths = scenario.population.youths.value_or(youths_in(figures));
        for (auto const& layer : model) {
            auto const make = town.empty() ? synthesise : settle_town;  // friendships are the first's
            town.emplace_back(make(figures, youths, layer.params.synthesis, key, first, workers));
        }
    }
    watch.lap(Phase::town);
    if (!goes_on()) return town;
    if (month == 0) return town;
    std::vector<StartDraws> draws;
    while (month < 0) {
        MonthRandom const random{key, month};
        watch.start();
        turn_calendar(town, model, random, workers);
        watch.lap(Phase::school_year);
        draw_starts(town, random, workers, draws);
        watch.lap(Phase::draws);
        advance_month(town, model, {random, draws, workers, times});
        ++month;
        if (!goes_on()) return town;
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

std::size_t months_in(ReplicateTask const& task, std::optional<int> until)
{
    auto const& settings = reference_of(task.study).simulation;
    std::size_t const worlds = task.plan.runs.size() + (task.twins ? task.plan.runs.size() - 1 : 0) + (task.butterfly ? 1 : 0);
    bool const imported = reference_of(task.study).population.imported.has_value();
    // Making the town and planning what arms spend count as a month each: a wish to stop is heard after either.
    return (imported ? 0 : 1 + static_cast<std::size_t>(settings.run_in_months)) + 1 + worlds * static_cast<std::size_t>(until.value_or(settings.months));
}

bool run_replicate(ReplicateTask const& task, std::uint32_t replicate, Workers workers, std::function<bool()> const& month_done, ReplicateRecords& records,
                   MonthKeeper* keeper)
{
    auto const& scenario = reference_of(task.study);
    auto const key = key_of(task.study, replicate);
    auto* const times = task.profile != nullptr ? &task.profile->after : nullptr;
    PhaseWatch watch{times, workers};
    bool go_on = true;
    auto const counted = [&] { go_on = month_done() && go_on; };
    auto spenders = make_spenders(task, replicate);
    int month = 0;
    Lines lines;
    auto const kept = keeper != nullptr && keeper->from != nullptr ? head_of(*keeper->from) : std::nullopt;
    if (kept && kept->arms > 0) {
        auto const from = std::move(keeper->from);
        expect_read(read_image(*from, records.equal));
        lines = make_lines(task, unfilled(task.study), std::move(spenders), records.equal, replicate);
        expect_read(read_image(*from, lines));
        month = static_cast<int>(kept->month);
        for (std::size_t step = months_in(task, month); step > 0; --step) counted();
    } else {
        auto settled = run_in(task.study, replicate, workers, [&] { return counted(), go_on; }, task.run_ins, task.profile != nullptr ? &task.profile->run_in : nullptr, keeper);
        if (!go_on) return false;
        watch.start();
        records.equal = equal_spending(task, spenders, settled.front().world, replicate);
        counted();
        if (!go_on) {
            if (keeper != nullptr) keeper->keep(image_of(settled, 0));
            return false;
        }
        lines = make_lines(task, std::move(settled), std::move(spenders), records.equal, replicate);
    }
    int const begun = month;
    Membership members;
    watch.lap(Phase::town);
    std::vector<StartDraws> draws;
    auto& first = lines.arms.front();
    int const every = scenario.output.every;
    while (month < scenario.simulation.months) {
        MonthRandom const random{key, month};
        TownMonth const now{random, draws, workers, times};
        watch.start();
        // Who is where is the same in every world of the replicate: one set of draws and cells serves them all.
        turn_calendar(first.town, first.model, random, workers);
        watch.lap(Phase::school_year);
        draw_starts(first.town, random, workers, draws);
        watch.lap(Phase::draws);
        if (month_of_year(month) == 0 || month == begun) members.renew(first.first().world, workers);
        watch.lap(Phase::recording);
        for (auto& line : lines.arms) {
            watch.start();
            if (&line != &first) turn_calendar(line.town, line.model, random, workers);
            watch.lap(Phase::school_year);
            live_month(line.town, line.model, now, TownWatch{line.recorders, members, month}.all);
            watch.start();
            record_delivery(line, month, every);
            for (std::size_t layer = 0; layer < line.town.size(); ++layer) {
                auto const& run = line.town[layer];
                line.recorders[layer].record_services(run.world, members, {count_nuisance(run.world, run.surroundings, line.model[layer].params.nuisance), share_use_seen(run.world, run.surroundings)}, month);
            }
            watch.lap(Phase::recording);
            counted();
        }
        for (std::size_t n = 0; n < lines.arms.size(); ++n) {
            auto& line = lines.arms[n];
            if (!line.twin) continue;
            auto const& beside = lines.arms[task.plan.runs[n].reference].town;
            watch.start();
            turn_twin_calendar(*line.twin, line.model, random, workers);
            watch.lap(Phase::school_year);
            advance_direct_twin(*line.twin, beside, line.model, now, TownWatch{line.twin_recorders, members, month}.all);
            watch.start();
            for (std::size_t layer = 0; layer < beside.size(); ++layer) line.twin_recorders[layer].record_direct((*line.twin)[layer], beside[layer], members, month, workers);
            watch.lap(Phase::recording);
            counted();
        }
        for (auto& line : lines.arms) {
            befriend(line.town, line.model, now);
            if (!task.network) continue;
            watch.start();
            if (month_of_year(month) == survey_month) line.survey = measures(line.surveyor.survey(line.first().world, line.model.front().params.survey, random));
            line.recorders.front().record_network(line.survey, month);
            watch.lap(Phase::recording);
        }
        if (auto& butterfly = lines.butterfly) {
            watch.start();
            turn_calendar(butterfly->town, butterfly->model, random, workers);
            watch.lap(Phase::school_year);
            advance_month(butterfly->town, butterfly->model, now, TownWatch{butterfly->recorders, members, month}.all);
            counted();
        }
        if (++month == scenario.simulation.months) break;
        watch.start();
        if (keeper != nullptr) keeper->after_month(month, go_on, [&] { return image_of(lines, records.equal, month); });
        watch.lap(Phase::writing);
        if (!go_on) return false;
    }
    watch.start();
    for (auto& line : lines.arms) records.arms.push_back({taken_from(line.recorders), taken_from(line.twin_recorders), std::move(line.delivery)});
    if (lines.butterfly) records.butterfly = taken_from(lines.butterfly->recorders);
    watch.lap(Phase::recording);
    return true;
}

}  // namespace pijler
