#include "interventions/registry.hpp"

#include "core/errors.hpp"

#include <algorithm>

namespace pijler {

InterventionKind parent_education();
InterventionKind professional_education();
InterventionKind youth_education();

InterventionKind chain_coordination();
InterventionKind contact_point();
InterventionKind early_intervention();
InterventionKind light_help_capacity();
InterventionKind neighbourhood_team_expertise();
InterventionKind signalling_training();
InterventionKind treatment_capacity();

InterventionKind coffeeshop_location();

InterventionKind area_ban();
InterventionKind coffeeshop_maximum();
InterventionKind coffeeshop_quality();
InterventionKind gathering_ban();
InterventionKind hemp_covenant();
InterventionKind public_smoking_ban();

std::vector<InterventionKind> const& intervention_kinds()
{
    static std::vector<InterventionKind> const kinds{
        parent_education(),
        professional_education(),
        youth_education(),

        chain_coordination(),
        contact_point(),
        early_intervention(),
        light_help_capacity(),
        neighbourhood_team_expertise(),
        signalling_training(),
        treatment_capacity(),

        coffeeshop_location(),

        area_ban(),
        coffeeshop_maximum(),
        coffeeshop_quality(),
        gathering_ban(),
        hemp_covenant(),
        public_smoking_ban(),
    };
    return kinds;
}

InterventionKind const& intervention_kind(std::string const& type)
{
    auto const found = std::ranges::find(intervention_kinds(), type, [](auto const& kind) { return kind.type.name; });
    expect(found != intervention_kinds().end(), "intervention types were checked when read");
    return *found;
}

}  // namespace pijler
