// What surrounds each youth at the start of a month: use and approval of friends, class, club, siblings and street.
// A direct twin reads the surroundings of the reference world instead of its own.
#pragma once

#include "model/world.hpp"
#include "scenario/parameters.hpp"

namespace pijler {

struct ObservationParams {
    double weight_friends = 0.45, weight_class = 0.20, weight_club = 0.05, weight_siblings = 0.10, weight_street = 0.10;
    double weight_self = 0.10;
    double visibility_friends = 0.9, visibility_class = 0.5, visibility_club = 0.4, visibility_siblings = 0.7, visibility_street = 0.25;
};
void describe(ParameterVisitor& visit, ObservationParams& params);

// What a tie shows of a friend, in one word: fixed-point fields wide enough that a sum over all ties cannot overflow, so that one
// integer addition per tie sums them all, exactly and in any order.
struct FriendWord {
    static constexpr std::uint32_t share_mask = (1U << 20) - 1;  // 16 bits of fraction, 4 for the sum
    static constexpr std::uint32_t count_mask = 15;
    static_assert(tie_capacity <= count_mask);

    static std::uint64_t pack(float frequency, float approval, bool started, bool adult_user)
    {
        auto const fixed = [](float share) { return static_cast<std::uint32_t>(static_cast<std::int32_t>(share * 0x1p16F + 0.5F)); };
        auto const low = fixed(frequency) | std::uint32_t{started} << 20 | std::uint32_t{adult_user} << 24;
        return low | std::uint64_t{fixed(approval)} << 32;
    }
    static float frequency(std::uint64_t sum) { return share(low(sum)); }
    static float approval(std::uint64_t sum) { return share(static_cast<std::uint32_t>(sum >> 32)); }
    static float started(std::uint64_t sum) { return static_cast<float>(static_cast<std::int32_t>(low(sum) >> 20 & count_mask)); }
    static float adult_users(std::uint64_t sum) { return static_cast<float>(static_cast<std::int32_t>(low(sum) >> 24 & count_mask)); }

private:
    static std::uint32_t low(std::uint64_t sum) { return static_cast<std::uint32_t>(sum); }
    static float share(std::uint32_t bits) { return static_cast<float>(static_cast<std::int32_t>(bits & share_mask)) * 0x1p-16F; }
};

// Use in a group and the number in it.
struct GroupUse {
    std::uint64_t frequency = 0;  // exact sum, 2^-16
    std::uint32_t members = 0;
    float mean() const { return members ? static_cast<float>(frequency) * 0x1p-16F / static_cast<float>(members) : 0.0F; }
};

// The same as one of the members sees it: the mean of the others is all - own x each, both 0 where there are none. Where use is
// hidden both are smaller: it looks like no use.
struct OthersUse {
    float all;   // the group's whole use over the number of others
    float each;  // 1 over the number of others
};

struct Surroundings {
    Column<YouthId, std::uint64_t> word;         // what each youth shows; one more place for nobody
    Column<YouthId, std::uint64_t> friends;      // FriendWord summed over the ties
    Column<YouthId, float> per_friend;           // 1 over the number of friends; 0 for those who have none
    Column<YouthId, float> seen_use;             // sum over the layers that a youth has of mean use x weight x visibility
    Column<YouthId, float> seen_weight;          // sum of weight x visibility
    Column<ClassId, OthersUse> classes;
    Column<ClubId, OthersUse> clubs;
    Column<NeighbourhoodId, OthersUse> neighbourhoods;
    std::array<GroupUse, oldest_age + 2> by_age{};  // true use of same-year youths

    // Sums in the making: use (2^-16) in the low 40 bits, members above.
    Column<ClassId, std::uint64_t> class_sum;
    Column<ClubId, std::uint64_t> club_sum;
    Column<NeighbourhoodId, std::uint64_t> neighbourhood_sum;
    // What one thread has added up.
    struct Part {
        Column<ClassId, std::uint64_t> class_sum;
        Column<NeighbourhoodId, std::uint64_t> neighbourhood_sum;
        std::array<std::uint64_t, oldest_age + 2> age_sum{};
    };
    std::vector<Part> parts;
};

// Months of use in a group's sum.
double use_in(std::uint64_t group_sum);
// Youths in it.
double members_in(std::uint64_t group_sum);

// What everybody shows, and the sums of all groups; to be done before anybody acts on it.
void publish(World const& world, Workers workers, Surroundings& shown);

// What is seen of the groups, with use hidden as the levers of `world` have it. `seen` may be `shown`.
void see_groups(World const& world, Surroundings const& shown, Surroundings& seen);

// Whether use is seen alike in both worlds' groups.
bool hide_alike(World const& one, World const& other);

// Looking around, for a block of youths [begin, end), at the friends of `tied`: their own or, in another world, the same youths'.
class LookAround {
public:
    explicit LookAround(ObservationParams const& params);
    void operator()(World const& world, Youths const& tied, Surroundings& surroundings, std::size_t begin, std::size_t end) const;
    // A direct twin whose levers hide other groups' use than the reference's: what the reference's youths saw, but for these groups.
    void otherwise_hidden(World const& twin, Surroundings const& reference, Surroundings& seen, std::size_t begin, std::size_t end) const;

private:
    float friends_, class_, club_, siblings_, street_;
};

// All of it, for everybody.
void observe_peers(World const& world, ObservationParams const& params, Workers workers, Surroundings& surroundings);

}  // namespace pijler
