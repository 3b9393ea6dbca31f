#include "study/describe_result.hpp"

#include "core/hash.hpp"
#include "model/synthesise.hpp"
#include "scenario/checks.hpp"
#include "study/costs.hpp"
#include "study/fingerprint.hpp"
#include "study/version.hpp"

#include <algorithm>

namespace pijler {
namespace {

std::string estimand_text(Study const& study)
{
    auto const& e = study.estimand;
    auto const horizon = e.horizon > 0 ? e.horizon : study.arms.front().scenario.simulation.months;
    return e.outcome + " in " + e.subgroup + " over " + counted(horizon, "month") + ", arm against " + study.arms.front().name +
           "; relevant difference " + written(e.relevant_difference);
}

void describe_estimand(Study const& study, std::vector<Attribute>& attributes)
{
    auto const text = estimand_text(study);
    auto const horizon = study.estimand.horizon > 0 ? study.estimand.horizon : study.arms.front().scenario.simulation.months;
    attributes.insert(attributes.end(), {
        {"estimand", text},
        {"estimand_hash", hash64_hex(text)},
        {"estimand_outcome", study.estimand.outcome},
        {"estimand_subgroup", study.estimand.subgroup},
        {"estimand_horizon", std::int64_t{horizon}},
        {"estimand_relevant_difference", study.estimand.relevant_difference},
    });
}

}  // namespace

std::string in_a_line(std::vector<std::string> const& words)
{
    std::string text;
    for (auto const& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::vector<Attribute> attributes_of(Study const& study, ArmPlan const& plan, std::string const& history)
{
    auto const& settings = study.arms.front().scenario.simulation;
    auto const& population = study.arms.front().scenario.population;
    std::vector<std::string> paths, texts;
    auto const keep = [&](InputText const& input) {
        if (std::ranges::find(paths, input.path) != paths.end()) return;
        paths.push_back(input.path);
        texts.push_back(input.text.empty() ? "CSV, " + counted(static_cast<std::int64_t>(input.rows), "row") + ", checksum " + input.checksum : input.text);
    };
    for (auto const& input : study.inputs) keep(input);
    for (auto const& arm : study.arms)
        for (auto const& input : arm.scenario.inputs) keep(input);
    std::vector<Attribute> attributes{
        {"title", study.title},
        {"Conventions", "CF-1.10"},
        {"source", version()},
        {"history", history},
        {"seed", static_cast<std::int64_t>(settings.seed)},
        {"months", std::int64_t{settings.months}},
        {"run_in_months", std::int64_t{population.imported ? 0 : settings.run_in_months}},
        {"town_youths", population.municipality ? youths_in(*population.municipality) : static_cast<double>(population.imported->youths.size())},
        {"share_simulated", share_of_town(population)},
        {"every", std::int64_t{study.arms.front().scenario.output.every}},
    };
    if (plan.runs.size() > 1 && !study.trial) describe_estimand(study, attributes);
    attributes.insert(attributes.end(), {
        {"equalise", std::string{study.equalise == Equalise::none ? "none" : study.equalise == Equalise::budget ? "budget" : study.equalise == Equalise::contacts ? "contacts" : "hours"}},
        {"budget", study.budget},
        {"budget_simulated", plan.budget},
        {"infeasible_arms", in_a_line(plan.infeasible)},
        {"fingerprint", fingerprint(study, version())},
        {"inputs", paths},
        {"input_texts", texts},
    });
    return attributes;
}

}  // namespace pijler
