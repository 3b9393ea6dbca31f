// One number to call for parents and professionals who worry: more signals find somebody to turn to, the more of them know it.
// No controlled evaluation was found.
#include "interventions/registry.hpp"

namespace pijler {
namespace {

struct Effects {
    double found = 0.5;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("support.contact_point.found", e.found, {"", 0.0, 1.0, "signals that found nobody to turn to and find the contact point, where all know it", "judgement", Grade::X, 0.15});
}

class ContactPoint final : public Intervention {
public:
    ContactPoint(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const&) const override
    {
        auto& chain = world.services;
        chain.contact = raised(chain.contact, e_.found * round.coverage * static_cast<double>(pulled(round.delivery)));
        return world.services.intake_scale;
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const&) const override
    {
        return [scale = world.services.intake_scale](double coverage) { return coverage > 0.0 ? scale : 0.0; };
    }

private:
    Effects e_;
};

}  // namespace

InterventionKind contact_point()
{
    InterventionType type;
    type.name = "contact_point";
    type.pillar = "support";
    type.meaning = "A low-threshold contact point for parents and professionals who worry about a youth";
    type.meaning_nl = "Een laagdrempelig meldpunt voor ouders en professionals die zich zorgen maken over een jongere";
    type.grade = "X";
    type.is_lever = true;
    type.needs = "services";
    type.target_keys = {};
    type.unit = "month in a town of 20,000 youths";
    type.defaults.every = 1;
    type.defaults.coverage = 0.50;
    type.defaults.cost = {{5000.0, 20000.0}, {2000.0, 6000.0}, "municipality"};
    type.hours_per_contact = 40.0;
    type.plausible_coverage = 0.8;
    type.practice = {Practice{
        .decides = {"municipality", "gemeente"},
        .programme = {"a desk at the neighbourhood team, the centre for youth and family or addiction care", "een loket bij wijkteam, Centrum voor Jeugd en Gezin of verslavingszorg"},
        .lead_time = {"3 to 6 months", "3 tot 6 maanden"},
        .staff = {"someone who answers every working day", "iemand die elke werkdag bereikbaar is"},
        .preconditions = {"known to parents and professionals; no sanction follows from a question", "bekend bij ouders en professionals; een vraag leidt niet tot een straf"},
        .measure = {"questions asked, by whom, and what followed", "gestelde vragen, door wie, en wat erop volgde"},
    }};
    return kind_of<ContactPoint, Effects>(std::move(type));
}

}  // namespace pijler
