#include "study/factorial.hpp"

#include <algorithm>

namespace pijler {
namespace {

// 1 where the arm holds the factor, -1 where it does not.
double side(std::size_t arm, std::size_t factor) { return (arm >> factor & 1U) != 0U ? 1.0 : -1.0; }

// Of the worlds run, the weights that arms of these effects have; a reference that delivers nothing stands for its drawn self too.
std::vector<double> weights_of_runs(std::vector<FactorialTerm> const& terms, Study const& study, ArmPlan const& plan, EffectForm effects)
{
    std::vector<double> weights(terms.size() * plan.runs.size(), 0.0);
    for (std::size_t arm = 0; arm < study.arms.size(); ++arm) {
        auto const named = [&](EffectForm form) { return std::ranges::find_if(plan.runs, [&](ArmRun const& run) { return run.arm == study.arms[arm].name && run.effects == form; }); };
        auto found = named(effects);
        if (found == plan.runs.end()) found = named(EffectForm::central);
        for (std::size_t term = 0; term < terms.size(); ++term)
            weights[term * plan.runs.size() + static_cast<std::size_t>(found - plan.runs.begin())] = terms[term].weight[arm];
    }
    return weights;
}

}  // namespace

std::vector<FactorialTerm> factorial_terms(std::vector<std::string> const& factors)
{
    auto const arms = std::size_t{1} << factors.size();
    auto const half = static_cast<double>(arms / 2), quarter = static_cast<double>(arms / 4);
    std::vector<FactorialTerm> terms;
    for (std::size_t f = 0; f < factors.size(); ++f) {
        terms.push_back({factors[f], {}});
        for (std::size_t arm = 0; arm < arms; ++arm) terms.back().weight.push_back(side(arm, f) / half);
    }
    for (std::size_t f = 0; f < factors.size(); ++f)
        for (std::size_t g = f + 1; g < factors.size(); ++g) {
            terms.push_back({factors[f] + " x " + factors[g], {}});
            for (std::size_t arm = 0; arm < arms; ++arm) terms.back().weight.push_back(side(arm, f) * side(arm, g) / quarter);
        }
    return terms;
}

void describe_factorial(Study const& study, ArmPlan const& plan, ResultFile& file)
{
    if (study.factors.empty()) return;
    auto const terms = factorial_terms(study.factors);
    std::vector<std::string> names;
    for (auto const& term : terms) names.push_back(term.name);
    std::vector<std::int32_t> holds;
    for (auto const& run : plan.runs) {
        auto const arm = static_cast<std::size_t>(std::ranges::find(study.arms, run.arm, &Arm::name) - study.arms.begin());
        for (std::size_t f = 0; f < study.factors.size(); ++f) holds.push_back(static_cast<std::int32_t>(arm >> f & 1U));
    }
    file.dimensions.push_back({"factor", study.factors.size()});
    file.dimensions.push_back({"term", terms.size()});
    file.variables.push_back({"factor", {"factor"}, "1", "factor of the study", study.factors});
    file.variables.push_back({"term", {"term"}, "1", "main effect of a factor, or interaction of two", names});
    file.variables.push_back({"arm_holds", {"arm", "factor"}, "1", "1 where the arm holds the factor", holds});
    file.variables.push_back({"term_weight", {"term", "arm"}, "1",
                              "weight of each arm: the weighted sum of an outcome over arms is the main effect (mean over the other factors' levels) or the interaction (beyond the sum of "
                              "both, likewise)",
                              weights_of_runs(terms, study, plan, EffectForm::central)});
    if (std::ranges::find(plan.runs, EffectForm::drawn, &ArmRun::effects) != plan.runs.end())
        file.variables.push_back({"term_weight_drawn", {"term", "arm"}, "1", "the same at effects drawn from their priors", weights_of_runs(terms, study, plan, EffectForm::drawn)});
}

}  // namespace pijler
