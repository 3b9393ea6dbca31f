// A family programme of several sessions: parents learn to talk and to keep an eye on their child, practise it, and keep to it. Unlike
// parent education it moves what parents come back to. Few families take it up, involved ones first. Sources: allen2016, koning2009
// (sizes, from alcohol), gilligan2019 (a review that found no effect on use).
#include "interventions/registry.hpp"
#include "interventions/screening.hpp"

#include "core/math.hpp"

#include <cmath>

namespace pijler {
namespace {

constexpr Purpose<HouseholdIdentity> reach{24, "environment.family_skills.reach"};

struct Effects {
    double communication = 0.30, monitoring = 0.25;
    double effectiveness = 1.0, transfer = 0.5;
    double over_control = 0.0;
    double reach_unevenness = 1.5, reach_persistence = 0.0;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("environment.family_skills.communication", e.communication, {"", -0.9, 0.9, "lasting rise of the quality of conversation (alcohol programmes), share of the headroom", "koning2009", Grade::C});
    visit("environment.family_skills.monitoring", e.monitoring, {"", -0.9, 0.9, "lasting rise of monitoring (alcohol programmes), share of the headroom", "koning2009", Grade::C});
    visit("environment.family_skills.effectiveness", e.effectiveness, {"", -2.0, 4.0, "how much of these rises a programme brings about; below 0 it makes parents worse", "allen2016", Grade::B, 0.75});
    visit("environment.family_skills.transfer_alcohol_to_drug", e.transfer, {"", 0.0, 1.0, "share of an effect known from alcohol programmes that holds for drugs", "judgement", Grade::J, 0.2});
    visit("environment.family_skills.over_control", e.over_control, {"", -1.0, 1.0, "conversation lost per rise of monitoring", "judgement", Grade::J, 0.2});
    visit("environment.family_skills.reach_unevenness", e.reach_unevenness, {"", 0.0, 4.0, "how much more easily involved parents are reached, log-odds per half of the involvement scale", "koning2009", Grade::C});
    visit("environment.family_skills.reach_persistence", e.reach_persistence, {"", 0.0, 1.0, "chance that this round falls to the same families as always", "judgement", Grade::J});
}

class FamilySkills final : public Intervention {
public:
    FamilySkills(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto& homes = world.households;
        if (round.coverage <= 0.0) return 0.0;
        Screen screen{world, round, random};
        double families = 0.0;
        auto const middle = middle_log_odds(round.coverage);
        float const dose = delivered_dose(round.delivery) * static_cast<float>(round.fit.relative(round.delivery.content, Audience::parent));
        for (HouseholdId home{0}; home.index < homes.count(); ++home.index) {
            if (homes.parents[home] == 0 || !has_target_child(world, home, round.delivery)) continue;
            auto const chance = logistic(static_cast<float>(middle + leaning(homes, home)));
            if (reach_draw(homes.identity[home], reach, round, e_.reach_persistence, random) >= chance || !screen.finds_child(home)) continue;
            for (std::uint32_t n = 0; n < homes.parents[home]; ++n) {
                practise(homes.anchor[home][n], dose);
                practise(homes.belief[home][n], dose);
            }
            families += 1.0;
        }
        return families;
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        return families(world, delivery, [&](HouseholdId home) { return chance_to_find_child(world, home, delivery); });
    }
    ExpectedContacts expected_screened(World const& world, Delivery const& delivery) const override
    {
        return families(world, delivery, [&](HouseholdId home) { return children_screened(world, home, delivery); });
    }

private:
    // The log-odds at which reach that rises with involvement (sd 0.2) still averages about `coverage`.
    double middle_log_odds(double coverage) const
    {
        double const spread = 2.0 * e_.reach_unevenness * 0.2;
        return std::sqrt(1.0 + 0.346 * spread * spread) * std::log(coverage / (1.0 - std::min(coverage, 1.0 - 1e-9)));
    }
    // By the parent who is more involved.
    double leaning(Households const& homes, HouseholdId home) const
    {
        auto const& involvement = homes.involvement[home];
        float const most = homes.parents[home] == 2 ? std::max(involvement[0], involvement[1]) : involvement[0];
        return 2.0 * e_.reach_unevenness * (most - 0.5);
    }

    // Expected families that would come, each counted by a weight.
    template <class Weight>
    ExpectedContacts families(World const& world, Delivery const& delivery, Weight const& weight) const
    {
        auto const& homes = world.households;
        std::vector<std::pair<float, double>> weighted;  // leaning, weight
        for (HouseholdId home{0}; home.index < homes.count(); ++home.index)
            if (homes.parents[home] != 0 && has_target_child(world, home, delivery)) weighted.emplace_back(static_cast<float>(leaning(homes, home)), weight(home));
        return [weighted = std::move(weighted), self = *this](double coverage) {
            if (coverage <= 0.0) return 0.0;
            auto const middle = static_cast<float>(self.middle_log_odds(coverage));
            double sum = 0.0;
            for (auto const& [each, counts] : weighted) sum += counts * logistic(middle + each);
            return sum;
        };
    }

    // On what parents do now and on what they drift back to.
    template <class Parent>
    void practise(Parent& state, float dose) const
    {
        float const on_drugs = dose * static_cast<float>(e_.effectiveness * e_.transfer);
        float const watched = state.monitoring;
        state.communication = with_headroom(state.communication, static_cast<float>(e_.communication) * on_drugs);
        state.monitoring = with_headroom(state.monitoring, static_cast<float>(e_.monitoring) * on_drugs);
        state.communication = clamp01(state.communication - static_cast<float>(e_.over_control) * (state.monitoring - watched));
    }

    Effects e_;
};

}  // namespace

InterventionKind family_skills()
{
    InterventionType type;
    type.name = "family_skills";
    type.pillar = "environment";
    type.meaning = "Families practise good conversation and monitoring over several sessions";
    type.meaning_nl = "Gezinnen oefenen in een reeks bijeenkomsten met het goede gesprek en toezicht";
    type.grade = "B";
    type.defaults.every = 12;
    type.defaults.coverage = 0.10;
    type.defaults.age_high = 14;
    type.defaults.content = "parent";
    type.can_screen = true;
    type.defaults.cost = {0.0, {200.0, 900.0}, "municipality"};
    type.cost_source = "unitcosts";
    type.hours_per_contact = 4.0;
    type.plausible_coverage = 0.25;
    type.practice = {Practice{
        .decides = {"municipality", "gemeente"},
        .programme = {"family programmes of several meetings", "gezinsprogramma’s van meer bijeenkomsten"},
        .lead_time = {"6 to 12 months", "6 tot 12 maanden"},
        .staff = {"two trained group leaders; child care and a meal help", "twee opgeleide begeleiders; kinderopvang en een maaltijd helpen"},
        .preconditions = {"families who come and stay: few do when anyone may come", "gezinnen die komen en blijven: bij een open aanbod zijn dat er weinig"},
        .measure = {"families who start and finish, talk at home before and after", "gezinnen die beginnen en afmaken, gesprek thuis voor en na"},
        .sources = {"allen2016"},
    }};
    return kind_of<FamilySkills, Effects>(std::move(type));
}

}  // namespace pijler
