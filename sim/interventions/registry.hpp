// The interventions there are, as a table.
#pragma once

#include "interventions/intervention.hpp"

namespace pijler {

// One type: how it is listed, its effect parameters, and how it is made with given parameter values.
struct InterventionKind {
    InterventionType type;
    void (*describe)(ParameterVisitor& visit);  // its effect parameters at their defaults
    std::unique_ptr<Intervention> (*make)(InterventionSpec const& spec, ParameterValues const& values);
};

// The kind whose class `Act` is constructed from (Effects, InterventionSpec) and whose Effects are described by `describe`.
template <class Act, class Effects>
InterventionKind kind_of(InterventionType type)
{
    return {std::move(type),
            [](ParameterVisitor& visit) {
                Effects effects;
                describe(visit, effects);
            },
            [](InterventionSpec const& spec, ParameterValues const& values) -> std::unique_ptr<Intervention> {
                Effects effects;
                ParameterSetter set{values};
                describe(set, effects);
                return std::make_unique<Act>(effects, spec);
            }};
}

std::vector<InterventionKind> const& intervention_kinds();
InterventionKind const& intervention_kind(std::string const& type);

}  // namespace pijler
