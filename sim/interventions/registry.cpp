#include "interventions/registry.hpp"

#include "core/errors.hpp"

#include <algorithm>

namespace pijler {

InterventionKind event_house_rules();
InterventionKind family_skills();
InterventionKind leisure_offer();
InterventionKind mass_media_campaign();
InterventionKind parent_education();
InterventionKind peer_education();
InterventionKind professional_education();
InterventionKind school_house_rules();
InterventionKind school_response();
InterventionKind supervision();
InterventionKind youth_education();
InterventionKind youth_work_house_rules();

std::vector<InterventionKind> const& intervention_kinds()
{
    static std::vector<InterventionKind> const kinds{
        event_house_rules(),
        family_skills(),
        leisure_offer(),
        mass_media_campaign(),
        parent_education(),
        peer_education(),
        professional_education(),
        school_house_rules(),
        school_response(),
        supervision(),
        youth_education(),
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
