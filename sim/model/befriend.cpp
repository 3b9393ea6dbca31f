#include "model/befriend.hpp"

#include "core/math.hpp"
#include "model/turn_calendar.hpp"

#include <algorithm>
#include <tuple>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> drop_pick{14, "friendship.drop_pick"};
constexpr Purpose<YouthIdentity> drop_accept{15, "friendship.drop_accept"};
constexpr Purpose<YouthIdentity> via{16, "friendship.via"};
constexpr Purpose<YouthIdentity> candidate{17, "friendship.candidate"};
constexpr Purpose<YouthIdentity> form_accept{18, "friendship.form_accept"};
constexpr Purpose<YouthIdentity> priority{19, "friendship.priority"};
constexpr Purpose<YouthIdentity> circle{20, "friendship.circle"};
constexpr Purpose<YouthIdentity> settling{21, "friendship.settling"};

using Proposal = Friendships::Proposal;

constexpr int settling_rounds = 48;
constexpr int meeting_rounds = 6;

// Sub-rounds draw in months of their own, far from any simulated one.
MonthRandom round_random(RandomKey const& key, int month, int round) { return {key, -1'000'000 + 64 * month + round}; }

float to_uniform(std::uint64_t hash) { return uniform(static_cast<std::uint32_t>(hash >> 32)); }

struct Judge {
    World const& world;
    FriendshipParams const& p;
    MonthRandom const& random;

    Youths const& y() const { return world.youths; }

    float common(YouthId a, YouthId b) const
    {
        auto const& one = y().ties[a];
        auto const& other = y().ties[b];
        int shared = 0;
        for (std::size_t n = 0; n < y().degree[a]; ++n)
            for (std::size_t m = 0; m < y().degree[b]; ++m) shared += one[n] == other[m];
        return static_cast<float>(std::min(shared, 4));
    }

    // Attraction, in log-odds.
    float likeness(YouthId a, YouthId b) const
    {
        auto const single = [](double value) { return static_cast<float>(value); };
        float const gap = static_cast<float>(std::abs(int{y().school_age[a]} - int{y().school_age[b]}));
        return (y().sex[a] == y().sex[b] ? single(p.same_sex) : 0.0F) + single(p.age_gap) * gap +
               (uses(y().stage[a]) == uses(y().stage[b]) ? single(p.selection) : -single(p.selection)) + single(p.common_friends) * common(a, b);
    }

    float wants_fewer(YouthId youth) const
    {
        return logistic(static_cast<float>(p.degree_pull) * (static_cast<float>(y().degree[youth]) - static_cast<float>(y().sociability[youth])));
    }

    // The friend with the smallest keyed hash, among the first `count` of a row that `eligible` lets through.
    template <class Eligible>
    YouthId pick(YouthId chooser, YouthId of, Purpose<YouthIdentity> const& purpose, Eligible const& eligible) const
    {
        auto best = y().nobody();
        auto best_hash = ~std::uint64_t{0};
        for (std::size_t n = 0; n < y().degree[of]; ++n) {
            auto const other = y().ties[of][n];
            if (!eligible(other)) continue;
            auto const hash = random.directed_hash(y().identity[chooser], y().identity[other], purpose);
            if (hash < best_hash) {
                best_hash = hash;
                best = other;
            }
        }
        return best;
    }

    Proposal dropping(YouthId youth) const
    {
        auto const other = pick(youth, youth, drop_pick, [](YouthId) { return true; });
        if (other == y().nobody()) return {};
        bool const classmates = y().class_group[youth] == y().class_group[other] && y().class_group[youth].index != 0;
        float const chance = logistic(static_cast<float>(p.drop_intercept) - likeness(youth, other) + (classmates ? 0.0F : static_cast<float>(p.drop_outside_class)));
        bool const drops = to_uniform(random.directed_hash(y().identity[youth], y().identity[other], drop_accept)) < chance;
        return drops ? Proposal{Proposal::Kind::drop, other} : Proposal{};
    }

    // A member of the class or club. Membership is the same in every arm, so a position in its list is as stable as a keyed hash.
    YouthId from_circle(YouthId youth, float draw) const
    {
        auto const in_class = static_cast<float>(p.through_class);
        bool const of_class = y().club[youth].index == 0 || draw < in_class;
        auto const members = of_class ? world.classes.members.of(y().class_group[youth]) : world.clubs.members.of(y().club[youth]);
        if (members.size() < 2) return y().nobody();
        float const place = of_class ? draw / (y().club[youth].index == 0 ? 1.0F : in_class) : (draw - in_class) / (1.0F - in_class);
        return members[std::min(members.size() - 1, static_cast<std::size_t>(place * static_cast<float>(members.size())))];
    }

    YouthId friend_of_friend(YouthId youth) const
    {
        auto const between = pick(youth, youth, via, [](YouthId) { return true; });
        if (between == y().nobody()) return between;
        return pick(youth, between, candidate, [&](YouthId other) { return other != youth && !tied(y(), youth, other); });
    }

    Proposal forming(YouthId youth) const
    {
        auto const who = y().identity[youth];
        auto const bits = random.block(who, circle);
        auto other = y().nobody();
        if (y().degree[youth] > 0 && uniform(bits[0]) < static_cast<float>(p.through_friends)) other = friend_of_friend(youth);
        if (other == y().nobody()) other = from_circle(youth, uniform(bits[1]));
        if (other == y().nobody() || other == youth || tied(y(), youth, other)) return {};
        float const chance = logistic(static_cast<float>(p.form_intercept) + likeness(youth, other)) * (1.0F - wants_fewer(other));
        bool const forms = to_uniform(random.directed_hash(who, y().identity[other], form_accept)) < chance;
        return forms ? Proposal{Proposal::Kind::form, other} : Proposal{};
    }

    // `draw` is a uniform: whether to look for fewer or for more friends.
    Proposal propose(YouthId youth, float draw) const { return draw < wants_fewer(youth) ? dropping(youth) : forming(youth); }
};

// Ties a youth can still take: sociable youths somewhat beyond their wish.
int room(Youths const& y, YouthId youth) { return std::min<int>(tie_capacity, y.sociability[youth] + 2) - y.degree[youth]; }

void add_tie(Youths& y, YouthId a, YouthId b)
{
    y.ties[a][y.degree[a]++] = b;
    y.ties[b][y.degree[b]++] = a;
}

}  // namespace

void Friendships::apply(World& world, MonthRandom const& random)
{
    auto& y = world.youths;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index)
        if (proposal_[youth].kind == Proposal::Kind::drop) cut_tie(y, youth, proposal_[youth].other);

    struct Pair {
        std::uint64_t hash;
        YouthId from, to;
    };
    std::vector<Pair> contested;
    wanted_.fill(0);
    auto const forms = [&](YouthId youth) { return proposal_[youth].kind == Proposal::Kind::form; };
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (!forms(youth)) continue;
        auto& other = wanted_[proposal_[youth].other];
        if (other < 255) ++other;
        if (wanted_[youth] < 255) ++wanted_[youth];
    }
    auto const crowded = [&](YouthId youth) { return wanted_[youth] > room(y, youth); };
    // Who is crowded is decided before any tie is added: `wanted_` becomes that flag.
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) wanted_[youth] = crowded(youth);
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (!forms(youth)) continue;
        auto const other = proposal_[youth].other;
        if (wanted_[youth] || wanted_[other])
            contested.push_back({random.pair_hash(y.identity[youth], y.identity[other], priority), youth, other});
        else if (!tied(y, youth, other))
            add_tie(y, youth, other);
    }
    std::ranges::sort(contested, {}, [](Pair const& pair) { return std::tuple{pair.hash, pair.from, pair.to}; });
    for (auto const& [hash, from, to] : contested)
        if (room(y, from) > 0 && room(y, to) > 0 && !tied(y, from, to)) add_tie(y, from, to);
}

void Friendships::befriend(World& world, FriendshipParams const& params, MonthRandom const& random, MonthDraws const& draws, Workers workers)
{
    proposal_.resize(world.youths.count());
    wanted_.resize(world.youths.count());
    Judge const judge{world, params, random};
    auto const reconsider = static_cast<float>(params.reconsider);
    for_each_block(workers, world.youths.count(), [&](std::size_t begin, std::size_t end) {
        for (auto i = begin; i < end; ++i) {
            YouthId const youth{static_cast<std::uint32_t>(i)};
            float const draw = draws[youth].friendship;
            proposal_[youth] = world.youths.present[youth] && draw < reconsider ? judge.propose(youth, draw / reconsider) : Proposal{};
        }
    });
    apply(world, random);
}

void Friendships::meet_classmates(World& world, FriendshipParams const& params, RandomKey const& key, int month, Workers workers)
{
    proposal_.resize(world.youths.count());
    wanted_.resize(world.youths.count());
    for (int round = 0; round < meeting_rounds; ++round) {
        auto const random = round_random(key, month, round);
        Judge const judge{world, params, random};
        for_each_block(workers, world.youths.count(), [&](std::size_t begin, std::size_t end) {
            for (auto i = begin; i < end; ++i) {
                YouthId const youth{static_cast<std::uint32_t>(i)};
                bool const new_here = world.youths.present[youth] && world.youths.school_age[youth] == youngest_age;
                proposal_[youth] = new_here ? judge.propose(youth, random.uniform(world.youths.identity[youth], settling)) : Proposal{};
            }
        });
        apply(world, random);
    }
}

void settle_friendships(World& world, FriendshipParams const& params, RandomKey const& key, int first_month, Workers workers)
{
    Friendships friendships;
    MonthDraws draws(world.youths.count());
    for (int round = 0; round < settling_rounds; ++round) {
        auto const random = round_random(key, first_month - 1, round);
        for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index)
            draws[youth].friendship = random.uniform(world.youths.identity[youth], settling);
        friendships.befriend(world, params, random, draws, workers);
    }
}

void describe(ParameterVisitor& visit, FriendshipParams& p)
{
    visit("friendship.reconsider", p.reconsider, {"per month", 0.1, 1.0, "youths who look for one friend more or fewer", "calibration", Grade::K});
    visit("friendship.degree_pull", p.degree_pull, {"log-odds per tie", 0.2, 2.0, "pull of the number of friends towards the wanted one", "prototype", Grade::J});
    visit("friendship.form_intercept", p.form_intercept, {"log-odds", -3.0, 3.0, "acceptance of a possible friend", "calibration", Grade::K});
    visit("friendship.drop_intercept", p.drop_intercept, {"log-odds", -3.0, 3.0, "dropping of a friend under review", "calibration", Grade::K});
    visit("friendship.same_sex", p.same_sex, {"log-odds", 0.0, 2.0, "attraction by same sex", "knecht2008", Grade::B});
    visit("friendship.age_gap", p.age_gap, {"log-odds per year", -1.0, 0.0, "attraction lost per year of age between", "prototype", Grade::J});
    visit("friendship.selection", p.selection, {"log-odds", 0.0, 1.5, "attraction by same use, as half the contrast between same and different", "schaefer2018", Grade::C});
    visit("friendship.drop_outside_class", p.drop_outside_class, {"log-odds", 0.0, 1.5, "ties outside the class are dropped more easily", "prototype", Grade::J});
    visit("friendship.common_friends", p.common_friends, {"log-odds per friend", 0.0, 1.5, "attraction by each common friend (up to four)", "calibration", Grade::K});
    visit("friendship.through_friends", p.through_friends, {"", 0.2, 0.95, "possible friends who are friends of friends", "calibration", Grade::K});
    visit("friendship.through_class", p.through_class, {"", 0.3, 1.0, "other possible friends who are met in class, the rest in the club", "prototype", Grade::J});
}

}  // namespace pijler
