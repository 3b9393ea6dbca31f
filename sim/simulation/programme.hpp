// What an arm delivers: its interventions, when each has a round, and how one raises another's reach.
#pragma once

#include "interventions/registry.hpp"

namespace pijler {

struct ProgrammeParams {
    double support_gain = 0.2;
    double support_months = 12.0;
    AudienceFit fit;
    ScreeningParams screening;
};
void describe(ParameterVisitor& visit, ProgrammeParams& params);

class Programme {
public:
    Programme() = default;
    // `months` closes deliveries without an end of their own.
    Programme(std::vector<InterventionSpec> const& specs, ParameterValues const& values, int months);

    // Acts on the world where a round is due, and writes contacts and rounds of this month to `world.delivered`. `tied`,
    // `first`: see Round.
    void act(World& world, Surroundings const& surroundings, MonthRandom const& random, Youths const* tied = nullptr, Youths const* first = nullptr,
             Workers workers = {}) const;

    // Contacts that the round which a part has due this month is expected to make, and youths that it screens, by the part's reach.
    struct ExpectedRound {
        std::size_t part;
        int month;
        ExpectedContacts contacts;
        ExpectedContacts screened;
        std::size_t open_shops;
    };
    std::vector<ExpectedRound> expected_rounds(World const& world, int month) const;

    // Coverage of a part's round after support by others, which brings it no further than practice reaches.
    double reach(std::size_t part, int month) const;

    std::size_t count() const { return parts_.size(); }
    InterventionSpec const& spec(std::size_t part) const { return parts_[part].spec; }

private:
    struct Part {
        InterventionSpec spec;
        std::shared_ptr<Intervention const> intervention;
        std::uint32_t stream;
    };
    // The share of those missed that another part's latest round brings in this month.
    double support(Part const& other, int month) const;

    std::vector<Part> parts_;
    std::vector<std::size_t> order_;  // in which parts act: who comes first, then by type and name, however a scenario lists them
    ProgrammeParams params_;
};

// A delivery as it is in one month: its strength by the calendar.
Delivery in_month(Delivery delivery, int month);

// Whether this month, in which it has a round, costs a delivery its fixed sum: a round does; a lever only when it starts, or starts again.
bool has_fixed_cost(InterventionSpec const& spec, int month);

// The month from which on a delivery does nothing more; the run's `months` where nothing ends it before, 0 where it never does anything.
int month_of_end(Delivery const& delivery, int months);

// Whether a delivery has a round in this month. Without coverage or strength it has none, and costs nothing.
bool round_due(Delivery const& delivery, int month);

}  // namespace pijler
