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
    type.defaults.cost = {0.0, 1400.0, 5446.0, "municipality"};
    return kind_of<Capacity<&Services::treatment_places, Effects>, Effects>(std::move(type));
}

}  // namespace pijler
