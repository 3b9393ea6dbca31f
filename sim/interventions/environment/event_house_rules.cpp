// House rules of clubs, bars and festivals, made known and enforced: fewer offers when going out. What was measured is what doormen do;
// guests' use is weakly known. Can backfire: part of the offers moves on to after-parties.
#include "interventions/registry.hpp"

#include <algorithm>

namespace pijler {
namespace {

struct Effects {
    double offers = 0.15;
    double displaced = 0.3;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("environment.event_house_rules.offers", e.offers, {"", -0.25, 0.55, "share of the offers in a covered venue that enforced house rules take away", "evidence2026", Grade::C, 0.10});
    visit("environment.event_house_rules.displaced", e.displaced, {"", 0.0, 0.6, "share of these that come at after-parties instead", "judgement", Grade::J, 0.1});
}

class EventHouseRules final : public Intervention {
public:
    EventHouseRules(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    // The biggest venues first, where most youths are met.
    double act(World& world, Round const& round, MonthRandom const&) const override
    {
        auto& venues = world.venues;
        std::vector<VenueId> covered;
        for (VenueId venue{0}; venue.index < venues.count(); ++venue.index) covered.push_back(venue);
        std::ranges::sort(covered, {}, [&](VenueId venue) { return std::pair{-venues.attendance[venue], venue}; });
        covered.resize(share_of(covered.size(), round.coverage));
        auto const left = 1.0F - static_cast<float>(e_.offers * (1.0 - e_.displaced)) * pulled(round.delivery);
        for (auto const venue : covered) venues.offers[venue] *= left;
        return static_cast<double>(covered.size());
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const&) const override { return units_of_share(world.venues.count()); }

private:
    Effects e_;
};

}  // namespace

InterventionKind event_house_rules()
{
    InterventionType type;
    type.name = "event_house_rules";
    type.pillar = "environment";
    type.meaning = "Clubs, bars and festivals agree on house rules about drugs, make them known and enforce them";
    type.meaning_nl = "Clubs, cafés en festivals spreken huisregels over drugs af, maken ze bekend en handhaven ze";
    type.grade = "C";
    type.is_lever = true;
    type.needs = "venues";
    type.target_keys = {};
    type.unit = "venue-month";
    type.defaults.every = 1;
    type.defaults.coverage = 0.50;
    type.defaults.cost = {0.0, {200.0, 1500.0}, "venue"};
    type.hours_per_contact = 10.0;
    type.plausible_coverage = 0.9;
    return kind_of<EventHouseRules, Effects>(std::move(type));
}

}  // namespace pijler
