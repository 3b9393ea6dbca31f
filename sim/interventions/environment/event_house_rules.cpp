// House rules of clubs, bars and festivals are agreed, made known and enforced. What follows is the model's: fewer offers when going out, part of
// them at after-parties instead, and guests who fear to be known seek help less. What was measured is what doormen do; guests' use is
// weakly known.
#include "interventions/registry.hpp"

#include "core/math.hpp"

#include <algorithm>

namespace pijler {
namespace {

struct Effects {
    double agreed = 1.0, known = 0.6, enforced = 0.53;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("environment.event_house_rules.agreed", e.agreed, {"", 0.0, 1.0, "rules missing in a covered venue that are agreed on", "judgement", Grade::J});
    visit("environment.event_house_rules.known", e.known, {"", 0.0, 1.0, "its guests who did not know the rules and now do", "judgement", Grade::J});
    visit("environment.event_house_rules.enforced", e.enforced, {"", 0.0, 1.0, "breaches let go that staff now act on: from 7.5 to 56.9 % of staged attempts under Clubs against Drugs", "evidence2026", Grade::C, 0.15});
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
        std::ranges::sort(covered, {}, [&](VenueId venue) { return std::pair{-venues.attendance[venue].adults, venue}; });
        covered.resize(share_of(covered.size(), round.coverage));
        float const pull = pulled(round.delivery);
        for (auto const venue : covered) {
            auto& rules = venues.now[venue];
            rules.agreed = with_headroom(rules.agreed, static_cast<float>(e_.agreed) * pull);
            rules.known = with_headroom(rules.known, static_cast<float>(e_.known) * pull);
            rules.enforced = with_headroom(rules.enforced, static_cast<float>(e_.enforced) * pull);
        }
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
    type.practice = {Practice{
        .decides = {"owners and organisers; the mayor through licences (by-law)", "eigenaren en organisatoren; de burgemeester via vergunningen (APV)"},
        .programme = {"Clubs against Drugs (Sweden)", "Clubs against Drugs (Zweden)"},
        .lead_time = {"6 months", "6 maanden"},
        .staff = {"trained door staff; an officer who keeps the agreements going", "opgeleide portiers; een ambtenaar die de afspraken levend houdt"},
        .preconditions = {"owners who take part; first aid without fear of punishment", "eigenaren die meedoen; eerste hulp zonder angst voor straf"},
        .measure = {"staged attempts that staff act on, calls for first aid", "nagespeelde pogingen waar personeel iets mee doet, vragen om eerste hulp"},
        .sources = {"evidence2026"},
    }};
    return kind_of<EventHouseRules, Effects>(std::move(type));
}

}  // namespace pijler
