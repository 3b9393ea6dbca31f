// A hemp covenant: municipality, police, housing corporations and grid operators find home growing and end it. Less home-grown supply is sold
// in the street, and neighbours have less nuisance of it; other supply takes over part. It aims at safety: use was never evaluated.
#include "interventions/registry.hpp"
#include "interventions/regulation/by_law.hpp"

namespace pijler {
namespace {

struct Effects {
    double covers = 1.0;
    double effect = 0.3;
    double taken_over = 0.7;
    double nuisance = 0.2;
    double in_force_share = 0.7;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("regulation.hemp_covenant.covers", e.covers, {"", 0.0, 1.0, "share of a substance's supply and nuisance that a covenant on hemp is about", "judgement", Grade::J});
    visit("regulation.hemp_covenant.effect", e.effect, {"", -0.2, 0.9, "share of home growing in a covered place that checks end", "judgement", Grade::X, 0.15});
    visit("regulation.hemp_covenant.taken_over", e.taken_over, {"", 0.0, 1.5, "share of the supply that is lost which other dealers take over", "judgement", Grade::X, 0.2});
    visit("regulation.hemp_covenant.nuisance", e.nuisance, {"", -0.2, 0.6, "share of the disturbance that checks take away in a covered place", "evidence2026", Grade::X, 0.1});
    visit("regulation.hemp_covenant.in_force_share", e.in_force_share, {"", 0.0, 1.0, "share of what a covenant can do that one in force does already", "judgement", Grade::J});
}

class HempCovenant final : public Intervention {
public:
    HempCovenant(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto const places = covered_places(world, round, random);
        ByLaw const covenant{round.delivery, world.by_laws.hemp_covenant, e_.in_force_share, e_.covers};
        for (auto const place : places) {
            auto& here = world.neighbourhoods.now[place];
            here.grow(covenant.left_of(e_.effect), static_cast<float>(e_.taken_over));
            here.disturbance *= covenant.left_of(e_.nuisance);
        }
        return round.delivery.stops ? 0.0 : static_cast<double>(places.size());
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

InterventionKind hemp_covenant()
{
    InterventionType type;
    type.name = "hemp_covenant";
    type.pillar = "regulation";
    type.meaning = "A hemp covenant: home growing is found and ended, for safety and against nuisance";
    type.meaning_nl = "Hennepconvenant: thuisteelt wordt opgespoord en beëindigd, voor de veiligheid en tegen overlast";
    type.grade = "X";
    type.defaults.every = 1;
    type.defaults.coverage = 0.50;
    type.defaults.cost = {{2500.0, 10000.0}, {200.0, 1000.0}, "police"};
    type.hours_per_contact = 5.0;
    type.plausible_coverage = 1.0;
    type.unit = "place-month";
    type.is_lever = true;
    type.needs = "neighbourhoods";
    type.can_stop = true;
    type.target_keys = {"neighbourhood"};
    type.practice = {Practice{
        .decides = {"municipality, police, prosecution, housing corporations, grid operator and others, by signing", "gemeente, politie, Openbaar Ministerie, woningcorporaties, netbeheerder en anderen, door te tekenen"},
        .programme = {"regional hemp covenants", "regionale hennepconvenanten"},
        .lead_time = {"6 to 12 months", "6 tot 12 maanden"},
        .staff = {"police, enforcement, partners", "politie, handhaving, partners"},
        .preconditions = {"an agreement on exchanging data (GDPR); help for families who lose a home", "een afspraak over uitwisseling van gegevens (AVG); hulp voor gezinnen die hun huis verliezen"},
        .measure = {"plantations found, fires and nuisance", "gevonden kwekerijen, brand en overlast"},
        .sources = {"hennepconvenant2014", "hennepconvenant2019"},
    }};
    return kind_of<HempCovenant, Effects>(std::move(type));
}

}  // namespace pijler
