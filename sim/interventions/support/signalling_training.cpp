// School staff learn to notice use and to refer; it wears off. Can backfire: those who look for more also see more that is not there.
// Sources: evidence2026 (process evaluations only).
#include "interventions/class_staff.hpp"
#include "interventions/registry.hpp"

namespace pijler {
namespace {

constexpr Purpose<ClassIdentity> reach{17, "support.signalling_training.reach"};

struct Effects {
    double noticing = 0.025, referring = 0.15;
    double staff_per_class = 2.0;
    double reach_persistence = 0.7;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("support.signalling_training.noticing", e.noticing, {"", -0.05, 0.1, "use missed before that trained staff notice: 1.4 times as much in all", "evidence2026", Grade::D, 0.019});
    visit("support.signalling_training.referring", e.referring, {"", -0.2, 0.6, "signals of trained staff that found nobody to turn to, or were lost when they handed them over, and now are not", "judgement", Grade::X, 0.1});
    visit("support.signalling_training.staff_per_class", e.staff_per_class, {"persons", 0.5, 6.0, "professionals trained per class reached", "judgement", Grade::J});
    visit("support.signalling_training.reach_persistence", e.reach_persistence, {"", 0.0, 1.0, "chance that this year's training goes to the same staff as always", "judgement", Grade::J});
}

class SignallingTraining final : public Intervention {
public:
    SignallingTraining(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto const trained = each_reached_class(world, round, reach, e_.reach_persistence, random, [&](ClassId group) {
            float const dose = delivered_dose(round.delivery);
            auto const learn = [dose](float& share, double by) { share = std::clamp(share + static_cast<float>(by) * dose * (1.0F - share), -1.0F, 1.0F); };
            learn(world.classes.staff_notices[group], e_.noticing);
            learn(world.classes.staff_refers[group], e_.referring);
        });
        return e_.staff_per_class * static_cast<double>(trained);
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override { return expected_staff(world, delivery, e_.staff_per_class); }

private:
    Effects e_;
};

}  // namespace

InterventionKind signalling_training()
{
    InterventionType type;
    type.name = "signalling_training";
    type.pillar = "support";
    type.meaning = "School staff learn to notice use and to refer";
    type.meaning_nl = "Schoolpersoneel leert gebruik te signaleren en door te verwijzen";
    type.grade = "D";
    type.in_class = true;
    type.defaults.every = 12;
    type.defaults.coverage = 0.50;
    type.defaults.age_high = 20;
    type.defaults.cost = {0.0, {300.0, 1200.0}, "municipality"};
    type.cost_source = "unitcosts";
    type.hours_per_contact = 1.0;
    type.plausible_coverage = 0.9;
    type.unit = "professional";
    type.practice = {Practice{
        .decides = {"employers of those who are trained", "werkgevers van wie wordt opgeleid"},
        .programme = {"Open en Alert: meetings, policy, a link with addiction care; the process was evaluated, the effect was not", "Open en Alert: bijeenkomsten, beleid, een lijn met de verslavingszorg; het proces is onderzocht, het effect niet"},
        .lead_time = {"3 to 6 months", "3 tot 6 maanden"},
        .staff = {"trainer of addiction care; hours of those who are trained", "trainer van de verslavingszorg; uren van wie wordt opgeleid"},
        .preconditions = {"somewhere to refer to, with room; agreements on consent and privacy (GDPR)", "een plek om naar te verwijzen, met ruimte; afspraken over toestemming en privacy (AVG)"},
        .measure = {"signals raised, right and wrong; what became of them", "signalen, juist en onjuist; wat ermee is gebeurd"},
        .sources = {"openenalert"},
    }};
    return kind_of<SignallingTraining, Effects>(std::move(type));
}

}  // namespace pijler
