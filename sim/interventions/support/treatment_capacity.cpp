// More intake of treatment. Sources: evidence2026 (the help itself, and its price).
#include "interventions/support/capacity.hpp"

namespace pijler {
namespace {

struct Effects {
    double filled = 0.9;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("support.treatment_capacity.filled", e.filled, {"", 0.0, 1.0, "added places that staff are found for", "judgement", Grade::J});
}

}  // namespace

InterventionKind treatment_capacity()
{
    auto type = capacity_type();
    type.name = "treatment_capacity";
    type.meaning = "More youths can be taken into treatment by addiction care";
    type.meaning_nl = "Meer jongeren kunnen in behandeling bij de verslavingszorg";
    type.grade = "A";
    // A month of today's intake is two youths (care.treatment_intake), each from cognitive behavioural to family therapy. The insurer pays
    // for adults, most of those treated; that municipalities pay for minors is left out.
    type.defaults.cost = {0.0, {2800.0, 14200.0}, "health_insurer"};
    type.cost_source = "goorden2016";
    type.cost_grade = "B";
    type.hours_per_contact = 40.0;
    type.practice = {Practice{
        .decides = {"up to 18 the municipality (youth law), from 18 on the health insurer", "tot 18 jaar de gemeente (Jeugdwet), vanaf 18 jaar de zorgverzekeraar"},
        .programme = {"cognitive behavioural therapy, MDFT", "cognitieve gedragstherapie, MDFT"},
        .lead_time = {"12 months or more", "12 maanden of meer"},
        .staff = {"therapists", "behandelaars"},
        .preconditions = {"people to be found; agreements between municipality and insurer at 18", "mensen die te vinden zijn; afspraken tussen gemeente en verzekeraar bij 18 jaar"},
        .measure = {"waiting time, treatment that is completed, use afterwards", "wachttijd, afgemaakte behandeling, gebruik daarna"},
        .sources = {"goorden2016"},
    }};
    return kind_of<Capacity<&Services::treatment_places, Effects>, Effects>(std::move(type));
}

}  // namespace pijler
