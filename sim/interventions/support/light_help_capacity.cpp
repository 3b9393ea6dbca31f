// More intake of light help. Sources: evidence2026 (the help itself, and its price).
#include "interventions/support/capacity.hpp"

namespace pijler {
namespace {

struct Effects {
    double filled = 0.9;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("support.light_help_capacity.filled", e.filled, {"", 0.0, 1.0, "added places that staff are found for", "judgement", Grade::J});
}

}  // namespace

InterventionKind light_help_capacity()
{
    auto type = capacity_type();
    type.name = "light_help_capacity";
    type.meaning = "More youths can be taken into light help: a few conversations, without long waiting";
    type.meaning_nl = "Meer jongeren kunnen terecht bij lichte hulp: enkele gesprekken, zonder lang wachten";
    type.grade = "B";
    // A month of today's intake is three youths (care.light_intake), each 300 to 700 euro.
    type.defaults.cost = {0.0, {900.0, 2100.0}, "municipality"};
    type.cost_source = "unitcosts";
    type.hours_per_contact = 15.0;
    type.practice = {Practice{
        .decides = {"municipality, as buyer of youth help", "gemeente, als inkoper van jeugdhulp"},
        .programme = {"short help of addiction care or of the neighbourhood team", "korte hulp van verslavingszorg of wijkteam"},
        .lead_time = {"6 to 12 months: a contract, then people", "6 tot 12 maanden: een contract, dan mensen"},
        .staff = {"youth workers of addiction care; vacancies are hard to fill", "jeugdhulpverleners van de verslavingszorg; vacatures zijn moeilijk te vervullen"},
        .preconditions = {"people to be found; a way in that is short", "mensen die te vinden zijn; een korte weg erheen"},
        .measure = {"waiting time, youths helped, youths who stop waiting", "wachttijd, geholpen jongeren, jongeren die stoppen met wachten"},
    }};
    return kind_of<Capacity<&Services::light_places, Effects>, Effects>(std::move(type));
}

}  // namespace pijler
