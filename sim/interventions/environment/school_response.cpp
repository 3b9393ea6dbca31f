// Schools react to use with support instead of exclusion: pupils' bond to school holds. Schools that exclude are an effect below 0.
// Source: evanswhipp2015 (more use a year after suspension, less where use is met with counselling).
#include "interventions/registry.hpp"

namespace pijler {
namespace {

struct Effects {
    double bond = 0.15;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("environment.school_response.bond", e.bond, {"", -0.45, 0.75, "rise of what the bond of a covered school's pupils drifts to; below 0 the school excludes", "evanswhipp2015", Grade::C, 0.12});
}

class SchoolResponse final : public Intervention {
public:
    SchoolResponse(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto const covered = covered_schools(world, round, random);
        auto const more = static_cast<float>(e_.bond) * pulled(round.delivery);
        for (auto const school : covered) world.schools.policy[school].bond += more;
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
    return kind_of<SchoolResponse, Effects>(std::move(type));
}

}  // namespace pijler
