// Schools react to use with guidance instead of suspension: pupils whom staff notice as users are guided (react_at_school), and the bond of all
// pupils holds. Schools that suspend more than today are an effect below 0. Source: evanswhipp2015 (more use among a school's pupils a year
// after suspensions, less where use is met with counselling).
#include "interventions/registry.hpp"

namespace pijler {
namespace {

struct Effects {
    double guided = 0.4, climate = 0.375;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("environment.school_response.guided", e.guided, {"", -1.0, 1.0, "pupils noticed as users whom a covered school guides and would not have today, as a share; below 0 those whom it suspends", "judgement", Grade::J, 0.3});
    visit("environment.school_response.climate", e.climate, {"", 0.0, 0.75, "rise of what the bond of all its pupils drifts to where all are guided, fall where all are suspended", "evanswhipp2015", Grade::C});
}

class SchoolResponse final : public Intervention {
public:
    SchoolResponse(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto const covered = covered_schools(world, round, random);
        auto const more = static_cast<float>(e_.guided) * pulled(round.delivery);
        for (auto const school : covered) {
            auto& policy = world.schools.policy[school];
            policy.response = std::clamp(policy.response + more, -1.0F, 1.0F);
            policy.bond += static_cast<float>(e_.climate) * more;
        }
        return static_cast<double>(covered.size());
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        return units_of_share(targeted_schools(world, delivery).size());
    }

private:
    Effects e_;
};

}  // namespace

InterventionKind school_response()
{
    InterventionType type;
    type.name = "school_response";
    type.pillar = "environment";
    type.meaning = "Schools react to use with guidance instead of suspension";
    type.meaning_nl = "Scholen reageren op gebruik met begeleiding in plaats van schorsing";
    type.grade = "C";
    type.is_lever = true;
    type.needs = "schools";
    type.target_keys = {"track"};
    type.of_schools = true;
    type.unit = "school-month";
    type.defaults.every = 1;
    type.defaults.coverage = 0.50;
    type.defaults.cost = {0.0, {200.0, 1500.0}, "school"};
    type.hours_per_contact = 8.0;
    type.plausible_coverage = 1.0;
    type.practice = {Practice{
        .decides = {"school boards", "schoolbesturen"},
        .programme = {"guidance by the school's care team, with addiction care", "begeleiding door het zorgteam van de school, met de verslavingszorg"},
        .lead_time = {"6 to 12 months: a policy, and support for it", "6 tot 12 maanden: beleid, en steun daarvoor"},
        .staff = {"care coordinator, mentor", "zorgcoördinator, mentor"},
        .preconditions = {"a place to refer to; staff who stand behind it", "een plek om naar te verwijzen; personeel dat erachter staat"},
        .measure = {"suspensions, pupils guided, bond to school", "schorsingen, begeleide leerlingen, band met school"},
        .sources = {"evanswhipp2015"},
    }};
    return kind_of<SchoolResponse, Effects>(std::move(type));
}

}  // namespace pijler
