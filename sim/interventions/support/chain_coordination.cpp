// The municipality directs the chain from light to heavy: information is exchanged, agreements are kept, colleagues are trained, bottlenecks are
// solved. Can backfire: information shared beyond consent keeps youths from seeking help. No controlled evaluation was found.
#include "interventions/registry.hpp"

namespace pijler {
namespace {

struct Effects {
    double information = 0.2, agreements = 0.2, upskilling = 0.005, bottlenecks = 0.4;
    double beyond_consent = 0.1;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("support.chain.information_exchange", e.information, {"", 0.0, 0.8, "failing hand-overs that succeed since information is exchanged", "judgement", Grade::X});
    visit("support.chain.agreements_kept", e.agreements, {"", 0.0, 0.8, "failing hand-overs that succeed since agreements are kept", "judgement", Grade::X});
    visit("support.chain.upskilling", e.upskilling, {"", 0.0, 0.1, "use that teams missed and notice since colleagues are trained", "judgement", Grade::X});
    visit("support.chain.bottlenecks_solved", e.bottlenecks, {"", 0.0, 1.0, "youths kept of those who would stop waiting, since bottlenecks are solved", "judgement", Grade::X});
    visit("support.chain.beyond_consent", e.beyond_consent, {"", 0.0, 1.0, "information shared beyond what youths agreed to, as a share of all exchange", "judgement", Grade::J});
}

class ChainCoordination final : public Intervention {
public:
    ChainCoordination(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const&) const override
    {
        double const by = round.coverage * static_cast<double>(pulled(round.delivery));
        auto& chain = world.services;
        chain.hand_over = raised(raised(chain.hand_over, e_.information * by), e_.agreements * by);
        chain.team = raised(chain.team, e_.upskilling * by);
        chain.bottlenecks = raised(chain.bottlenecks, e_.bottlenecks * by);
        chain.shared_beyond_consent = raised(chain.shared_beyond_consent, e_.beyond_consent * by);
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

InterventionKind chain_coordination()
{
    InterventionType type;
    type.name = "chain_coordination";
    type.pillar = "support";
    type.meaning = "The municipality directs the chain from light to heavy help: information, agreements, skills, bottlenecks";
    type.meaning_nl = "De gemeente voert regie over de keten van lichte tot zware hulp: informatie, afspraken, deskundigheid, knelpunten";
    type.grade = "X";
    type.is_lever = true;
    type.needs = "services";
    type.target_keys = {};
    type.unit = "month in a town of 20,000 youths";
    type.defaults.every = 1;
    type.defaults.coverage = 0.70;
    type.defaults.cost = {0.0, {2500.0, 12500.0}, "municipality"};
    type.cost_source = "unitcosts";
    type.hours_per_contact = 60.0;
    type.plausible_coverage = 1.0;
    type.practice = {Practice{
        .decides = {"municipality, with the partners of the chain", "gemeente, met de partners in de keten"},
        .programme = {"none known to us of which the effect was evaluated", "wij kennen er geen waarvan het effect is onderzocht"},
        .lead_time = {"6 to 12 months: agreements first", "6 tot 12 maanden: eerst afspraken"},
        .staff = {"coordinator at the municipality; hours of partners", "regisseur bij de gemeente; uren van partners"},
        .preconditions = {"agreements on who takes over what; consent and privacy (GDPR); room in the help itself", "afspraken over wie wat overneemt; toestemming en privacy (AVG); ruimte in de hulp zelf"},
        .measure = {"hand-overs that succeed, waiting time, youths lost on the way", "overdrachten die lukken, wachttijd, jongeren die onderweg uit beeld raken"},
    }};
    return kind_of<ChainCoordination, Effects>(std::move(type));
}

}  // namespace pijler
