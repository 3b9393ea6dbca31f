// Neighbourhood teams know about drugs, have a fixed link with addiction care and use the prevention workers' expertise: they notice as much
// as the three together allow, and hand over what they notice. No evaluation was found.
#include "interventions/registry.hpp"

namespace pijler {
namespace {

struct Effects {
    double skill = 0.6, link = 0.6, use = 0.6;
    double notices = 0.05, hands_over = 0.5;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("support.teams.skill", e.skill, {"", 0.0, 1.0, "knowledge and skill of a team with expertise", "judgement", Grade::X});
    visit("support.teams.link", e.link, {"", 0.0, 1.0, "closeness of its link with addiction care", "judgement", Grade::X});
    visit("support.teams.use", e.use, {"", 0.0, 1.0, "how much it uses the expertise of prevention workers", "judgement", Grade::X});
    visit("support.teams.notices", e.notices, {"", 0.0, 0.3, "missed use that is noticed where skill, link and use are complete", "judgement", Grade::X});
    visit("support.teams.hands_over", e.hands_over, {"", 0.0, 1.0, "failing hand-overs that succeed where the link is complete", "judgement", Grade::X});
}

// A team serves some ten neighbourhoods.
double teams(World const& world) { return static_cast<double>(world.neighbourhoods.count() - 1) / 10.0; }

class NeighbourhoodTeamExpertise final : public Intervention {
public:
    NeighbourhoodTeamExpertise(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const&) const override
    {
        double const by = round.coverage * static_cast<double>(pulled(round.delivery));
        auto& chain = world.services;
        chain.team = raised(chain.team, e_.notices * e_.skill * e_.link * e_.use * by);
        chain.hand_over = raised(chain.hand_over, e_.hands_over * e_.link * by);
        return teams(world) * round.coverage;
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const&) const override
    {
        return [all = teams(world)](double coverage) { return all * coverage; };
    }

private:
    Effects e_;
};

}  // namespace

InterventionKind neighbourhood_team_expertise()
{
    InterventionType type;
    type.name = "neighbourhood_team_expertise";
    type.pillar = "support";
    type.meaning = "Neighbourhood teams get expertise on drugs and a fixed link with addiction care";
    type.meaning_nl = "Wijkteams krijgen kennis over drugs en een vaste lijn met de verslavingszorg";
    type.grade = "X";
    type.is_lever = true;
    type.needs = "neighbourhood teams";
    type.target_keys = {};
    type.unit = "team-month";
    type.defaults.every = 1;
    type.defaults.coverage = 0.60;
    type.defaults.cost = {{2500.0, 10000.0}, {200.0, 800.0}, "municipality"};
    type.hours_per_contact = 4.0;
    type.plausible_coverage = 1.0;
    type.practice = {Practice{
        .decides = {"municipality; the organisation of the teams", "gemeente; de organisatie van de teams"},
        .programme = {"a worker of addiction care who is in the team on fixed days", "een medewerker van de verslavingszorg die op vaste dagen in het team is"},
        .lead_time = {"3 to 9 months", "3 tot 9 maanden"},
        .staff = {"worker of addiction care; hours of the team", "medewerker van de verslavingszorg; uren van het team"},
        .preconditions = {"a contract with addiction care; days and tasks that are fixed", "een contract met de verslavingszorg; vaste dagen en taken"},
        .measure = {"youths seen with use, and handed on", "jongeren bij wie gebruik is gezien, en die zijn overgedragen"},
    }};
    return kind_of<NeighbourhoodTeamExpertise, Effects>(std::move(type));
}

}  // namespace pijler
