// Ties end and form: by likeness (selection), shared class and club, and friends of friends. All proposals are judged on the
// start-of-phase state, then accepted by keyed priority within the capacity of both ends. ODD, "Friendship".
#pragma once

#include "model/decide_use.hpp"

namespace pijler {

struct FriendshipParams {
    double reconsider = 0.875;
    double degree_pull = 0.8;
    double form_intercept = -5.42, drop_intercept = 3.42;
    double same_sex = 3.1, age_gap = -0.4, selection = 1.96, drop_outside_class = 0.2;
    double common_friends = 3.72;
    double through_friends = 0.995, through_class = 0.8;
};
void describe(ParameterVisitor& visit, FriendshipParams& params);

// What ties with a youth are judged by, in one small word: 4 bits for the degree, the wanted degree and years over 12, then use and sex.
using Appearance = std::uint16_t;

struct Proposal {
    YouthId from, to;
};
// Proposals of a block's youths, in the order in which they are made.
struct Proposals {
    std::vector<Proposal> drop, form;
    struct Ranked {
        std::uint32_t rank;
        Proposal proposal;
    };
    std::vector<Ranked> contested;  // of those to form, where an end is wanted by more than it has room for
};

// One month of ties. Not called in direct twins, which keep the reference world's friends.
class Friendships {
public:
    void befriend(World& world, FriendshipParams const& params, MonthRandom const& random, Workers workers);

    // September: 12-year-olds look around in their first class.
    void meet_classmates(World& world, FriendshipParams const& params, RandomKey const& key, int month, Workers workers);

    // Friendships of a new world, grown from none: everybody looks around, again and again.
    void settle(World& world, FriendshipParams const& params, RandomKey const& key, int first_month, Workers workers);

private:
    // Of a `share` of all youths.
    void look_and_tie(World& world, FriendshipParams const& params, MonthRandom const& random, Workers workers, float share);
    // `look` writes each youth's uniform, or -1 for those who do not look at a tie now; only youths `among` these places look.
    template <class Look>
    void propose(World const& world, FriendshipParams const& params, MonthRandom const& random, Workers workers, Places among, Look const& look);
    void accept(World& world, MonthRandom const& random, Workers workers);

    Column<YouthId, Appearance> appearance_;
    std::vector<Proposals> proposals_;          // by block
    std::vector<Proposals::Ranked> contested_;  // of all blocks
    Column<YouthId, std::uint8_t> room_;        // for so many more friends
    Column<YouthId, std::uint8_t> wanted_;      // by how many as a friend
};

}  // namespace pijler
