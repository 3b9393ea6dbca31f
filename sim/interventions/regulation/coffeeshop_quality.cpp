// Quality of coffeeshops: staff are trained and check ages. Minors buy less themselves in the shops that are covered; part of that moves to
// friends and others who buy for them. Few minors who use buy there themselves, so that there is little to gain.
#include "interventions/registry.hpp"

namespace pijler {
namespace {

struct Effects {
    double own_share = 0.153;
    double compliance = 0.5;
    double moved_to_social = 0.7;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("regulation.coffeeshop_quality.own_share", e.own_share, {"", 0.0, 0.5, "share of minors' legal supply that they buy in a shop themselves", "evidence2026", Grade::C});
    visit("regulation.coffeeshop_quality.compliance", e.compliance, {"", -0.2, 1.0, "share of those purchases that age checks and trained staff end", "evidence2026", Grade::X, 0.2});
    visit("regulation.coffeeshop_quality.moved_to_social", e.moved_to_social, {"", 0.0, 1.5, "share of those that others make for them instead", "judgement", Grade::X, 0.2});
}

class CoffeeshopQuality final : public Intervention {
public:
    CoffeeshopQuality(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto& shops = world.coffeeshops;
        auto const covered = covered_shops(world, round, random);
        auto const access = access_of_minors(world);
        for (auto const shop : covered) {
            shops.trained[shop] = raised(shops.trained[shop], static_cast<double>(pulled(round.delivery)));
            shops.turned_away[shop] = static_cast<float>(e_.compliance) * shops.trained[shop];
        }
        auto const now = access_of_minors(world);
        for (NeighbourhoodId place{0}; place.index < now.size(); ++place.index) world.neighbourhoods.now[place].minors_access *= now[place] / access[place];
        return static_cast<double>(covered.size());
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const&) const override
    {
        return [shops = world.coffeeshops.count_open()](double coverage) { return static_cast<double>(share_of(shops, coverage)); };
    }

private:
    // By neighbourhood, what age checks in its shops leave of minors' legal supply, against the policy in force.
    Column<NeighbourhoodId, float> access_of_minors(World const& world) const
    {
        auto const lost = static_cast<float>(e_.own_share * (1.0 - e_.moved_to_social));
        auto access = world.coffeeshops.turned_away_near(world.neighbourhoods);
        for (auto& each : access) each = 1.0F - lost * each;
        return access;
    }

    Effects e_;
};

}  // namespace

InterventionKind coffeeshop_quality()
{
    InterventionType type;
    type.name = "coffeeshop_quality";
    type.pillar = "regulation";
    type.meaning = "Quality of coffeeshops: age checks by trained staff";
    type.meaning_nl = "Kwaliteit van coffeeshops: leeftijdscontrole door getraind personeel";
    type.grade = "C";
    type.defaults.every = 1;
    type.defaults.coverage = 1.0;
    type.defaults.cost = {{2500.0, 10000.0}, {140.0, 700.0}, "municipality"};
    type.hours_per_contact = 4.5;
    type.plausible_coverage = 1.0;
    type.unit = "shop-month";
    type.is_lever = true;
    type.needs = "coffeeshops";
    type.target_keys = {};
    type.practice = {Practice{
        .decides = {"mayor (conditions of toleration); shop owners", "burgemeester (gedoogvoorwaarden); eigenaren"},
        .programme = {"courses for coffeeshop staff by addiction care", "cursussen voor coffeeshoppersoneel van de verslavingszorg"},
        .lead_time = {"3 to 6 months", "3 tot 6 maanden"},
        .staff = {"enforcement officers; trainer", "handhavers; trainer"},
        .preconditions = {"owners who take part; test purchases where the law allows", "eigenaren die meedoen; testaankopen waar de wet dat toelaat"},
        .measure = {"age checks in test visits", "leeftijdscontrole bij testbezoeken"},
    }};
    return kind_of<CoffeeshopQuality, Effects>(std::move(type));
}

}  // namespace pijler
