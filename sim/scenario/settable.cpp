#include "scenario/settable.hpp"

#include <algorithm>
#include <array>

namespace pijler {
namespace {

constexpr std::array scenario_keys{"title",
                                   "description",
                                   "simulation.months",
                                   "simulation.run_in_months",
                                   "simulation.replicates",
                                   "simulation.seed",
                                   "simulation.substances",
                                   "population.municipality",
                                   "population.nodes",
                                   "population.ties",
                                   "population.youths",
                                   "output.outcomes",
                                   "output.subgroups",
                                   "output.every"};
constexpr std::array intervention_fields{
    "approach", "start",      "end",        "every",      "coverage",         "dose",       "fidelity",    "strength",
    "supports", "content", "calendar", "stop", "target.age", "target.sex", "target.track", "target.neighbourhood", "target.impulsivity", "target.sensation_seeking",
    "target.stage", "screening.sensitivity", "screening.specificity", "screening.cost", "cost.fixed", "cost.per_contact", "cost.payer"};

Words known_paths(std::vector<ArmDraft> const& arms, Vocabulary const& vocabulary)
{
    Words known{scenario_keys.begin(), scenario_keys.end()};
    for (auto const& row : vocabulary.parameters) known.push_back(row.name);
    for (auto const& arm : arms) {
        auto const of_arm = "arm." + arm.name + ".";
        for (auto const& spec : arm.draft->scenario.interventions)
            for (auto const* field : intervention_fields) {
                known.push_back(spec.name + "." + field);
                if (!arm.name.empty()) known.push_back(of_arm + known.back());
            }
        for (auto const& row : vocabulary.parameters)
            if (!arm.name.empty()) known.push_back(of_arm + "parameters." + row.name);
    }
    return known;
}

}  // namespace

std::string meant_by(std::string const& path, std::vector<ArmDraft> const& arms, Vocabulary const& vocabulary)
{
    auto const known = known_paths(arms, vocabulary);
    auto const tail =
        std::find_if(known.begin(), known.end(), [&](std::string const& name) { return name.ends_with("." + path); });
    if (tail != known.end()) return "did you mean " + in_quotes(*tail) + "?";
    auto const near = did_you_mean(path, known);
    return !near.empty() ? near
           : path.starts_with("arm.") ? "arm.<arm>.<intervention>.<field> or arm.<arm>.parameters.<name>"
                                      : "a scenario key (simulation.months), a parameter, or <intervention>.<field>";
}

}  // namespace pijler
