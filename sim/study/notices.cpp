#include "study/notices.hpp"

#include "interventions/registry.hpp"
#include "model/synthesise.hpp"

#include <algorithm>
#include <set>

namespace pijler {
namespace {

std::string listed(std::vector<int> const& numbers)
{
    std::string text;
    for (int const number : numbers) text += (text.empty() ? "" : ", ") + std::to_string(number);
    return text;
}

// Interventions that support a type which no arm delivers.
std::vector<std::string> idle_supports(Study const& study)
{
    std::set<std::string> delivered;
    for (auto const& arm : study.arms)
        for (auto const& spec : arm.scenario.interventions) delivered.insert(spec.name);
    std::vector<std::string> list;
    for (auto const& arm : study.arms)
        for (auto const& spec : arm.scenario.interventions) {
            auto const note = "'" + spec.name + "' supports '" + spec.supports + "', which is not delivered: it supports nothing here";
            if (!spec.supports.empty() && !delivered.contains(spec.supports) && std::ranges::find(list, note) == list.end()) list.push_back(note);
        }
    return list;
}

// What equal contacts add together though it is not alike.
std::vector<std::string> unlike_contacts(Study const& study)
{
    std::set<std::string> units;
    for (auto const& arm : study.arms)
        if (&arm != &study.arms.front())
            for (auto const& spec : arm.scenario.interventions) units.insert(intervention_kind(spec.type).type.unit);
    if (study.equalise != Equalise::contacts || units.size() < 2) return {};
    std::string text;
    for (auto const& unit : units) text += (text.empty() ? "" : ", ") + unit;
    return {"equal contacts count units that are not alike (" + text + "): equal budget or hours compares what they take"};
}

}  // namespace

std::vector<std::string> notices(Study const& study)
{
    auto list = idle_supports(study);
    for (auto const& note : unlike_contacts(study)) list.push_back(note);
    // All arms share the population.
    auto const& population = study.arms.front().scenario.population;
    if (study.trial && population.municipality) {
        auto const there = count_schools(*population.municipality, population.youths.value_or(0.0));
        if (population.youths && there < static_cast<std::size_t>(study.trial->schools))
            list.push_back("a town of this size has " + std::to_string(there) + " of the " + std::to_string(study.trial->schools) +
                           " schools that the trial samples, so its trials are smaller than the paper's");
    }
    auto const& imported = population.imported;
    if (!imported) return list;
    if (imported->waves.size() > 1)
        list.push_back("the run starts from the ties of wave " + std::to_string(imported->waves.front()) + "; those of " +
                       listed({imported->waves.begin() + 1, imported->waves.end()}) + " are not used");
    if (auto const left_out = imported->ties.size() - ties_within_capacity(*imported).size(); left_out > 0)
        list.push_back(std::to_string(left_out) + " of " + std::to_string(imported->ties.size()) + " ties are left out, since a youth keeps at most " +
                       std::to_string(tie_capacity) + "; those that only one side states go first");
    return list;
}

}  // namespace pijler
