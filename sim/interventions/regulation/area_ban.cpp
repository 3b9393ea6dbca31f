// Area bans: dealers and those who cause nuisance again and again may not come to the busiest places. Street dealing falls there, and part
// of it moves to the other places. Meta-analyses find fewer drug offences and no fewer calls about public order; use was never an outcome.
#include "interventions/registry.hpp"
#include "interventions/regulation/officers.hpp"

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> contacted{41, "regulation.area_ban.contacted"};

struct Effects {
    double effect = 0.15;
    double displaced = 0.3;
    double contact = 0.005;
    double fine = 0.02;
    double trust = 0.03;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("regulation.area_ban.effect", e.effect, {"", -0.2, 0.6, "share of street dealing that the ban drives from a covered place", "evidence2026", Grade::X, 0.1});
    visit("regulation.area_ban.displaced", e.displaced, {"", 0.0, 1.5, "share of that which moves to places that are not covered", "evidence2026", Grade::B, 0.2});
    visit("regulation.area_ban.contact", e.contact, {"a month", 0.0, 0.1, "chance that officers speak to a youth of a covered place who uses often", "judgement", Grade::J});
    visit("regulation.area_ban.fine", e.fine, {"", 0.0, 0.2, "share of contacts that end in a fine, of those who are not in need", "judgement", Grade::J});
    visit("regulation.area_ban.trust", e.trust, {"", 0.0, 0.3, "share of the bond that a contact costs", "judgement", Grade::X});
}

class AreaBan final : public Intervention {
public:
    AreaBan(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto const places = busiest_places(world, round);
        float const pull = pulled(round.delivery);
        drive_away(world.neighbourhoods, places, e_.effect * pull);
        auto const& y = world.youths;
        float const contact = static_cast<float>(e_.contact) * pull;
        meet_youths(world, round, random, contacted, places, {e_.fine, e_.trust}, users_of(world), [&](YouthId youth) {
            return y.stage[youth] == Stage::regular || y.stage[youth] == Stage::problematic ? contact : 0.0F;
        });
        return static_cast<double>(places.size());
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        auto const places = count_targeted_places(world, delivery);
        return [places](double coverage) { return static_cast<double>(share_of(places, coverage)); };
    }

private:
    // By factors on what is in force, so that levers on street dealing can act in any order.
    void drive_away(Neighbourhoods& all, std::vector<NeighbourhoodId> const& places, double share) const
    {
        Column<NeighbourhoodId, std::uint8_t> covered(all.count());
        double dealing = 0.0, elsewhere = 0.0;
        for (auto const place : places) {
            covered[place] = 1;
            dealing += all.in_force[place].dealing();
            all.now[place].deal(static_cast<float>(1.0 - share));
        }
        for (NeighbourhoodId place{1}; place.index < all.count(); ++place.index)
            if (!covered[place]) elsewhere += all.in_force[place].dealing();
        if (elsewhere <= 0.0) return;
        auto const more = static_cast<float>(1.0 + e_.displaced * share * dealing / elsewhere);
        for (NeighbourhoodId place{1}; place.index < all.count(); ++place.index)
            if (!covered[place]) all.now[place].deal(more);
    }

    Effects e_;
};

}  // namespace

InterventionKind area_ban()
{
    InterventionType type;
    type.name = "area_ban";
    type.pillar = "regulation";
    type.meaning = "Area bans for dealers and repeated nuisance in the busiest places";
    type.meaning_nl = "Gebiedsverboden voor dealers en herhaalde overlast op de drukste plekken";
    type.grade = "X";
    type.defaults.every = 1;
    type.defaults.coverage = 0.15;
    type.defaults.cost = {{2500.0, 10000.0}, {500.0, 2000.0}, "municipality"};
    type.hours_per_contact = 14.0;
    type.plausible_coverage = 0.5;
    type.unit = "place-month";
    type.is_lever = true;
    type.needs = "neighbourhoods";
    type.practice = {Practice{
        .decides = {"mayor (municipal law, by-law)", "burgemeester (Gemeentewet, APV)"},
        .programme = {"area bans of several towns; none known to us of which the effect on use was evaluated", "gebiedsverboden van verschillende gemeenten; wij kennen er geen waarvan het effect op gebruik is onderzocht"},
        .lead_time = {"3 to 6 months", "3 tot 6 maanden"},
        .staff = {"police, lawyers of the municipality", "politie, juristen van de gemeente"},
        .preconditions = {"legal advice; help for who needs it", "juridisch advies; hulp voor wie die nodig heeft"},
        .measure = {"dealing there and elsewhere, contacts by group", "handel daar en elders, contacten per groep"},
    }};
    return kind_of<AreaBan, Effects>(std::move(type));
}

}  // namespace pijler
