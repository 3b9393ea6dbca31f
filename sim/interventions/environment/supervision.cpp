// Adults are where youths hang out: less time without authority in the busiest places. Can backfire: part of those who hang out moves to
// places where nobody is. Each hour takes away the same share of the time without adults that is left. Source: dejong2020 (hour by hour, the
// absence of authority goes with more use, whoever else is there).
#include "interventions/registry.hpp"

#include <algorithm>
#include <cmath>

namespace pijler {
namespace {

struct Effects {
    double free_time = 0.15;
    double moved = 0.3;
    double hours = 40.0;
};

constexpr double stated_hours = 40.0;  // what `free_time` is stated for

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("environment.supervision.free_time", e.free_time, {"", -0.10, 0.40, "share of the time without adults that 40 hours of supervision a month take away in a covered neighbourhood", "dejong2020", Grade::B, 0.06});
    visit("environment.supervision.moved", e.moved, {"", 0.0, 0.6, "share of that which is spent without adults elsewhere, and brings company to places not covered", "judgement", Grade::J, 0.1});
    visit("environment.supervision.hours", e.hours, {"hours per month", 0.0, 160.0, "adults' hours in a covered neighbourhood, with the standard dose", "judgement", Grade::J});
}

class Supervision final : public Intervention {
public:
    Supervision(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const&) const override
    {
        auto& places = world.neighbourhoods;
        auto const covered = busiest_places(world, round);
        auto const gone = static_cast<float>(1.0 - left_after(hours(round.delivery), round.delivery));
        auto const moved = static_cast<float>(e_.moved);
        std::vector<bool> is_covered(places.count());
        double arrives = 0.0;
        for (auto const place : covered) {
            is_covered[place.index] = true;
            arrives += gone * moved * places.now[place].free_time;
            places.now[place].free_time *= 1.0F - gone * (1.0F - moved);
        }
        auto const each = static_cast<float>(arrives / (static_cast<double>(places.count()) - 1.0 - static_cast<double>(covered.size())));
        for (NeighbourhoodId place{1}; place.index < places.count(); ++place.index)
            if (!is_covered[place.index]) places.now[place].free_time += each;
        return hours(round.delivery) * static_cast<double>(covered.size());
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        return units_of_share(count_targeted_places(world, delivery), hours(delivery));
    }

private:
    // Delivered in a covered neighbourhood.
    double hours(Delivery const& delivery) const { return e_.hours * delivery.dose; }
    double left_after(double hours, Delivery const& delivery) const
    {
        return std::pow(1.0 - e_.free_time * std::min(1.0, delivery.strength * delivery.fidelity), hours / stated_hours);
    }

    Effects e_;
};

}  // namespace

InterventionKind supervision()
{
    InterventionType type;
    type.name = "supervision";
    type.pillar = "environment";
    type.meaning = "Youth workers and other adults are present where youths hang out";
    type.meaning_nl = "Jongerenwerkers en andere volwassenen zijn aanwezig waar jongeren rondhangen";
    type.grade = "B";
    type.is_lever = true;
    type.needs = "neighbourhoods";
    type.target_keys = {"neighbourhood"};
    type.unit = "hour";
    type.counts_hours = true;
    type.defaults.every = 1;
    type.defaults.coverage = 0.30;
    type.defaults.cost = {0.0, {60.0, 100.0}, "municipality"};
    type.cost_source = "unitcosts";
    type.hours_per_contact = 1.0;
    type.plausible_coverage = 0.8;
    type.practice = {Practice{
        .decides = {"municipality; youth work", "gemeente; jongerenwerk"},
        .programme = {"youth work in the street", "jongerenwerk op straat"},
        .lead_time = {"3 to 6 months", "3 tot 6 maanden"},
        .staff = {"youth workers, on the evenings that matter", "jongerenwerkers, op de avonden die ertoe doen"},
        .preconditions = {"contact, not sending away; knowing where youths go next", "contact, niet wegsturen; weten waar jongeren dan heen gaan"},
        .measure = {"hours present, where youths are, nuisance", "uren aanwezig, waar jongeren zijn, overlast"},
        .sources = {"dejong2020"},
    }};
    return kind_of<Supervision, Effects>(std::move(type));
}

}  // namespace pijler
