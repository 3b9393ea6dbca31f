#include "study/evidence.hpp"

#include "interventions/registry.hpp"

#include <algorithm>

namespace pijler {
namespace {

bool is_added(InterventionSpec const& spec, std::vector<InterventionSpec> const& reference)
{
    return std::ranges::find(reference, spec.name, &InterventionSpec::name) == reference.end();
}

bool is_evaluated(InterventionSpec const& spec)
{
    auto const& grade = intervention_kind(spec.type).type.grade;
    return grade != "D" && grade != "X";
}

}  // namespace

std::vector<std::string> not_evaluated(std::vector<InterventionSpec> const& specs, std::vector<InterventionSpec> const& reference)
{
    std::vector<std::string> names;
    for (auto const& spec : specs)
        if (is_added(spec, reference) && !is_evaluated(spec)) names.push_back(spec.name);
    return names;
}

void describe_evidence(ArmPlan const& plan, ResultFile& file)
{
    auto const& reference = plan.runs.front().specs;
    std::vector<std::string> how_far, which;
    for (auto const& run : plan.runs) {
        auto const names = not_evaluated(run.specs, reference);
        auto const added = std::ranges::count_if(run.specs, [&](InterventionSpec const& spec) { return is_added(spec, reference); });
        how_far.emplace_back(names.empty() ? "evaluated" : static_cast<std::size_t>(added) == names.size() ? "not_evaluated" : "in_part");
        std::string list;
        for (auto const& name : names) list += (list.empty() ? "" : ", ") + name;
        which.push_back(list);
    }
    file.variables.push_back({"arm_evidence", {"arm"}, "1", "whether the effect on use of what the arm adds to the reference was evaluated (grades A, B, C) or not (D, X)", how_far});
    file.variables.push_back({"arm_not_evaluated", {"arm"}, "1", "interventions that the arm adds and whose effect on use was not evaluated", which});
}

}  // namespace pijler
