// A hemp covenant: municipality, police, housing corporations and grid operators find home growing and end it. Less home-grown supply is sold
// in the street, and neighbours have less nuisance of it; other supply takes over part. It aims at safety: use was never evaluated.
#include "interventions/registry.hpp"

namespace pijler {
namespace {

struct Effects {
    double growing_share = 0.25;
    double effect = 0.3;
    double taken_over = 0.7;
    double nuisance = 0.2;
    double in_force_share = 0.7;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("regulation.hemp_covenant.growing_share", e.growing_share, {"", 0.0, 1.0, "share of what is sold in the street that was grown in homes nearby", "judgement", Grade::J});
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
        double const gained = pulled(round.delivery) * (world.by_laws.hemp_covenant ? 1.0 - e_.in_force_share : 1.0);
        for (auto const place : places) {
            auto& here = world.neighbourhoods.now[place];
            here.street *= static_cast<float>(1.0 - e_.growing_share * e_.effect * (1.0 - e_.taken_over) * gained);
            here.disturbance *= static_cast<float>(1.0 - e_.nuisance * gained);
        }
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
    type.target_keys = {"neighbourhood"};
    return kind_of<HempCovenant, Effects>(std::move(type));
}

}  // namespace pijler
