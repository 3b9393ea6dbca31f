// How a school reacts to a pupil whom its staff notice as a user, beyond what it does today: guidance holds the pupil and sees to it that the
// signal finds somebody; suspension loosens the bond and adds time without adults, among peers who use, for some months. ODD, "School reaction".
#pragma once

#include "model/world.hpp"
#include "scenario/parameters.hpp"

namespace pijler {

struct SchoolReactionParams {
    double guidance_bond = 0.15, guidance_contact = 0.8;
    double suspension_bond = 0.25, suspension_approval = 0.10;
    double suspension_time = 0.6, suspension_months = 3.0;
};
void describe(ParameterVisitor& visit, SchoolReactionParams& params);

enum class SchoolReaction : std::uint8_t { as_today, guidance, suspension };

// What the school's response this month comes to for a pupil who was noticed.
SchoolReaction reaction_to(World const& world, YouthId pupil, MonthRandom const& random);

// What it does to the pupil. It works on time without adults from the next month on.
void react(World& world, YouthId pupil, SchoolReaction reaction, SchoolReactionParams const& params);

}  // namespace pijler
