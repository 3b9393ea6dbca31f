#include "interventions/registry.hpp"

#include "core/errors.hpp"

#include <algorithm>

namespace pijler {

InterventionKind mass_media_campaign();
InterventionKind parent_education();
InterventionKind peer_education();
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
InterventionKind event_house_rules();
InterventionKind family_skills();
InterventionKind leisure_offer();
InterventionKind school_response();
InterventionKind supervision();

InterventionKind area_ban();
InterventionKind coffeeshop_maximum();
InterventionKind coffeeshop_quality();
InterventionKind gathering_ban();
InterventionKind hemp_covenant();
InterventionKind public_smoking_ban();
InterventionKind school_house_rules();
InterventionKind youth_work_house_rules();

std::vector<InterventionKind> const& intervention_kinds()
{
    static std::vector<InterventionKind> const kinds{
        mass_media_campaign(),
        parent_education(),
        peer_education(),
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
        event_house_rules(),
        family_skills(),
        leisure_offer(),
        school_response(),
        supervision(),

        area_ban(),
        coffeeshop_maximum(),
        coffeeshop_quality(),
        gathering_ban(),
        hemp_covenant(),
        public_smoking_ban(),
        school_house_rules(),
        youth_work_house_rules(),
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
