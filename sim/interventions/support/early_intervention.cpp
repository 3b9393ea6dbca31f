// Youths who experiment are found by screening and offered a brief motivational intervention: light help without a waiting list. Can backfire:
// whoever is found is labelled by it, some who are found do not use, and where talks are held in groups, users learn from users that use is
// right (deviancy training). Sources: evidence2026 (Moti-4, CANABIC), dishion1999.
#include "interventions/registry.hpp"
#include "interventions/screening.hpp"

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> offer{63, "support.early_intervention.offer"};

struct Effects {
    double accepts = 0.5, grouped = 0.25, deviancy = 0.10, harmless = 0.25;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("support.early_intervention.accepts", e.accepts, {"", 0.0, 1.0, "youths found who take the offer", "judgement", Grade::J});
    visit("support.early_intervention.grouped", e.grouped, {"", 0.0, 1.0, "share of the talks that are held in a group of a school's", "judgement", Grade::J});
    visit("support.early_intervention.deviancy", e.deviancy, {"", 0.0, 0.3, "rise of approval in a group, share of the headroom, per share of its users beyond `harmless`", "dishion1999", Grade::B});
    visit("support.early_intervention.harmless", e.harmless, {"", 0.2, 0.3, "share of users at which a group teaches neither way", "judgement", Grade::J});
}

class EarlyIntervention final : public Intervention {
public:
    EarlyIntervention(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto& y = world.youths;
        Screen screen{world, round, random};
        double found = 0.0;
        std::vector<YouthId> takers;
        for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
            if (y.care[youth] != Care::none || !in_target(world, youth, round.delivery)) continue;
            auto const bits = random.block(y.identity[youth], offer, round.stream);
            if (uniform(bits[0]) >= static_cast<float>(round.coverage) || !screen.finds(youth)) continue;
            found += 1.0;
            if (uniform(bits[2]) >= static_cast<float>(e_.accepts) * pulled(round.delivery)) continue;
            takers.push_back(youth);
            if (!uses(y.stage[youth])) continue;
            world.cases.push_back({youth, Care::light, false, 0});
            y.care[youth] = Care::light;
            world.happenings.push_back({youth, Happens::referral});
        }
        teach(world, takers, pulled(round.delivery));
        return found;
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        return youths(world, delivery, [&](YouthId youth) { return chance_to_find(world.youths, youth, delivery); });
    }
    ExpectedContacts expected_screened(World const& world, Delivery const& delivery) const override
    {
        return youths(world, delivery, [&](YouthId) { return delivery.screening ? 1.0 : 0.0; });
    }

private:
    // What those of a school who talk in a group learn from each other.
    void teach(World& world, std::vector<YouthId> const& takers, float dose) const
    {
        auto& y = world.youths;
        struct Group {
            int members = 0, users = 0;
        };
        Column<SchoolId, Group> groups(world.schools.count());
        for (auto const youth : takers) {
            ++groups[y.school[youth]].members;
            groups[y.school[youth]].users += uses(y.stage[youth]);
        }
        for (auto const youth : takers) {
            auto const& group = groups[y.school[youth]];
            if (group.members < 2) continue;
            auto const beyond = static_cast<float>(group.users) / static_cast<float>(group.members) - static_cast<float>(e_.harmless);
            auto const lesson = static_cast<float>(e_.deviancy * e_.grouped) * dose * beyond;
            y.approval[youth] = std::clamp(y.approval[youth] + lesson * (1.0F - y.approval[youth]), 0.0F, 1.0F);
        }
    }

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
    type.practice = {Practice{
        .decides = {"municipality (youth law); schools for access", "gemeente (Jeugdwet); scholen voor de toegang"},
        .programme = {"Moti-4: four motivating talks", "Moti-4: vier motiverende gesprekken"},
        .lead_time = {"3 to 6 months", "3 tot 6 maanden"},
        .staff = {"trained prevention worker", "opgeleide preventiewerker"},
        .preconditions = {"consent of youth and parent; talks one by one, since groups of youths who use can teach use", "toestemming van jongere en ouder; gesprekken een voor een, omdat een groep gebruik kan aanleren"},
        .measure = {"youths who take the offer, use three months later", "jongeren die het aanbod aannemen, gebruik drie maanden later"},
        .sources = {"unitcosts"},
    }};
    return kind_of<EarlyIntervention, Effects>(std::move(type));
}

}  // namespace pijler
