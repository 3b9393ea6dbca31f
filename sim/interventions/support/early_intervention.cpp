// Youths who experiment are found by screening and offered a brief motivational intervention: light help without a waiting list. Can backfire:
// whoever is found is labelled by it, and some who are found do not use. Sources: evidence2026 (Moti-4, CANABIC).
#include "interventions/registry.hpp"
#include "interventions/screening.hpp"

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> offer{63, "support.early_intervention.offer"};

struct Effects {
    double accepts = 0.5;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("support.early_intervention.accepts", e.accepts, {"", 0.0, 1.0, "users found who take the offer", "judgement", Grade::J});
}

class EarlyIntervention final : public Intervention {
public:
    EarlyIntervention(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto& y = world.youths;
        Screen screen{world, round, random};
        double found = 0.0;
        for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
            if (y.care[youth] != Care::none || !in_target(world, youth, round.delivery)) continue;
            auto const bits = random.block(y.identity[youth], offer, round.stream);
            if (uniform(bits[0]) >= static_cast<float>(round.coverage) || !screen.finds(youth)) continue;
            found += 1.0;
            if (!uses(y.stage[youth]) || uniform(bits[2]) >= static_cast<float>(e_.accepts) * pulled(round.delivery)) continue;
            world.cases.push_back({youth, Care::light, false, 0});
            y.care[youth] = Care::light;
            world.happenings.push_back({youth, Happens::referral});
        }
        return found;
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        return youths(world, delivery, [&](YouthId youth) { return chance_to_find(world, youth, delivery); });
    }
    ExpectedContacts expected_screened(World const& world, Delivery const& delivery) const override
    {
        return youths(world, delivery, [&](YouthId) { return delivery.screening ? 1.0 : 0.0; });
    }

private:
    // Expected youths whom it comes to, each counted by a weight.
    template <class Weight>
    static ExpectedContacts youths(World const& world, Delivery const& delivery, Weight const& weight)
    {
        double sum = 0.0;
        for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index)
            if (world.youths.care[youth] == Care::none && in_target(world, youth, delivery)) sum += weight(youth);
        return [sum](double coverage) { return std::min(coverage, 1.0) * sum; };
    }

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
    type.defaults.stages = {"occasional", "regular", "problematic"};
    type.defaults.screening = {0.5, 0.98, 10.0};
    type.defaults.cost = {{1000.0, 4000.0}, {20.0, 80.0}, "municipality"};
    type.can_screen = true;
    type.plausible_coverage = 0.8;
    type.hours_per_contact = 1.0;
    type.unit = "youth found";
    return kind_of<EarlyIntervention, Effects>(std::move(type));
}

}  // namespace pijler
