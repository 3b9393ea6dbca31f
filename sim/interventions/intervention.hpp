// What every intervention is: it acts in the months of its rounds, on World alone, and says whom it reached.
#pragma once

#include "interventions/audience.hpp"
#include "model/model_params.hpp"
#include "model/observe_peers.hpp"
#include "scenario/scenario.hpp"

#include <algorithm>
#include <functional>
#include <memory>

namespace pijler {

// What being found by screening does to a youth.
struct ScreeningParams {
    double labelling = 0.03;
};
void describe(ParameterVisitor& visit, ScreeningParams& params);

// What a round may read beside the world: what surrounds the youths (the reference world's in a direct twin) and how the delivery is
// reached. Of the surroundings only what is published is of this month (what each youth shows, groups' sums, true use by age): what a
// youth sees of friends is looked up after interventions have acted. `stream` tells apart the draws of two interventions of one type.
struct Round {
    Surroundings const& surroundings;
    Delivery const& delivery;
    double coverage;  // of this round, after support by other interventions
    std::uint32_t stream;
    Youths const* tied = nullptr;    // whose friendships the world goes by, of the same youths; else its own
    Youths const* first = nullptr;   // the same people in the layer of the town's first substance, whose use screening finds; else the world's own
    AudienceFit fit = {};
    ScreeningParams screening = {};
    Workers workers = {};

    Youths const& screened_as(World const& world) const { return first != nullptr ? *first : world.youths; }
    Youths const& tied_as(World const& world) const { return tied != nullptr ? *tied : world.youths; }
};

// Contacts that a round is expected to make, by its coverage; never falls with it.
using ExpectedContacts = std::function<double(double coverage)>;

class Intervention {
public:
    virtual ~Intervention() = default;
    // Returns the number of contacts: persons reached, professionals trained, or units of a lever in force this month.
    virtual double act(World& world, Round const& round, MonthRandom const& random) const = 0;
    // The mean of what act() returns over all draws, from who is there alone: planning asks it of people of months to come.
    virtual ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const = 0;
    // The mean of how many youths it screens.
    virtual ExpectedContacts expected_screened(World const&, Delivery const&) const
    {
        return [](double) { return 0.0; };
    }
};

// Strength x dose x fidelity: how much of the standard programme arrives.
inline float delivered_dose(Delivery const& delivery) { return static_cast<float>(delivery.strength * delivery.dose * delivery.fidelity); }

// Moves the lasting shift of a youth's believed use, by messages that use is common (> 0) or is not.
inline void shift_believed_use(Youths& youths, YouthId youth, float by)
{
    youths.norm_shift[youth] = std::clamp(youths.norm_shift[youth] + by, -0.9F, 0.9F);
}

// How far a lever is pulled where it is in force: 0 not at all, 1 all that it can do.
inline float pulled(Delivery const& delivery) { return std::min(1.0F, delivered_dose(delivery)); }

// A share raised by another of what it lacks: two levers do so in any order.
inline float raised(float share, double by) { return 1.0F - (1.0F - share) * (1.0F - static_cast<float>(by)); }

// Whether a class has a pupil whom the target names.
bool has_target_pupil(World const& world, ClassId group, Delivery const& delivery);

// Whether the target names this youth, by what everybody sees; this neighbourhood.
bool in_target(World const& world, YouthId youth, Delivery const& delivery);
// The same of those whom lessons reach: who works, or neither learns nor works, is in no class of a school.
bool is_target_pupil(World const& world, YouthId youth, Delivery const& delivery);
bool in_target(Neighbourhoods const& neighbourhoods, NeighbourhoodId place, Delivery const& delivery);

// The neighbourhoods that a lever covers: a share of those that the target names, in the order of a draw that is theirs for the whole run
// and the intervention's name, so that more coverage adds places and moves none.
std::vector<NeighbourhoodId> covered_places(World const& world, Round const& round, MonthRandom const& random);
// The same with the busiest streets first, where there is most to do.
std::vector<NeighbourhoodId> busiest_places(World const& world, Round const& round);
// The open coffeeshops that a lever covers, in the order of a draw that is theirs for the whole run and the intervention's name.
std::vector<ShopId> covered_shops(World const& world, Round const& round, MonthRandom const& random);
// The number of neighbourhoods that the target names.
std::size_t count_targeted_places(World const& world, Delivery const& delivery);
// The secondary schools that teach a track that the target names, and a share of these in the order of a draw as above.
std::vector<SchoolId> targeted_schools(World const& world, Delivery const& delivery);
std::vector<SchoolId> covered_schools(World const& world, Round const& round, MonthRandom const& random);
// How many of `all` a coverage comes to; at least one, unless it is 0.
std::size_t share_of(std::size_t all, double coverage);
// What a lever expects that counts `each` units for every one of those that its coverage comes to.
ExpectedContacts units_of_share(std::size_t all, double each = 1.0);

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
