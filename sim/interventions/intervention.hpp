// What every intervention is: it acts in the months of its rounds, on World alone, and says whom it reached.
#pragma once

#include "model/model_params.hpp"
#include "model/observe_peers.hpp"
#include "scenario/scenario.hpp"

#include <algorithm>
#include <functional>
#include <memory>

namespace pijler {

// What a round may read beside the world: what surrounds the youths (the reference world's in a direct twin) and how the delivery is
// reached. `stream` tells apart the draws of two interventions of one type.
struct Round {
    Surroundings const& surroundings;
    Delivery const& delivery;
    double coverage;  // of this round, after support by other interventions
    std::uint32_t stream;
};

// Contacts that a round is expected to make, by its coverage; never falls with it.
using ExpectedContacts = std::function<double(double coverage)>;

class Intervention {
public:
    virtual ~Intervention() = default;
    // Returns the number of contacts: persons reached, or professionals trained.
    virtual double act(World& world, Round const& round, MonthRandom const& random) const = 0;
    // The mean of what act() returns over all draws, from who is there alone: planning asks it of people of months to come.
    virtual ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const = 0;
};

// Strength x dose x fidelity: how much of the standard programme arrives.
inline float delivered_dose(Delivery const& delivery) { return static_cast<float>(delivery.strength * delivery.dose * delivery.fidelity); }

// Moves the lasting shift of a youth's believed use, by messages that use is common (> 0) or is not.
inline void shift_believed_use(Youths& youths, YouthId youth, float by)
{
    youths.norm_shift[youth] = std::clamp(youths.norm_shift[youth] + by, -0.9F, 0.9F);
}

// Whether the target names this youth.
bool in_target(Youths const& youths, YouthId youth, Delivery const& delivery);

// Whether a draw this round repeats the draw that is somebody's for life: reach that comes to the same people each year.
template <class Who>
float reach_draw(Who who, Purpose<Who> const& purpose, Round const& round, double persistence, MonthRandom const& random, std::uint32_t nth = 0)
{
    auto const place = round.stream + nth;
    auto const now = random.block(who, purpose, place);
    if (uniform(now[1]) >= static_cast<float>(persistence)) return uniform(now[0]);
    return uniform(MonthRandom{random.key(), 0}.block(who, purpose, place)[2]);
}

}  // namespace pijler
