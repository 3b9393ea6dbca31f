// Sport and other leisure with adults about: structured time takes the place of time without adults. Source: kwan2014 (less cannabis in
// half of the studies, but more alcohol in most: not represented before alcohol is).
#include "interventions/registry.hpp"

namespace pijler {
namespace {

struct Effects {
    double free_time = 0.10;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("environment.leisure_offer.free_time", e.free_time, {"", -0.30, 0.50, "share of the time without adults that the offer takes up in a covered neighbourhood", "kwan2014", Grade::B, 0.10});
}

class LeisureOffer final : public Intervention {
public:
    LeisureOffer(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto const covered = covered_places(world, round, random);
        auto const left = 1.0F - static_cast<float>(e_.free_time) * pulled(round.delivery);
        for (auto const place : covered) world.neighbourhoods.now[place].free_time *= left;
        return static_cast<double>(covered.size());
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        return units_of_share(count_targeted_places(world, delivery));
    }

private:
    Effects e_;
};

}  // namespace

InterventionKind leisure_offer()
{
    InterventionType type;
    type.name = "leisure_offer";
    type.pillar = "environment";
    type.meaning = "Sport and other leisure under guidance in the neighbourhood";
    type.meaning_nl = "Sport en andere vrije tijd onder begeleiding in de wijk";
    type.grade = "B";
    type.is_lever = true;
    type.target_keys = {"neighbourhood"};
    type.unit = "place-month";
    type.defaults.every = 1;
    type.defaults.coverage = 0.50;
    type.defaults.cost = {0.0, {500.0, 5000.0}, "municipality"};
    type.hours_per_contact = 20.0;
    type.plausible_coverage = 0.9;
    return kind_of<LeisureOffer, Effects>(std::move(type));
}

}  // namespace pijler
