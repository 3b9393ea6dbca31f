// A lower maximum of coffeeshops: part of them closes. Legal sale is farther away, and part of what is lost there moves to the street, where
// nobody asks for age. When the private club rule sent customers away in 2012, illegal sale grew.
#include "interventions/registry.hpp"

namespace pijler {
namespace {

struct Effects {
    double substitution = 0.75;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("regulation.coffeeshop_maximum.substitution", e.substitution, {"", -0.2, 2.0, "rise of street dealing for the share of legal sale that a place loses", "evidence2026", Grade::B, 0.3});
}

class CoffeeshopMaximum final : public Intervention {
public:
    CoffeeshopMaximum(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto& shops = world.coffeeshops;
        auto& all = world.neighbourhoods;
        // A shop is open or closed: a weaker rule closes fewer.
        auto closing = covered_shops(world, {round.surroundings, round.delivery, 1.0, round.stream}, random);
        closing.resize(share_of(closing.size(), round.coverage * pulled(round.delivery)));
        auto const before = shops.access(all);
        for (auto const shop : closing) shops.open[shop] = 0;
        auto const after = shops.access(all);
        for (NeighbourhoodId place{1}; place.index < all.count(); ++place.index) {
            float const lost = 1.0F - after[place] / before[place];
            all.now[place].street *= 1.0F + static_cast<float>(e_.substitution) * lost;
        }
        return static_cast<double>(closing.size());
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        return [shops = world.coffeeshops.count_open(), pull = pulled(delivery)](double coverage) { return static_cast<double>(share_of(shops, coverage * pull)); };
    }

private:
    Effects e_;
};

}  // namespace

InterventionKind coffeeshop_maximum()
{
    InterventionType type;
    type.name = "coffeeshop_maximum";
    type.pillar = "regulation";
    type.meaning = "A lower maximum of coffeeshops: part of them closes";
    type.meaning_nl = "Lager maximum aan coffeeshops: een deel sluit";
    type.grade = "C";
    type.defaults.every = 1;
    type.defaults.coverage = 0.33;
    type.defaults.fidelity = 1.0;
    type.defaults.cost = {{5000.0, 20000.0}, {200.0, 2000.0}, "municipality"};
    type.hours_per_contact = 6.0;
    type.plausible_coverage = 1.0;
    type.unit = "shop-month";
    type.is_lever = true;
    type.comes_first = true;
    type.needs = "coffeeshops";
    type.counts_strength = true;
    type.target_keys = {};
    type.practice = {Practice{
        .decides = {"mayor, within the policy that the council sets (opium law)", "burgemeester, binnen het beleid van de raad (Opiumwet)"},
        .programme = {"a maximum is common; lowering it is rare", "een maximum is gewoon; verlagen is zeldzaam"},
        .lead_time = {"1 to 3 years: objections, or wait until an owner stops", "1 tot 3 jaar: bezwaar, of wachten tot een eigenaar stopt"},
        .staff = {"licensing, enforcement", "vergunningen, handhaving"},
        .preconditions = {"legal advice; watch over street dealing", "juridisch advies; zicht op straathandel"},
        .measure = {"street dealing, nuisance, where minors get it", "straathandel, overlast, waar minderjarigen het krijgen"},
    }};
    return kind_of<CoffeeshopMaximum, Effects>(std::move(type));
}

}  // namespace pijler
