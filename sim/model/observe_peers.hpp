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
    static constexpr int fraction_bits = 16;
    static constexpr std::uint64_t mask = (1U << (fraction_bits + 5)) - 1;
    static constexpr std::uint64_t count_mask = 31;

    static std::uint64_t pack(float frequency, float approval, bool user, bool started, bool adult_user)
    {
        auto const fixed = [](float share) { return static_cast<std::uint64_t>(static_cast<std::uint32_t>(share * 0x1p16F + 0.5F)); };
        return fixed(frequency) | fixed(approval) << 21 | std::uint64_t{user} << 42 | std::uint64_t{started} << 47 | std::uint64_t{adult_user} << 52;
    }
    static float frequency(std::uint64_t sum) { return static_cast<float>(static_cast<std::uint32_t>(sum & mask)) * 0x1p-16F; }
    static float approval(std::uint64_t sum) { return static_cast<float>(static_cast<std::uint32_t>(sum >> 21 & mask)) * 0x1p-16F; }
    static float users(std::uint64_t sum) { return static_cast<float>(static_cast<std::uint32_t>(sum >> 42 & count_mask)); }
    static float started(std::uint64_t sum) { return static_cast<float>(static_cast<std::uint32_t>(sum >> 47 & count_mask)); }
    static float adult_users(std::uint64_t sum) { return static_cast<float>(static_cast<std::uint32_t>(sum >> 52 & count_mask)); }
};

// Mean use of a group and the number in it, as exact fixed-point sums (2^-16).
struct GroupSum {
    std::uint64_t frequency = 0;
    std::uint32_t members = 0;
    float per_other = 0.0F;  // 2^-16 over the number of the others in it; 0 where there are none
    float mean() const { return members ? static_cast<float>(frequency) * 0x1p-16F / static_cast<float>(members) : 0.0F; }
};

struct Surroundings {
    Column<YouthId, std::uint64_t> word;         // what each youth shows; one more place for nobody
    Column<YouthId, std::uint64_t> friends;      // FriendWord summed over the ties
    Column<YouthId, float> per_friend;           // 1 over the number of friends; 0 for those who have none
    Column<YouthId, float> seen_use;             // sum over the layers that a youth has of mean use x weight x visibility
    Column<YouthId, float> seen_weight;          // sum of weight x visibility
    Column<ClassId, GroupSum> classes;
    Column<ClubId, GroupSum> clubs;
    Column<NeighbourhoodId, GroupSum> neighbourhoods;
    std::array<GroupSum, oldest_age + 2> by_age{};  // true use of same-year youths
};

// What everybody shows, and the means of all groups; to be done before anybody looks around.
void publish(World const& world, Workers workers, Surroundings& surroundings);

// Looking around, for a block of youths [begin, end).
class LookAround {
public:
    explicit LookAround(ObservationParams const& params);
    void operator()(World const& world, Surroundings& surroundings, std::size_t begin, std::size_t end) const;

private:
    float friends_, class_, club_, siblings_, street_;
    std::array<float, tie_capacity + 1> per_friend_{};
};

// Both, for everybody.
void observe_peers(World const& world, ObservationParams const& params, Workers workers, Surroundings& surroundings);

}  // namespace pijler
