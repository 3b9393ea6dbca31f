// Location of coffeeshops: those nearer to a school than a distance move to the nearest spot that is far enough from every school. Legal sale
// comes nearer to some places and farther from others, and street dealing makes up for part. Whether distance matters to use is disputed.
#include "interventions/registry.hpp"

#include <array>
#include <cmath>

namespace pijler {
namespace {

struct Effects {
    double distance = 1.0;
    double substitution = 0.75;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("environment.coffeeshop_location.distance", e.distance, {"km", 0.1, 3.0, "how far from every school a covered shop has to be; rules in force are of .25 to .35", "judgement", Grade::J});
    visit("environment.coffeeshop_location.substitution", e.substitution, {"", -0.2, 2.0, "rise of street dealing for the share of legal sale that a place loses, fall where it gains", "evidence2026", Grade::C, 0.3});
}

struct Spot {
    float x, y;
};

bool far_enough(Schools const& schools, Spot spot, float distance)
{
    for (SchoolId school{1}; school.index < schools.count(); ++school.index) {
        float const dx = spot.x - schools.x[school], dy = spot.y - schools.y[school];
        if (dx * dx + dy * dy < distance * distance) return false;
    }
    return true;
}

// In rings around where the shop is, in sixteen directions.
Spot nearest_far_enough(Schools const& schools, Spot from, float distance)
{
    constexpr float step = 0.05F;
    constexpr std::array<float, 16> cosine{1.0F, 0.92388F, 0.70711F, 0.38268F, 0.0F, -0.38268F, -0.70711F, -0.92388F,
                                           -1.0F, -0.92388F, -0.70711F, -0.38268F, 0.0F, 0.38268F, 0.70711F, 0.92388F};
    constexpr int rings = 4000;  // 200 km: beyond every town
    for (int ring = 0; ring < rings; ++ring)
        for (std::size_t direction = 0; direction < cosine.size(); ++direction) {
            float const away = step * static_cast<float>(ring);
            Spot const spot{from.x + away * cosine[direction], from.y + away * cosine[(direction + 12) % cosine.size()]};
            if (far_enough(schools, spot, distance)) return spot;
        }
    return from;
}

class CoffeeshopLocation final : public Intervention {
public:
    CoffeeshopLocation(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto& shops = world.coffeeshops;
        auto& all = world.neighbourhoods;
        auto const covered = covered_shops(world, round, random);
        float const pull = pulled(round.delivery);
        auto const before = shops.access(all);
        for (auto const shop : covered) {
            Spot const from{shops.x[shop], shops.y[shop]};
            if (far_enough(world.schools, from, static_cast<float>(e_.distance))) continue;
            auto const to = nearest_far_enough(world.schools, from, static_cast<float>(e_.distance));
            shops.moved_x[shop] = from.x + pull * (to.x - from.x);
            shops.moved_y[shop] = from.y + pull * (to.y - from.y);
        }
        auto const after = shops.access(all);
        for (NeighbourhoodId place{1}; place.index < all.count(); ++place.index) {
            float const lost = 1.0F - after[place] / before[place];
            all.now[place].street *= std::max(0.0F, 1.0F + static_cast<float>(e_.substitution) * lost);
        }
        return static_cast<double>(covered.size());
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const&) const override
    {
        return [shops = world.coffeeshops.count_open()](double coverage) { return static_cast<double>(share_of(shops, coverage)); };
    }

private:
    Effects e_;
};

}  // namespace

InterventionKind coffeeshop_location()
{
    InterventionType type;
    type.name = "coffeeshop_location";
    type.pillar = "environment";
    type.meaning = "Location of coffeeshops: those close to a school move away from it";
    type.meaning_nl = "Vestiging van coffeeshops: wie dicht bij een school zit, verhuist verder weg";
    type.grade = "C";
    type.defaults.every = 1;
    type.defaults.coverage = 1.0;
    type.defaults.fidelity = 1.0;
    type.defaults.cost = {{5000.0, 20000.0}, {200.0, 2000.0}, "municipality"};
    type.hours_per_contact = 6.0;
    type.plausible_coverage = 1.0;
    type.unit = "shop-month";
    type.is_lever = true;
    type.needs = "coffeeshops";
    type.target_keys = {};
    type.practice = {Practice{
        .decides = {"mayor, within the policy that the council sets (opium law, by-law)", "burgemeester, binnen het beleid van de raad (Opiumwet, APV)"},
        .programme = {"distance rules of 250 to 350 metres from secondary schools in some towns", "afstandsregels van 250 tot 350 meter tot middelbare scholen in enkele gemeenten"},
        .lead_time = {"1 to 3 years: objections, another place to be found", "1 tot 3 jaar: bezwaar, een andere plek vinden"},
        .staff = {"licensing, enforcement", "vergunningen, handhaving"},
        .preconditions = {"legal advice; a place that neighbours bear", "juridisch advies; een plek die buren aanvaarden"},
        .measure = {"shops by distance to schools, street dealing", "shops naar afstand tot scholen, straathandel"},
    }};
    return kind_of<CoffeeshopLocation, Effects>(std::move(type));
}

}  // namespace pijler
