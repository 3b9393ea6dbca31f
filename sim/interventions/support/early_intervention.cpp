// Youths who experiment are found by screening and offered a brief motivational intervention: light help without a waiting list. Can backfire:
// those who are taken for users and are none feel labelled. Sources: evidence2026 (Moti-4, CANABIC).
#include "interventions/registry.hpp"

#include "core/math.hpp"

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> screening{63, "support.early_intervention.screening"};

struct Effects {
    double sensitivity = 0.5, specificity = 0.98;
    double accepts = 0.5;
    double labelling = 0.03;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("support.early_intervention.sensitivity", e.sensitivity, {"", 0.1, 1.0, "users whom screening finds", "judgement", Grade::J});
    visit("support.early_intervention.specificity", e.specificity, {"", 0.8, 1.0, "others whom screening leaves alone", "judgement", Grade::J});
    visit("support.early_intervention.accepts", e.accepts, {"", 0.0, 1.0, "users found who take the offer", "judgement", Grade::J});
    visit("support.early_intervention.labelling", e.labelling, {"", 0.0, 0.3, "bond lost by those who are found and are no users, share of it", "judgement", Grade::J});
}

class EarlyIntervention final : public Intervention {
public:
    EarlyIntervention(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto& y = world.youths;
        float const dose = pulled(round.delivery);
        double screened = 0.0;
        for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
            if (y.care[youth] != Care::none || !in_target(world, youth, round.delivery)) continue;
            auto const bits = random.block(y.identity[youth], screening, round.stream);
            if (uniform(bits[0]) >= static_cast<float>(round.coverage)) continue;
            screened += 1.0;
            bool const is_user = uses(y.stage[youth]);
            if (uniform(bits[1]) >= static_cast<float>(is_user ? e_.sensitivity : 1.0 - e_.specificity)) continue;
            if (!is_user) {
                y.bond[youth] = clamp01(y.bond[youth] * (1.0F - static_cast<float>(e_.labelling) * dose));
            } else if (uniform(bits[2]) < static_cast<float>(e_.accepts) * dose) {
                world.cases.push_back({youth, Care::light, false, 0});
                y.care[youth] = Care::light;
                world.happenings.push_back({youth, Happens::referral});
            }
        }
        return screened;
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        double youths = 0.0;
        for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index) youths += in_target(world, youth, delivery) ? 1.0 : 0.0;
        return [youths](double coverage) { return std::min(coverage, 1.0) * youths; };
    }

private:
    Effects e_;
};

}  // namespace

InterventionKind early_intervention()
{
    InterventionType type;
    type.name = "early_intervention";
    type.pillar = "support";
    type.meaning = "Youths who experiment are found by screening and offered a few motivating conversations";
    type.meaning_nl = "Jongeren die experimenteren worden met een screening gevonden en krijgen enkele motiverende gesprekken aangeboden";
    type.grade = "B";
    type.defaults.start = 2;
    type.defaults.every = 12;
    type.defaults.coverage = 0.40;
    type.defaults.age_low = 14;
    type.defaults.age_high = 18;
    // Screening, and the conversations of the few in a hundred who take them.
    type.defaults.cost = {{1000.0, 4000.0}, {10.0, 40.0}, "municipality"};
    type.hours_per_contact = 0.2;
    type.plausible_coverage = 0.8;
    type.unit = "youth screened";
    return kind_of<EarlyIntervention, Effects>(std::move(type));
}

}  // namespace pijler
