// House rules about drugs at school, enforced: pupils see a risk, and use at school is seen less. Can backfire: strict rules without
// support cost pupils' bond. Source: evanswhipp2015 (less use where pupils see rules enforced, with a remedial response).
#include "interventions/registry.hpp"

namespace pijler {
namespace {

struct Effects {
    double risk = 0.04;
    double hidden = 0.2;
    double strictness = 0.03;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("regulation.school_house_rules.risk", e.risk, {"", -0.16, 0.24, "rise of what perceived risk of a covered school's pupils drifts to", "evanswhipp2015", Grade::C, 0.04});
    visit("regulation.school_house_rules.hidden", e.hidden, {"", 0.0, 0.4, "share of use in class that is seen no longer", "judgement", Grade::J, 0.07});
    visit("regulation.school_house_rules.strictness", e.strictness, {"", -0.06, 0.12, "bond to school that rules without support cost its pupils", "judgement", Grade::J, 0.02});
}

class SchoolHouseRules final : public Intervention {
public:
    SchoolHouseRules(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto const covered = covered_schools(world, round, random);
        auto const pull = pulled(round.delivery);
        for (auto const school : covered) {
            auto& policy = world.schools.policy[school];
            policy.risk += static_cast<float>(e_.risk) * pull;
            policy.bond -= static_cast<float>(e_.strictness) * pull;
            policy.visible *= 1.0F - static_cast<float>(e_.hidden) * pull;
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

InterventionKind school_house_rules()
{
    InterventionType type;
    type.name = "school_house_rules";
    type.pillar = "regulation";
    type.meaning = "Schools agree on house rules about drugs, make them known and enforce them";
    type.meaning_nl = "Scholen spreken huisregels over drugs af, maken ze bekend en handhaven ze";
    type.grade = "C";
    type.is_lever = true;
    type.needs = "schools";
    type.target_keys = {"track"};
    type.of_schools = true;
    type.unit = "school-month";
    type.defaults.every = 1;
    type.defaults.coverage = 0.80;
    type.defaults.cost = {0.0, {100.0, 1000.0}, "school"};
    type.hours_per_contact = 5.0;
    type.plausible_coverage = 1.0;
    type.practice = {Practice{
        .decides = {"school boards, with the council of staff, parents and pupils", "schoolbesturen, met de medezeggenschapsraad"},
        .programme = {"school policy as in Helder op School", "schoolbeleid zoals in Helder op School"},
        .lead_time = {"6 months", "6 maanden"},
        .staff = {"care coordinator; all staff", "zorgcoördinator; al het personeel"},
        .preconditions = {"rules that are known, the same for all, and come with support", "regels die bekend zijn, voor iedereen gelijk, en samengaan met steun"},
        .measure = {"pupils who know the rules, breaches and what followed", "leerlingen die de regels kennen, overtredingen en wat erop volgde"},
        .sources = {"evanswhipp2015"},
    }};
    return kind_of<SchoolHouseRules, Effects>(std::move(type));
}

}  // namespace pijler
