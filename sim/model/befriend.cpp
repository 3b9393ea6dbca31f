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
constexpr Purpose<YouthIdentity> member{24, "friendship.member"};
constexpr Purpose<YouthIdentity> settling{21, "friendship.settling"};

using Proposal = Friendships::Proposal;

constexpr int settling_rounds = 48;
constexpr int meeting_rounds = 6;

// Sub-rounds draw in months of their own, far from any simulated one.
MonthRandom round_random(RandomKey const& key, int month, int round) { return {key, -1'000'000 + 64 * month + round}; }

struct Judge {
    Judge(World const& of, FriendshipParams const& p, MonthRandom const& month)
        : world{of}, to_drop{month.pair_hash(drop_pick)}, dropped{month.pair_hash(drop_accept)}, between{month.pair_hash(via)},
          to_meet{month.pair_hash(candidate)}, formed{month.pair_hash(form_accept)}, where{month.pair_hash(circle)}, whom{month.pair_hash(member)},
          degree_pull{single(p.degree_pull)}, form_intercept{single(p.form_intercept)}, drop_intercept{single(p.drop_intercept)},
          same_sex{single(p.same_sex)}, age_gap{single(p.age_gap)}, selection{single(p.selection)}, drop_outside_class{single(p.drop_outside_class)},
          per_common_friend{single(p.common_friends)}, through_friends{single(p.through_friends)}, through_class{single(p.through_class)}
    {
    }
    static float single(double value) { return static_cast<float>(value); }

    World const& world;
    PairHash to_drop, dropped, between, to_meet, formed, where, whom;
    float degree_pull, form_intercept, drop_intercept, same_sex, age_gap, selection, drop_outside_class, per_common_friend, through_friends, through_class;

    Youths const& y() const { return world.youths; }

    // Attraction, in log-odds.
    float likeness(YouthId a, YouthId b) const
    {
        float const gap = static_cast<float>(std::abs(int{y().school_age[a]} - int{y().school_age[b]}));
        return (y().sex[a] == y().sex[b] ? same_sex : 0.0F) + age_gap * gap + (uses(y().stage[a]) == uses(y().stage[b]) ? selection : -selection) +
               per_common_friend * static_cast<float>(std::min(4, common_friends(y(), a, b)));
    }

    float wants_fewer(YouthId youth) const
    {
        return logistic(degree_pull * (static_cast<float>(y().degree[youth]) - static_cast<float>(y().sociability[youth])));
    }

    // The friend in a row with the smallest keyed rank, leaving out three; nobody when none is left. Without branches, for vectors: the
    // place in the row stands in the lowest bits of its rank.
    YouthId pick(std::uint32_t chooser, TieRow const& row, std::array<YouthId, 3> const& barred) const
    {
        constexpr std::uint32_t places = 15;
        static_assert(tie_capacity < places);
        auto const nobody = y().nobody().index;
        auto best = ~std::uint32_t{0};
        for (std::uint32_t n = 0; n < tie_capacity; ++n) {
            auto const one = row[n].index;
            auto const out = static_cast<std::uint32_t>(one == nobody) | static_cast<std::uint32_t>(one == barred[0].index) |
                             static_cast<std::uint32_t>(one == barred[1].index) | static_cast<std::uint32_t>(one == barred[2].index);
            best = std::min(best, (PairHash::rank(chooser, row[n]) & ~places) | n | (0U - out));
        }
        return best == ~std::uint32_t{0} ? y().nobody() : row[best & places];
    }
    YouthId pick(std::uint32_t chooser, TieRow const& row) const { return pick(chooser, row, {y().nobody(), y().nobody(), y().nobody()}); }

    bool drops(YouthId youth, YouthId other) const
    {
        bool const classmates = y().class_group[youth] == y().class_group[other] && y().class_group[youth].index != 0;
        float const chance = logistic(drop_intercept - likeness(youth, other) + (classmates ? 0.0F : drop_outside_class));
        return uniform(dropped.directed(youth, other)) < chance;
    }

    bool forms(YouthId youth, YouthId other) const
    {
        float const chance = logistic(form_intercept + likeness(youth, other)) * (1.0F - wants_fewer(other));
        return uniform(formed.directed(youth, other)) < chance;
    }

    // A member of the class or club. Membership is the same in every arm, so a position in its list is as stable as a keyed hash.
    YouthId from_circle(YouthId youth) const
    {
        float const draw = uniform(whom.directed(youth, youth));
        bool const in_club = y().club[youth].index != 0;
        bool const of_class = !in_club || draw < through_class;
        auto const members = of_class ? world.classes.members.of(y().class_group[youth]) : world.clubs.members.of(y().club[youth]);
        if (members.size() < 2) return y().nobody();
        float const place = of_class ? draw / (in_club ? through_class : 1.0F) : (draw - through_class) / (1.0F - through_class);
        auto const other = members[std::min(members.size() - 1, static_cast<std::size_t>(place * static_cast<float>(members.size())))];
        return other == youth || tied(y(), youth, other) ? y().nobody() : other;
    }

    // The friend through whom a youth looks for another this month; nobody for those who look in class or club.
    YouthId go_between(YouthId youth) const
    {
        bool const asks = uniform(where.directed(youth, youth)) < through_friends;
        return asks ? pick(between.from(youth), y().ties[youth]) : y().nobody();
    }

    // A friend of the go-between who is no friend yet; after three who are, the search is given up.
    YouthId friend_of(YouthId middle, YouthId youth) const
    {
        auto const from = to_meet.from(youth);
        std::array<YouthId, 3> known{youth, youth, youth};
        for (std::size_t n = 1; n <= known.size(); ++n) {
            auto const other = pick(from, y().ties[middle], known);
            if (other == y().nobody() || !tied(y(), youth, other)) return other;
            if (n < known.size()) known[n] = other;
        }
        return y().nobody();
    }
};

// Proposals of the youths in [begin, end) who look at a tie (whose draw is not negative); returns how many there are. In passes over the
// block, so that reading the rows of friends overlaps.
[[gnu::target_clones("arch=x86-64-v3", "default")]] std::size_t propose_all(Judge const& judge, Column<YouthId, float> const& draws, std::size_t begin, std::size_t end,
                                                                            Proposal* proposals)
{
    struct Pair {
        YouthId youth, other;
    };
    std::array<YouthId, block_size> lookers;
    std::array<Pair, block_size> fewer, more;
    std::size_t looking = 0, dropping = 0, forming = 0, count = 0;
    for (auto i = begin; i < end; ++i) {
        YouthId const youth{static_cast<std::uint32_t>(i)};
        lookers[looking] = youth;
        looking += draws[youth] >= 0.0F;
    }
    for (std::size_t n = 0; n < looking; ++n) {
        auto const youth = lookers[n];
        bool const wants_fewer = draws[youth] < judge.wants_fewer(youth);
        fewer[dropping].youth = more[forming].youth = youth;
        dropping += wants_fewer;
        forming += !wants_fewer;
    }
    auto const nobody = judge.y().nobody();
    for (std::size_t n = 0; n < dropping; ++n) fewer[n].other = judge.pick(judge.to_drop.from(fewer[n].youth), judge.y().ties[fewer[n].youth]);
    for (std::size_t n = 0; n < forming; ++n) more[n].other = judge.go_between(more[n].youth);
    for (std::size_t n = 0; n < forming; ++n)
        if (more[n].other != nobody) more[n].other = judge.friend_of(more[n].other, more[n].youth);
    for (std::size_t n = 0; n < forming; ++n)
        if (more[n].other == nobody) more[n].other = judge.from_circle(more[n].youth);
    for (std::size_t n = 0; n < dropping; ++n) {
        proposals[count] = {fewer[n].youth, fewer[n].other, false};
        count += fewer[n].other != nobody && judge.drops(fewer[n].youth, fewer[n].other);
    }
    for (std::size_t n = 0; n < forming; ++n) {
        proposals[count] = {more[n].youth, more[n].other, true};
        count += more[n].other != nobody && judge.forms(more[n].youth, more[n].other);
    }
    return count;
}

// Ties a youth can still take: sociable youths somewhat beyond their wish.
int room(Youths const& y, YouthId youth) { return std::min<int>(tie_capacity, y.sociability[youth] + 2) - y.degree[youth]; }

void add_tie(Youths& y, YouthId a, YouthId b)
{
    y.ties[a][y.degree[a]++] = b;
    y.ties[b][y.degree[b]++] = a;
}

}  // namespace

void Friendships::propose(World const& world, FriendshipParams const& params, MonthRandom const& random, Workers workers)
{
    Judge const judge{world, params, random};
    proposals_.resize(world.youths.count());
    block_count_.assign(blocks_in(world.youths.count()), 0);
    for_each_block(workers, world.youths.count(), [&](std::size_t begin, std::size_t end) {
        block_count_[begin / block_size] = static_cast<std::uint32_t>(propose_all(judge, looks_, begin, end, proposals_.data() + begin));
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
    auto const ranks = random.pair_hash(priority);
    contested_.clear();
    free_.clear();
    auto const crowded = [&](YouthId youth) { return wanted_[youth] > room(y, youth); };
    each([&](Proposal const& p) {
        if (!p.forms) return;
        if (crowded(p.from) || crowded(p.to))
            contested_.push_back({ranks.symmetric(p.from, p.to), p});
        else
            free_.push_back(p);
    });
    auto const tie = [&](Proposal const& p) {
        if (!tied(y, p.from, p.to) && room(y, p.from) > 0 && room(y, p.to) > 0) add_tie(y, p.from, p.to);
    };
    for (auto const& p : free_) tie(p);
    std::ranges::sort(contested_, {}, [](Contested const& c) { return std::tuple{c.hash, c.proposal.from, c.proposal.to}; });
    for (auto const& c : contested_) tie(c.proposal);
    each([&](Proposal const& p) { wanted_[p.from] = wanted_[p.to] = 0; });
}

void Friendships::befriend(World& world, FriendshipParams const& params, MonthRandom const& random, MonthDraws const& draws, Workers workers)
{
    auto const reconsider = static_cast<float>(params.reconsider);
    float const stretch = 1.0F / std::max(reconsider, 1e-9F);
    looks_.resize(world.youths.count());
    for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index) {
        float const draw = draws[youth].friendship;
        looks_[youth] = draw < reconsider && world.youths.present[youth] ? draw * stretch : -1.0F;
    }
    propose(world, params, random, workers);
    apply(world, random);
}

void Friendships::meet_classmates(World& world, FriendshipParams const& params, RandomKey const& key, int month, Workers workers)
{
    auto const& y = world.youths;
    looks_.resize(y.count());
    for (int round = 0; round < meeting_rounds; ++round) {
        auto const random = round_random(key, month, round);
        for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
            bool const looks = y.present[youth] && y.school_age[youth] == youngest_age && y.degree[youth] + 2 <= y.sociability[youth];
            looks_[youth] = looks ? random.uniform(y.identity[youth], settling) : -1.0F;
        }
        propose(world, params, random, workers);
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
    visit("friendship.form_intercept", p.form_intercept, {"log-odds", -6.0, 3.0, "acceptance of a possible friend", "calibration", Grade::K});
    visit("friendship.drop_intercept", p.drop_intercept, {"log-odds", -3.0, 6.0, "dropping of a friend under review", "calibration", Grade::K});
    visit("friendship.same_sex", p.same_sex, {"log-odds", 0.0, 5.0, "attraction by same sex", "calibration", Grade::K});
    visit("friendship.age_gap", p.age_gap, {"log-odds per year", -1.0, 0.0, "attraction lost per year of age between", "prototype", Grade::J});
    visit("friendship.selection", p.selection, {"log-odds", 0.0, 3.0, "attraction by same use, as half the contrast between same and different; set so that friends are as alike as found, more than stochastic actor models report", "calibration", Grade::K});
    visit("friendship.drop_outside_class", p.drop_outside_class, {"log-odds", 0.0, 1.5, "ties outside the class are dropped more easily", "prototype", Grade::J});
    visit("friendship.common_friends", p.common_friends, {"log-odds per friend", 0.0, 3.0, "attraction by each common friend (up to four)", "calibration", Grade::K});
    visit("friendship.through_friends", p.through_friends, {"", 0.2, 1.0, "possible friends who are friends of friends", "calibration", Grade::K});
    visit("friendship.through_class", p.through_class, {"", 0.3, 1.0, "other possible friends who are met in class, the rest in the club", "prototype", Grade::J});
}

}  // namespace pijler
