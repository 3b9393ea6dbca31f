#include "study/sweep/unit_results.hpp"

#include "study/arm_values.hpp"
#include "study/evidence.hpp"
#include "study/factorial.hpp"
#include "study/result_table.hpp"
#include "study/shown_subgroups.hpp"

#include <algorithm>
#include <array>

namespace pijler {
namespace {

bool has(Variable const& variable, char const* dimension) { return std::ranges::find(variable.dimensions, dimension) != variable.dimensions.end(); }

// In a result of one replicate: what differs from unit to unit; what belongs to all; the rest is what a sweep leaves out.
bool is_of_unit(Variable const& variable) { return variable.name != "replicate" && (has(variable, "replicate") || variable.name == "arm_end" || variable.name == "arm_feasible") && !has(variable, "parameter"); }
bool is_of_frame(Variable const& variable) { return variable.name != "replicate" && !is_of_unit(variable) && !has(variable, "parameter"); }

// What each unit draws from priors, where any is drawn.
void add_draws(Study const& study, std::vector<ParameterRow> const& parameters, ArmPlan const& plan, std::uint32_t replicate, ResultFile& file)
{
    if (study.uncertainty == Uncertainty::none) return;
    auto const& sets = study.parameter_sets;
    auto const varies = [&](ParameterRow const& row) { return sets.empty() ? row.prior_sd > 0.0 : sets.front().contains(row.name); };
    std::vector<std::string> names;
    std::vector<double> values;
    for (auto const& row : parameters)
        if (varies(row)) names.push_back(row.name);
    if (names.empty()) return;
    for (auto const& run : plan.runs) {
        auto const drawn = values_in(study, parameters, run, replicate);
        for (auto const& row : parameters) {
            if (!varies(row)) continue;
            auto const found = drawn.find(row.name);
            values.push_back(found == drawn.end() ? row.default_value : found->second);
        }
    }
    file.dimensions.push_back({"prior", names.size()});
    file.variables.push_back({"prior", {"prior"}, "1", "parameter that replicates draw", names});
    file.variables.push_back({"prior_drawn", {"arm", "replicate", "prior"}, "1", "value that each of them has (units: see pijler list parameters)", values});
}

// Which equalised arms can spend the budget where this unit is.
void add_feasible(ArmPlan const& plan, ResultFile& file)
{
    if (std::ranges::none_of(plan.runs, [](ArmRun const& run) { return run.delivery == DeliveryForm::equalised; })) return;
    std::vector<std::int32_t> feasible;
    for (auto const& run : plan.runs) feasible.push_back(run.feasible ? 1 : 0);
    file.variables.push_back({"arm_feasible", {"arm"}, "1", "1; 0 where an equalised arm cannot spend the budget at a plausible reach: it spends what comes nearest", feasible});
}

ResultFile one_replicate(Study const& study, std::vector<ParameterRow> const& parameters, ArmPlan const& plan, std::vector<std::size_t> const& groups,
                         std::vector<std::string> const& payers, std::uint32_t replicate, ReplicateRecords const* records)
{
    ResultTable table{study, parameters, plan, groups, payers_of(plan, payers), 1};
    if (records != nullptr) table.add(0, *records);
    ResultFile file;
    table.hand_over(file, {0});
    add_draws(study, parameters, plan, replicate, file);
    add_feasible(plan, file);
    if (plan.runs.size() > 1) {
        describe_evidence(plan, file);
        describe_factorial(study, plan, file);
    }
    return file;
}

ResultFile frame_of(ResultFile&& file)
{
    std::erase_if(file.variables, [](Variable const& variable) { return !is_of_frame(variable); });
    std::erase_if(file.dimensions, [](Dimension const& dimension) { return dimension.name == "replicate" || dimension.name == "parameter"; });
    return std::move(file);
}

std::size_t bytes_of(Values const& values)
{
    return std::visit([](auto const& list) { return list.size() * sizeof(list[0]); }, values);
}

void append(Values& values, Values const& more)
{
    std::visit([&](auto& list) {
        auto const& other = std::get<std::remove_reference_t<decltype(list)>>(more);
        list.insert(list.end(), other.begin(), other.end());
    }, values);
}

}  // namespace

UnitTable::UnitTable(Study const& study, std::vector<ParameterRow> const& parameters, std::vector<std::string> const& payers)
    : parameters_{parameters}, groups_{shown_subgroups(study, study.arms.size() > 1)},
      plan_{plan_of(study)}, payers_{payers_of(plan_, payers)}
{
    auto file = one_replicate(study, parameters_, plan_, groups_, payers_, 0, nullptr);
    for (auto const& variable : file.variables)
        if (is_of_unit(variable)) bytes_ += bytes_of(variable.values);
    frame_ = frame_of(std::move(file));
    auto const asked = ResultTable{study, parameters_, plan_, groups_, payers_, 1}.task();
    twins_ = asked.twins, butterfly_ = asked.butterfly, network_ = asked.network;
}

std::vector<Variable> UnitTable::of_unit(Study const& study, ArmPlan const& plan, std::uint32_t replicate, ReplicateRecords const& records) const
{
    auto file = one_replicate(study, parameters_, plan, groups_, payers_, replicate, &records);
    auto const rest = std::stable_partition(file.variables.begin(), file.variables.end(), is_of_unit);
    std::vector<Variable> variables(std::move_iterator{file.variables.begin()}, std::move_iterator{rest});
    file.variables.erase(file.variables.begin(), rest);
    for (auto& variable : variables) std::erase(variable.dimensions, "replicate");
    auto const same = [](Variable const& a, Variable const& b) { return a.name == b.name && a.values == b.values; };
    if (!std::ranges::equal(frame_of(std::move(file)).variables, frame_.variables, same))
        throw StatusError{ExitStatus::bad_input, "the arms, payers or records of this point are not those of the sweep"};
    return variables;
}

ArmPlan UnitTable::plan_of(Study const& study) { return plan_arms(study, study.equalise == Equalise::none ? World{0} : people_at_start(study, 0), Infeasible::kept); }

ReplicateTask UnitTable::task(Study const& study, ArmPlan const& plan, RunInCache* run_ins, Profile* profile) const
{
    return {study, parameters_, plan, twins_, butterfly_, network_, run_ins, profile};
}

void UnitStack::add(std::size_t point, std::size_t replicate, std::vector<Variable> variables)
{
    points_.push_back(static_cast<std::int32_t>(point));
    replicates_.push_back(static_cast<std::int32_t>(replicate));
    if (stacked_.empty()) {
        stacked_ = std::move(variables);
        return;
    }
    expect(stacked_.size() == variables.size(), "units of a sweep have the same variables");
    for (std::size_t n = 0; n < stacked_.size(); ++n) append(stacked_[n].values, variables[n].values);
}

ResultFile UnitStack::take() &&
{
    if (points_.empty()) return std::move(file_);
    file_.dimensions.insert(file_.dimensions.begin(), {"unit", points_.size()});
    file_.variables.push_back({"point", {"unit"}, "1", "design point, counted from 0", points_});
    file_.variables.push_back({"replicate_number", {"unit"}, "1", "replicate, counted from 0", replicates_});
    for (auto& variable : stacked_) {
        variable.dimensions.insert(variable.dimensions.begin(), "unit");
        file_.variables.push_back(std::move(variable));
    }
    return std::move(file_);
}

}  // namespace pijler
