// Training of professionals who have to do with a class: reach goes class by class.
#pragma once

#include "interventions/intervention.hpp"

#include <algorithm>

namespace pijler {

// Calls `train(group)` for each class with a target pupil that this round reaches. Returns the number of them.
template <class Train>
std::size_t each_reached_class(World const& world, Round const& round, Purpose<ClassIdentity> const& reach, double persistence, MonthRandom const& random, Train const& train)
{
    std::size_t reached = 0;
    for (ClassId group{1}; group.index < world.classes.count(); ++group.index) {
        if (!has_target_pupil(world, group, round.delivery)) continue;
        if (reach_draw(world.classes.identity[group], reach, round, persistence, random) >= static_cast<float>(round.coverage)) continue;
        train(group);
        ++reached;
    }
    return reached;
}

// Expected contacts of such training.
inline ExpectedContacts expected_staff(World const& world, Delivery const& delivery, double per_class)
{
    double staff = 0.0;
    for (ClassId group{1}; group.index < world.classes.count(); ++group.index)
        if (has_target_pupil(world, group, delivery)) staff += per_class;
    return [staff](double coverage) { return std::min(coverage, 1.0) * staff; };
}

}  // namespace pijler
