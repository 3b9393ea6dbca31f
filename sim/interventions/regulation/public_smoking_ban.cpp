// A ban on smoking cannabis in public: use is seen less and neighbours notice less. It also goes out of sight of adults. No evaluation was
// found. Most towns have the ban, so that most of what it does is part of the policy in force. Can backfire: contacts cost trust.
#include "interventions/registry.hpp"
#include "interventions/regulation/by_law.hpp"
#include "interventions/regulation/officers.hpp"

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> contacted{42, "regulation.public_smoking_ban.contacted"};

struct Effects {
    double covers = 1.0;
    double visible = 0.3;
    double nuisance = 0.3;
    double in_force_share = 0.7;
    double out_of_sight = 0.03;
    double contact = 0.02;
    double fine = 0.0015;
    double trust = 0.02;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("regulation.public_smoking_ban.covers", e.covers, {"", 0.0, 1.0, "share of a substance's use in public that the ban is about", "judgement", Grade::J});
    visit("regulation.public_smoking_ban.visible", e.visible, {"", -0.2, 0.8, "share of sight of use in public that the ban takes away in a covered place", "evidence2026", Grade::X, 0.15});
    visit("regulation.public_smoking_ban.nuisance", e.nuisance, {"", -0.2, 0.8, "share of the disturbance that it takes away", "judgement", Grade::X, 0.15});
    visit("regulation.public_smoking_ban.in_force_share", e.in_force_share, {"", 0.0, 1.0, "share of what the ban can do that a ban in force does already", "judgement", Grade::J});
    visit("regulation.public_smoking_ban.out_of_sight", e.out_of_sight, {"", -0.2, 0.3, "rise of time without adults as use moves out of their sight", "judgement", Grade::X, 0.05});
    visit("regulation.public_smoking_ban.contact", e.contact, {"a month", 0.0, 0.2, "chance that officers speak to a youth of a covered place who uses this month", "judgement", Grade::J});
    visit("regulation.public_smoking_ban.fine", e.fine, {"", 0.0, 0.1, "share of contacts that end in a fine, of those who are not in need", "nos2019", Grade::J});
    visit("regulation.public_smoking_ban.trust", e.trust, {"", 0.0, 0.3, "share of the bond that a contact costs", "judgement", Grade::X});
}

class PublicSmokingBan final : public Intervention {
public:
    PublicSmokingBan(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto const places = covered_places(world, round, random);
        auto const ban = [&](double covers) { return ByLaw{round.delivery, world.by_laws.public_smoking_ban, e_.in_force_share, covers}; };
        auto const of_use = ban(e_.covers), of_smokers = ban(1.0);
        for (auto const place : places) {
            auto& here = world.neighbourhoods.now[place];
            here.visible *= of_use.left_of(e_.visible);
            here.disturbance *= of_use.left_of(e_.nuisance);
            here.free_time *= of_smokers.left_of(-e_.out_of_sight);
        }
        if (round.delivery.stops) return 0.0;
        auto const& y = world.youths;
        auto const contact = static_cast<float>(e_.contact * of_use.gained());
        meet_youths(world, round, random, contacted, places, {e_.fine, e_.trust}, users_of(world), [&](YouthId youth) { return contact * y.frequency[youth]; });
        return static_cast<double>(places.size());
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        auto const places = delivery.stops ? 0 : count_targeted_places(world, delivery);
        return [places](double coverage) { return static_cast<double>(share_of(places, coverage)); };
    }

private:
    Effects e_;
};

}  // namespace

InterventionKind public_smoking_ban()
{
    InterventionType type;
    type.name = "public_smoking_ban";
    type.pillar = "regulation";
    type.meaning = "A ban on smoking cannabis in public, with care first";
    type.meaning_nl = "Blowverbod in de openbare ruimte, met zorg voorop";
    type.grade = "X";
    type.defaults.every = 1;
    type.defaults.coverage = 0.50;
    type.defaults.cost = {{2500.0, 10000.0}, {300.0, 1400.0}, "municipality"};
    type.hours_per_contact = 9.0;
    type.plausible_coverage = 1.0;
    type.unit = "place-month";
    type.is_lever = true;
    type.needs = "neighbourhoods";
    type.can_stop = true;
    type.practice = {Practice{
        .decides = {"council (by-law)", "raad (APV)"},
        .programme = {"two thirds of municipalities have one; none known to us of which the effect was evaluated", "twee derde van de gemeenten heeft er een; wij kennen er geen waarvan het effect is onderzocht"},
        .lead_time = {"6 to 12 months", "6 tot 12 maanden"},
        .staff = {"enforcement officers", "handhavers"},
        .preconditions = {"legal advice; care first: a referral in place of a fine for who needs help", "juridisch advies; zorg voorop: een verwijzing in plaats van een boete voor wie hulp nodig heeft"},
        .measure = {"use in sight, contacts by sex, age and school type, referrals", "gebruik in het zicht, contacten naar geslacht, leeftijd en schoolsoort, verwijzingen"},
        .sources = {"trouw2021"},
    }};
    return kind_of<PublicSmokingBan, Effects>(std::move(type));
}

}  // namespace pijler
