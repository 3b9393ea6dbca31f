// More intake of treatment: waiting lists shorten. `coverage` is what is added, as a share of today's intake. Staff that is new helps less, and may
// help nobody where few are sent.
#include "interventions/registry.hpp"

namespace pijler {
namespace {

struct Effects {
    double filled = 0.9;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("support.treatment_capacity.filled", e.filled, {"", 0.0, 1.0, "added places that staff are found for", "judgement", Grade::J});
}

class TreatmentCapacity final : public Intervention {
public:
    TreatmentCapacity(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const&) const override
    {
        auto& places = world.services.treatment_places;
        double const more = e_.filled * round.coverage * static_cast<double>(pulled(round.delivery));
        places *= static_cast<float>(1.0 + more);
        return round.coverage * world.services.intake_scale;
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const&) const override
    {
        return [scale = world.services.intake_scale](double coverage) { return coverage * scale; };
    }

private:
    Effects e_;
};

}  // namespace

InterventionKind treatment_capacity()
{
    InterventionType type;
    type.name = "treatment_capacity";
    type.pillar = "support";
    type.meaning = "More youths can be taken into treatment by addiction care";
    type.meaning_nl = "Meer jongeren kunnen in behandeling bij de verslavingszorg";
    type.grade = "A";
    type.is_lever = true;
    type.unit = "month of today's intake in a town of 20,000 youths";
    type.defaults.every = 1;
    type.defaults.coverage = 0.50;
    type.defaults.cost = {0.0, 1400.0, 5446.0, "municipality"};
    type.plausible_coverage = 2.0;
    type.hours_per_contact = 20.0;
    return kind_of<TreatmentCapacity, Effects>(std::move(type));
}

}  // namespace pijler
