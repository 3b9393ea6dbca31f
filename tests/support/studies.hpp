// Small studies and what comes out of them, for the tests of study/ and of behaviour.
#pragma once

#include "study/run_study.hpp"
#include "study/vocabulary.hpp"
#include "support/worlds.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

namespace pijler::test {

inline Scenario small_scenario(std::vector<InterventionSpec> interventions = {})
{
    Scenario scenario;
    scenario.title = "small";
    scenario.simulation.months = 24;
    scenario.simulation.run_in_months = 12;
    scenario.simulation.replicates = 2;
    scenario.simulation.seed = 7;
    scenario.population.municipality = small_municipality();
    scenario.population.youths = 1200;
    scenario.interventions = std::move(interventions);
    return scenario;
}

inline InterventionSpec lessons(std::string const& approach = "information")
{
    auto spec = deliver("youth_education", approach);
    spec.delivery.start = 1;
    return spec;
}
inline InterventionSpec evenings()
{
    auto spec = deliver("parent_education");
    spec.delivery.start = 1;
    return spec;
}
inline InterventionSpec training()
{
    auto spec = deliver("professional_education");
    spec.delivery.start = 1;
    return spec;
}

inline Arm arm(std::string const& name, std::vector<InterventionSpec> interventions = {}) { return {name, small_scenario(std::move(interventions)), {}}; }

inline Study small_study(std::vector<Arm> arms)
{
    Study study;
    study.title = "small";
    study.arms = std::move(arms);
    return study;
}

inline StudyResult run(Study const& study, RunSettings const& settings, std::optional<KeptRun> kept = {})
{
    static auto const vocabulary = make_vocabulary();
    return run_study(study, vocabulary, "test", settings, std::move(kept));
}
inline StudyResult run(Study const& study, int threads = 1, std::optional<KeptRun> kept = {}) { return run(study, RunSettings{threads, {}, nullptr}, std::move(kept)); }

inline Variable const& variable(ResultFile const& file, std::string const& name)
{
    auto const found = std::ranges::find(file.variables, name, &Variable::name);
    if (found == file.variables.end()) throw std::logic_error("no variable " + name);
    return *found;
}

inline std::size_t size_of(ResultFile const& file, std::string const& dimension)
{
    return std::ranges::find(file.dimensions, dimension, &Dimension::name)->size;
}

// The bytes of a variable's slice at one place of one of its dimensions.
inline std::string slice(ResultFile const& file, Variable const& variable, std::string const& dimension, std::size_t at)
{
    std::size_t before = 1, after = 1, extent = 1;
    bool passed = false;
    for (auto const& name : variable.dimensions) {
        if (name == dimension) {
            extent = size_of(file, name);
            passed = true;
        } else {
            (passed ? after : before) *= size_of(file, name);
        }
    }
    return std::visit(
        [&]<class Value>(std::vector<Value> const& values) {
            std::string bytes;
            for (std::size_t n = 0; n < before; ++n)
                for (std::size_t k = 0; k < after; ++k) {
                    auto const& value = values.at((n * extent + at) * after + k);
                    if constexpr (std::is_same_v<Value, std::string>)
                        bytes += value + '\0';
                    else
                        bytes.append(reinterpret_cast<char const*>(&value), sizeof value);
                }
            return bytes;
        },
        variable.values);
}

inline bool has_dimension(Variable const& variable, std::string const& name) { return std::ranges::find(variable.dimensions, name) != variable.dimensions.end(); }

// Names of variables whose bytes differ, or that one of the two lacks.
inline std::vector<std::string> differences(ResultFile const& a, ResultFile const& b)
{
    std::vector<std::string> found;
    if (a.variables.size() != b.variables.size()) found.emplace_back("number of variables");
    for (std::size_t n = 0; n < std::min(a.variables.size(), b.variables.size()); ++n) {
        auto const& one = a.variables[n];
        auto const& other = b.variables[n];
        if (one.name != other.name || one.dimensions != other.dimensions || slice(a, one, "", 0) != slice(b, other, "", 0)) found.push_back(one.name);
    }
    return found;
}

// Names of variables of an arm that differ from another arm's, perhaps of another result; what names and describes arms left out.
inline std::vector<std::string> arm_differences(ResultFile const& a, std::size_t arm_a, ResultFile const& b, std::size_t arm_b)
{
    std::vector<std::string> found;
    for (auto const& one : a.variables) {
        if (!has_dimension(one, "arm") || one.name == "arm" || one.name.starts_with("arm_")) continue;
        if (slice(a, one, "arm", arm_a) != slice(b, variable(b, one.name), "arm", arm_b)) found.push_back(one.name);
    }
    return found;
}

inline std::size_t arm_named(ResultFile const& file, std::string const& name)
{
    auto const& names = std::get<std::vector<std::string>>(variable(file, "arm").values);
    return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

// Counts or flows of an arm summed over all else; of subgroups only the first, "all".
inline double total(ResultFile const& file, std::string const& name, std::size_t arm)
{
    auto const& of = variable(file, name);
    auto const step = has_dimension(of, "subgroup") ? size_of(file, "subgroup") : 1;
    return std::visit(
        [&]<class Value>(std::vector<Value> const& values) {
            double sum = 0.0;
            auto const per_arm = values.size() / size_of(file, "arm");
            if constexpr (!std::is_same_v<Value, std::string>)
                for (std::size_t n = arm * per_arm; n < (arm + 1) * per_arm; n += step) sum += static_cast<double>(values.at(n));
            return sum;
        },
        of.values);
}

}  // namespace pijler::test
