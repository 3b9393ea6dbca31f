// More intake of one kind of help: waiting lists shorten. `coverage` is what is added, as a share of today's intake; part of the places
// find no staff.
#pragma once

#include "interventions/registry.hpp"

namespace pijler {

// `Effects` has `filled`: added places that staff are found for.
template <float Services::*places, class Effects>
class Capacity final : public Intervention {
public:
    Capacity(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const&) const override
    {
        double const more = e_.filled * round.coverage * static_cast<double>(pulled(round.delivery));
        world.services.*places *= static_cast<float>(1.0 + more);
        return round.coverage * world.services.intake_scale;
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const&) const override
    {
        return [scale = world.services.intake_scale](double coverage) { return coverage * scale; };
    }

private:
    Effects e_;
};

// What both kinds have in common; the name, meanings, grade and price are their own.
inline InterventionType capacity_type()
{
    InterventionType type;
    type.pillar = "support";
    type.is_lever = true;
    type.needs = "services";
    type.target_keys = {};
    type.unit = "month of today's intake in a town of 20,000 youths";
    type.defaults.every = 1;
    type.defaults.coverage = 0.50;
    type.plausible_coverage = 2.0;
    return type;
}

}  // namespace pijler
