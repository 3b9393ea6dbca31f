// House rules about drugs in youth centres, enforced: use in public is seen a little less. Can backfire: some who came are shut out and
// spend that time without adults. No evaluation of use was found.
#include "interventions/registry.hpp"

namespace pijler {
namespace {

struct Effects {
    double hidden = 0.05;
    double shut_out = 0.02;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("regulation.youth_work_house_rules.hidden", e.hidden, {"", -0.05, 0.15, "share of use in public in a covered neighbourhood that is seen no longer", "judgement", Grade::X, 0.03});
    visit("regulation.youth_work_house_rules.shut_out", e.shut_out, {"", -0.04, 0.08, "rise of the time without adults, by those who are shut out", "judgement", Grade::J, 0.02});
}

class YouthWorkHouseRules final : public Intervention {
public:
    YouthWorkHouseRules(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto const covered = covered_places(world, round, random);
        auto const pull = pulled(round.delivery);
        for (auto const place : covered) {
            auto& here = world.neighbourhoods.now[place];
            here.visible *= 1.0F - static_cast<float>(e_.hidden) * pull;
            here.free_time *= 1.0F + static_cast<float>(e_.shut_out) * pull;
        }
        return static_cast<double>(covered.size());
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        return units_of_share(count_targeted_places(world, delivery));
    }

private:
    Effects e_;
};

}  // namespace

InterventionKind youth_work_house_rules()
{
    InterventionType type;
    type.name = "youth_work_house_rules";
    type.pillar = "regulation";
    type.meaning = "Youth centres agree on house rules about drugs, make them known and enforce them";
    type.meaning_nl = "Jongerencentra spreken huisregels over drugs af, maken ze bekend en handhaven ze";
    type.grade = "X";
    type.is_lever = true;
    type.needs = "neighbourhoods";
    type.target_keys = {"neighbourhood"};
    type.unit = "place-month";
    type.defaults.every = 1;
    type.defaults.coverage = 0.50;
    type.defaults.cost = {0.0, {50.0, 500.0}, "municipality"};
    type.hours_per_contact = 2.0;
    type.plausible_coverage = 0.9;
    type.practice = {Practice{
        .decides = {"organisations for youth work", "organisaties voor jongerenwerk"},
        .programme = {"house rules of youth centres; none known to us of which the effect was evaluated", "huisregels van jongerencentra; wij kennen er geen waarvan het effect is onderzocht"},
        .lead_time = {"3 months", "3 maanden"},
        .staff = {"youth workers", "jongerenwerkers"},
        .preconditions = {"nobody is shut out without another place to go", "niemand wordt geweigerd zonder een andere plek"},
        .measure = {"visits, who stays away", "bezoek, wie wegblijft"},
    }};
    return kind_of<YouthWorkHouseRules, Effects>(std::move(type));
}

}  // namespace pijler
