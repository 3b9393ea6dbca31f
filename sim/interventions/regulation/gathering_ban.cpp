// A by-law against gathering: groups of youths in the busiest places are sent away. Some of the time without adults in public goes, most of
// it moves to other or private places. Never evaluated with use as outcome. Can backfire: who is spoken to loses some trust.
#include "interventions/registry.hpp"
#include "interventions/regulation/officers.hpp"

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> contacted{40, "regulation.gathering_ban.contacted"};

struct Effects {
    double effect = 0.2;
    double displaced = 0.65;
    double public_share = 0.25;
    double contact = 0.01;
    double fine = 0.0015;
    double trust = 0.02;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("regulation.gathering_ban.effect", e.effect, {"", -0.2, 0.6, "share of gatherings in public that the ban breaks up in a covered place", "evidence2026", Grade::X, 0.1});
    visit("regulation.gathering_ban.displaced", e.displaced, {"", 0.0, 1.0, "share of those that go on in another or a private place", "evidence2026", Grade::X, 0.1});
    visit("regulation.gathering_ban.public_share", e.public_share, {"", 0.0, 1.0, "share of time without adults that is spent gathered in public", "judgement", Grade::J});
    visit("regulation.gathering_ban.contact", e.contact, {"a month", 0.0, 0.1, "chance that officers speak to a youth of a covered place who is out as much as others", "judgement", Grade::J});
    visit("regulation.gathering_ban.fine", e.fine, {"", 0.0, 0.1, "share of contacts that end in a fine, of those who are not in need", "nos2019", Grade::J});
    visit("regulation.gathering_ban.trust", e.trust, {"", 0.0, 0.3, "share of the bond that a contact costs", "judgement", Grade::X});
}

class GatheringBan final : public Intervention {
public:
    GatheringBan(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto const places = busiest_places(world, round);
        float const pull = pulled(round.delivery);
        float const ended = static_cast<float>(e_.effect * (1.0 - e_.displaced)) * pull;
        for (auto const place : places) {
            auto& here = world.neighbourhoods.now[place];
            here.free_time *= 1.0F - static_cast<float>(e_.public_share) * ended;
            here.disturbance *= 1.0F - ended;
        }
        auto const& y = world.youths;
        float const contact = static_cast<float>(e_.contact) * pull;
        meet_youths(world, round, random, contacted, places, {e_.fine, e_.trust}, everybody(), [&](YouthId youth) { return contact * (0.5F + y.unsupervised[youth]); });
        return static_cast<double>(places.size());
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        auto const places = count_targeted_places(world, delivery);
        return [places](double coverage) { return static_cast<double>(share_of(places, coverage)); };
    }

private:
    Effects e_;
};

}  // namespace

InterventionKind gathering_ban()
{
    InterventionType type;
    type.name = "gathering_ban";
    type.pillar = "regulation";
    type.meaning = "A by-law against gathering: groups are sent away from the busiest places";
    type.meaning_nl = "Samenscholingsverbod: groepen worden weggestuurd van de drukste plekken";
    type.grade = "X";
    type.defaults.every = 1;
    type.defaults.coverage = 0.15;
    type.defaults.age_high = 17;
    type.defaults.cost = {{2500.0, 10000.0}, {700.0, 2800.0}, "municipality"};
    type.hours_per_contact = 20.0;
    type.plausible_coverage = 0.5;
    type.unit = "place-month";
    type.is_lever = true;
    type.needs = "neighbourhoods";
    type.practice = {Practice{
        .decides = {"council (by-law), mayor", "raad (APV), burgemeester"},
        .programme = {"by-laws of several towns; none known to us of which the effect on use was evaluated", "APV van verschillende gemeenten; wij kennen er geen waarvan het effect op gebruik is onderzocht"},
        .lead_time = {"6 to 12 months", "6 tot 12 maanden"},
        .staff = {"enforcement officers, police", "handhavers, politie"},
        .preconditions = {"legal advice; another place to be; see that it does not fall on one group", "juridisch advies; een andere plek; erop letten dat het niet op één groep valt"},
        .measure = {"contacts by sex, age and school type, nuisance there and elsewhere", "contacten naar geslacht, leeftijd en schoolsoort, overlast daar en elders"},
    }};
    return kind_of<GatheringBan, Effects>(std::move(type));
}

}  // namespace pijler
