// Teachers, youth workers and neighbourhood teams learn to talk with youths about drugs: the conversations of a class's staff, and of
// those who work in a neighbourhood, strengthen the bond and the sense of risk, and wear off. No evaluation of use was found. Can backfire: it may suggest that use is
// common. (Noticing and referring is another intervention.)
#include "interventions/class_staff.hpp"
#include "interventions/registry.hpp"

#include <algorithm>
#include <cmath>

namespace pijler {
namespace {

constexpr Purpose<ClassIdentity> reach{2, "education.professionals.reach"};
constexpr Purpose<TownIdentity> reach_of_workers{30, "education.professionals.reach_of_workers"};

struct Effects {
    double conversation = 0.4;
    double norm = 0.0;
    double staff_per_class = 2.0, workers_per_place = 0.3;
    double reach_persistence = 0.7;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("education.professionals.conversation", e.conversation, {"", -0.2, 0.9, "share of a trained class's staff who now talk well with youths, of those who did not", "judgement", Grade::X, 0.2});
    visit("education.professionals.norm", e.norm, {"", -0.2, 0.2, "shift of pupils' believed use by that talk, share of the headroom", "judgement", Grade::X, 0.03});
    visit("education.professionals.staff_per_class", e.staff_per_class, {"persons", 0.5, 6.0, "professionals trained per class reached", "judgement", Grade::J});
    visit("education.professionals.workers_per_place", e.workers_per_place, {"persons", 0.0, 3.0, "youth workers and members of a neighbourhood team trained per neighbourhood reached", "judgement", Grade::J});
    visit("education.professionals.reach_persistence", e.reach_persistence, {"", 0.0, 1.0, "chance that this year's training goes to the same staff as always", "judgement", Grade::J});
}

class ProfessionalEducation final : public Intervention {
public:
    ProfessionalEducation(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        float const dose = delivered_dose(round.delivery) * static_cast<float>(round.fit.relative(round.delivery.content, Audience::professional));
        auto const trained = each_reached_class(world, round, reach, e_.reach_persistence, random, [&](ClassId group) {
            learn(world.classes.staff_conversation[group], dose);
            for (auto const youth : world.classes.members.of(group)) shift_believed_use(world.youths, youth, static_cast<float>(e_.norm) * dose);
        });
        double places = 0.0;
        for (auto const place : places_of_workers(world, round.delivery)) {
            if (reach_draw(TownIdentity{place.index}, reach_of_workers, round, e_.reach_persistence, random) >= static_cast<float>(round.coverage)) continue;
            learn(world.neighbourhoods.workers_conversation[place], dose);
            places += 1.0;
        }
        return e_.staff_per_class * static_cast<double>(trained) + e_.workers_per_place * places;
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        return [staff = expected_staff(world, delivery, e_.staff_per_class), workers = e_.workers_per_place * static_cast<double>(places_of_workers(world, delivery).size())](double coverage) {
            return staff(coverage) + std::min(coverage, 1.0) * workers;
        };
    }

private:
    // Counted from today's conversations on, so that training can also close some.
    void learn(float& conversation, float dose) const
    {
        conversation = std::clamp(conversation + static_cast<float>(e_.conversation) * dose * (1.0F - std::abs(conversation)), -1.0F, 1.0F);
    }
    // Where no neighbourhoods are, and in a trial of schools or classes, it is for class staff alone.
    static std::vector<NeighbourhoodId> places_of_workers(World const& world, Delivery const& delivery)
    {
        std::vector<NeighbourhoodId> places;
        for (NeighbourhoodId place{1}; place.index < world.neighbourhoods.count(); ++place.index)
            if (!delivery.roster && in_target(world.neighbourhoods, place, delivery)) places.push_back(place);
        return places;
    }

    Effects e_;
};

}  // namespace

InterventionKind professional_education()
{
    InterventionType type;
    type.name = "professional_education";
    type.pillar = "education";
    type.meaning = "Teachers, youth workers and neighbourhood teams learn to talk with youths about drugs";
    type.meaning_nl = "Docenten, jongerenwerkers en wijkteams leren met jongeren over drugs te praten";
    type.grade = "X";
    type.in_class = true;
    type.defaults.every = 12;
    type.defaults.coverage = 0.50;
    type.defaults.age_high = 17;
    type.defaults.content = "professional";
    type.defaults.cost = {0.0, {300.0, 1200.0}, "municipality"};
    type.cost_source = "unitcosts";
    type.hours_per_contact = 1.0;
    type.plausible_coverage = 0.9;
    type.practice = {Practice{
        .decides = {"employers: schools, youth work, neighbourhood teams; the municipality as client", "werkgevers: scholen, jongerenwerk, wijkteams; de gemeente als opdrachtgever"},
        .programme = {"trainings of addiction care in motivating conversations", "trainingen van de verslavingszorg in motiverende gesprekken"},
        .lead_time = {"3 to 6 months", "3 tot 6 maanden"},
        .staff = {"trainer of addiction care; hours of those who are trained", "trainer van de verslavingszorg; uren van wie wordt opgeleid"},
        .preconditions = {"time free of other tasks, and a repeat: what is learned wears off", "vrijgemaakte tijd, en herhaling: wat is geleerd, slijt"},
        .measure = {"conversations held, as told by youths", "gevoerde gesprekken, zoals jongeren erover vertellen"},
    }};
    return kind_of<ProfessionalEducation, Effects>(std::move(type));
}

}  // namespace pijler
