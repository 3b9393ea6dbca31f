// What a trial writes to its result file.
#include "study/arm_values.hpp"
#include "study/run_trial.hpp"

#include <algorithm>
#include <limits>

namespace pijler {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
using Whole = std::vector<std::int32_t>;
using Real = std::vector<double>;

// In the order in which add() fills them.
enum Which : std::size_t { clusters, pupils, baseline_cases, contacts, measured, cases, log_odds, log_odds_error, significant };

}  // namespace

TrialTable::TrialTable(Study const& study, std::vector<ParameterRow> const& parameters, ArmPlan const& plan, std::size_t replicates)
    : study_{study}, parameters_{parameters}, plan_{plan}, replicates_{replicates}, followups_{study.trial->followups.size()}
{
    auto const once = plan.runs.size() * replicates, often = once * followups_;
    series_ = {
        {"clusters", "1", study.trial->unit == TrialUnit::school ? "schools randomised to the arm" : "classes randomised to the arm", false, Whole(once)},
        {"pupils", "persons", "pupils of these at baseline", false, Whole(once)},
        {"baseline_cases", "persons", "of these, cases at baseline", false, Whole(once)},
        {"contacts", "contacts", "persons reached, or units of a lever, until the last follow-up", false, Real(once)},
        {"measured", "persons", "pupils analysed at the follow-up", true, Whole(often)},
        {"cases", "persons", "of these, cases", true, Whole(often)},
        {"log_odds_ratio", "1", "log odds of being a case, arm minus control; NaN where neither has a case", true, Real(often, unknown)},
        {"log_odds_ratio_error", "1", "its standard error, robust to likeness within what was randomised", true, Real(often, unknown)},
        {"significant", "1", "1: differs from 0 at 5 %, by Student's t with the clusters of both arms less two as degrees of freedom", true, Whole(often)},
    };
}

void TrialTable::add(std::size_t replicate, std::vector<TrialArmRecord> const& arms)
{
    auto const whole = [&](Which series) -> Whole& { return std::get<Whole>(series_[series].values); };
    auto const real = [&](Which series) -> Real& { return std::get<Real>(series_[series].values); };
    for (std::size_t arm = 0; arm < arms.size(); ++arm) {
        auto const& record = arms[arm];
        auto const at = place(arm, replicate);
        whole(clusters)[at] = record.clusters;
        whole(pupils)[at] = record.pupils;
        whole(baseline_cases)[at] = record.baseline_cases;
        real(contacts)[at] = record.contacts;
        for (std::size_t f = 0; f < followups_; ++f) {
            auto const then = at * followups_ + f;
            for (auto const& cluster : record.counts[f]) {
                whole(measured)[then] += cluster.measured;
                whole(cases)[then] += cluster.cases;
            }
            if (arm == 0) continue;
            auto const ratio = log_odds_ratio(record.counts[f], arms.front().counts[f]);
            real(log_odds)[then] = ratio.estimate;
            real(log_odds_error)[then] = ratio.standard_error;
            whole(significant)[then] = ratio.significant();
        }
    }
}

void TrialTable::take(ResultFile const& kept)
{
    auto const done = replicates_in(kept);
    for (auto const& saved : kept.variables) {
        auto const series = std::ranges::find(series_, saved.name, &Series::name);
        if (series == series_.end()) continue;
        std::visit([&]<class Value>(std::vector<Value>& all) { put_replicates(all, std::get<std::vector<Value>>(saved.values), plan_.runs.size(), replicates_, done); },
                   series->values);
    }
}

void TrialTable::write_published(ResultFile& file) const
{
    auto const places = plan_.runs.size() * followups_;
    Real odds_ratio(places, unknown), low(places, unknown), high(places, unknown);
    Whole found(places, -1);
    std::vector<std::string> source(places), how_known(places);
    for (auto const& result : study_.trial->published) {
        auto const arm = static_cast<std::size_t>(std::ranges::find(plan_.runs, result.arm, &ArmRun::name) - plan_.runs.begin());
        auto const f = static_cast<std::size_t>(std::ranges::find(study_.trial->followups, result.month) - study_.trial->followups.begin());
        auto const at = arm * followups_ + f;
        odds_ratio[at] = result.odds_ratio.value_or(unknown);
        low[at] = result.low.value_or(unknown);
        high[at] = result.high.value_or(unknown);
        if (result.significant) found[at] = *result.significant;
        source[at] = result.source;
        how_known[at] = result.how_known;
    }
    std::vector<std::string> const dimensions{"arm", "followup"};
    file.variables.insert(file.variables.end(), {
        {"published_odds_ratio", dimensions, "1", "odds ratio of the paper, arm against control", odds_ratio},
        {"published_low", dimensions, "1", "lower end of its 95 % interval", low},
        {"published_high", dimensions, "1", "upper end of its 95 % interval", high},
        {"published_significant", dimensions, "1", "whether the paper found a difference at 5 %: 1 or 0; -1: not known", found},
        {"published_source", dimensions, "1", "key of scenarios/sources.bib", source},
        {"published_how_known", dimensions, "1", "read, derived, judgement or recalled", how_known},
    });
}

void TrialTable::write_parameters(ResultFile& file, ReplicateSet const& done) const
{
    std::vector<std::string> names;
    std::vector<double> used;
    for (auto const& parameter : parameters_) names.push_back(parameter.name);
    for (auto const r : done) {
        auto const values = values_in(study_, parameters_, plan_.runs.front(), static_cast<std::uint32_t>(r));
        for (auto const& parameter : parameters_) {
            auto const found = values.find(parameter.name);
            used.push_back(found == values.end() ? parameter.default_value : found->second);
        }
    }
    file.variables.push_back({"parameter", {"parameter"}, "1", "parameter of the model", names});
    file.variables.push_back({"parameter_used", {"replicate", "parameter"}, "1", "value that each parameter has in the replicate (units: see pijler list parameters)", used});
}

void TrialTable::write(ResultFile& file, ReplicateSet const& done) const
{
    auto const arms = plan_.runs.size();
    file.dimensions = {{"arm", arms}, {"replicate", done.size()}, {"followup", followups_}, {"parameter", parameters_.size()}};
    std::vector<std::string> names;
    for (auto const& run : plan_.runs) names.push_back(run.name);
    file.variables = {
        {"arm", {"arm"}, "1", "arm of the trial, the control first", names},
        {"replicate", {"replicate"}, "1", "replicate: another town, other schools sampled and randomised", numbers_of(done)},
        {"followup", {"followup"}, "months", "months after baseline", Whole(study_.trial->followups.begin(), study_.trial->followups.end())},
    };
    for (auto const& series : series_) {
        std::vector<std::string> dimensions{"arm", "replicate"};
        if (series.by_followup) dimensions.emplace_back("followup");
        file.variables.push_back({series.name, dimensions, series.units, series.meaning,
                                  std::visit([&](auto const& all) -> Values { return of_replicates(all, arms, replicates_, done); }, series.values)});
    }
    write_published(file);
    write_parameters(file, done);
}

}  // namespace pijler
