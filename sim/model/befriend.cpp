#include "model/befriend.hpp"

#include "core/math.hpp"
#include "model/turn_calendar.hpp"

#include <algorithm>
#include <optional>
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
        // All places are compared, empty ones too: that runs in vectors, and empty places match as often as they are counted off.
        auto const& one = y().ties[a];
        auto const& other = y().ties[b];
        std::uint32_t shared = 0;
        for (std::size_t n = 0; n < tie_capacity; ++n)
            for (std::size_t m = 0; m < tie_capacity; ++m) shared += one[n].index == other[m].index;
        shared -= static_cast<std::uint32_t>((tie_capacity - y().degree[a]) * (tie_capacity - y().degree[b]));
        return static_cast<float>(std::min(shared, 4U));
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

    std::optional<Proposal> dropping(YouthId youth) const
    {
        auto const other = pick(youth, youth, drop_pick, [](YouthId) { return true; });
        if (other == y().nobody()) return {};
        bool const classmates = y().class_group[youth] == y().class_group[other] && y().class_group[youth].index != 0;
        float const chance = logistic(static_cast<float>(p.drop_intercept) - likeness(youth, other) + (classmates ? 0.0F : static_cast<float>(p.drop_outside_class)));
        bool const drops = to_uniform(random.directed_hash(y().identity[youth], y().identity[other], drop_accept)) < chance;
        return drops ? std::optional{Proposal{youth, other, false}} : std::nullopt;
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

    std::optional<Proposal> forming(YouthId youth) const
    {
        auto const who = y().identity[youth];
        auto const bits = random.block(who, circle);
        auto other = y().nobody();
        if (y().degree[youth] > 0 && uniform(bits[0]) < static_cast<float>(p.through_friends)) other = friend_of_friend(youth);
        if (other == y().nobody()) other = from_circle(youth, uniform(bits[1]));
        if (other == y().nobody() || other == youth || tied(y(), youth, other)) return {};
        float const chance = logistic(static_cast<float>(p.form_intercept) + likeness(youth, other)) * (1.0F - wants_fewer(other));
        bool const forms = to_uniform(random.directed_hash(who, y().identity[other], form_accept)) < chance;
        return forms ? std::optional{Proposal{youth, other, true}} : std::nullopt;
    }

    // `draw` is a uniform: whether to look for fewer or for more friends.
    std::optional<Proposal> propose(YouthId youth, float draw) const { return draw < wants_fewer(youth) ? dropping(youth) : forming(youth); }
};


// Ties a youth can still take: sociable youths somewhat beyond their wish.
int room(Youths const& y, YouthId youth) { return std::min<int>(tie_capacity, y.sociability[youth] + 2) - y.degree[youth]; }

void add_tie(Youths& y, YouthId a, YouthId b)
{
    y.ties[a][y.degree[a]++] = b;
    y.ties[b][y.degree[b]++] = a;
}

}  // namespace

// `draw(youth)`: a uniform for a youth who looks at a tie this month, nothing for the others.
template <class Draw>
void Friendships::propose(World const& world, FriendshipParams const& params, MonthRandom const& random, std::size_t first, std::size_t last,
                          Workers workers, Draw const& draw)
{
    Judge const judge{world, params, random};
    proposals_.resize(world.youths.count());
    block_count_.assign(blocks_in(last - first), 0);
    for_each_block(workers, last - first, [&](std::size_t begin, std::size_t end) {
        auto next = begin;
        for (auto i = begin; i < end; ++i) {
            YouthId const youth{static_cast<std::uint32_t>(first + i)};
            if (!world.youths.present[youth]) continue;
            if (auto const uniform_draw = draw(youth))
                if (auto const proposal = judge.propose(youth, *uniform_draw)) proposals_[next++] = *proposal;
        }
        block_count_[begin / block_size] = static_cast<std::uint32_t>(next - begin);
    });
}

void Friendships::apply(World& world, MonthRandom const& random)
{
    auto& y = world.youths;
    auto const each = [&](auto const& act) {
        for (std::size_t block = 0; block < block_count_.size(); ++block)
            for (std::size_t n = 0; n < block_count_[block]; ++n) act(proposals_[block * block_size + n]);
    };
    each([&](Proposal const& p) {
        if (!p.forms) cut_tie(y, p.from, p.to);
    });
    wanted_.resize(y.count());
    each([&](Proposal const& p) {
        if (!p.forms) return;
        wanted_[p.from] = static_cast<std::uint8_t>(std::min(255, wanted_[p.from] + 1));
        wanted_[p.to] = static_cast<std::uint8_t>(std::min(255, wanted_[p.to] + 1));
    });
    // Where an end is wanted by more than it has room for, the keyed priority decides; the others are tied without more ado.
    struct Contested {
        std::uint64_t hash;
        Proposal proposal;
    };
    std::vector<Contested> contested;
    std::vector<Proposal> free;
    auto const crowded = [&](YouthId youth) { return wanted_[youth] > room(y, youth); };
    each([&](Proposal const& p) {
        if (!p.forms) return;
        if (crowded(p.from) || crowded(p.to))
            contested.push_back({random.pair_hash(y.identity[p.from], y.identity[p.to], priority), p});
        else
            free.push_back(p);
    });
    auto const tie = [&](Proposal const& p) {
        if (!tied(y, p.from, p.to) && room(y, p.from) > 0 && room(y, p.to) > 0) add_tie(y, p.from, p.to);
    };
    for (auto const& p : free) tie(p);
    std::ranges::sort(contested, {}, [](Contested const& c) { return std::tuple{c.hash, c.proposal.from, c.proposal.to}; });
    for (auto const& c : contested) tie(c.proposal);
    each([&](Proposal const& p) { wanted_[p.from] = wanted_[p.to] = 0; });
}

void Friendships::befriend(World& world, FriendshipParams const& params, MonthRandom const& random, MonthDraws const& draws, Workers workers)
{
    auto const reconsider = static_cast<float>(params.reconsider);
    propose(world, params, random, 0, world.youths.count(), workers, [&](YouthId youth) -> std::optional<float> {
        float const draw = draws[youth].friendship;
        return draw < reconsider ? std::optional{draw / reconsider} : std::nullopt;
    });
    apply(world, random);
}

void Friendships::meet_classmates(World& world, FriendshipParams const& params, RandomKey const& key, int month, Workers workers)
{
    auto const& d = world.demography;
    auto const first = static_cast<std::size_t>(((d.next_cohort - 1) % cohort_count) * d.places_per_cohort);
    for (int round = 0; round < meeting_rounds; ++round) {
        auto const random = round_random(key, month, round);
        propose(world, params, random, first, first + static_cast<std::size_t>(d.cohort_12), workers,
                [&](YouthId youth) { return std::optional{random.uniform(world.youths.identity[youth], settling)}; });
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
