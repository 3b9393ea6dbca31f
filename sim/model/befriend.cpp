#include "model/befriend.hpp"

#include "model/end_ties.hpp"
#include "model/judge_ties.hpp"
#include "model/tie_rows.hpp"

#include <algorithm>
#include <tuple>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> priority{19, "friendship.priority"};
constexpr Purpose<YouthIdentity> looking{21, "friendship.look"};

using Proposal = Friendships::Proposal;

constexpr int settling_rounds = 48;
constexpr int meeting_rounds = 6;

// Sub-rounds draw in months of their own, far from any simulated one.
MonthRandom round_random(RandomKey const& key, int month, int round) { return {key, -1'000'000 + 64 * month + round}; }

IN_VECTORS void appear(Youths const& y, std::size_t begin, std::size_t count, Appearance* appearance)
{
    auto const at = [begin](auto const& column) { return column.data() + begin; };
    auto const* degree = at(y.degree);
    auto const* wanted = at(y.sociability);
    auto const* age = at(y.school_age);
    auto const* stage = at(y.stage);
    auto const* sex = at(y.sex);
    for_lanes(count, [=](std::size_t k) {
        auto const most = static_cast<std::uint8_t>(wanted[k] < 15 ? wanted[k] : 15);
        auto const years = static_cast<std::uint8_t>(age[k] - youngest_age) & 15U;
        auto const group = static_cast<std::uint8_t>(static_cast<std::uint8_t>(uses(stage[k])) | static_cast<std::uint8_t>(static_cast<std::uint8_t>(sex[k]) << 1));
        appearance[k] = static_cast<Appearance>(degree[k] | most << 4 | years << 8 | group << 12);
    });
}

// Youths of a block who look at a tie.
struct Lookers {
    std::size_t count = 0;
    BlockOf<std::uint32_t> youth;
    BlockOf<float> draw;
};

// Those of them who look for the same, and whom each look is about.
struct Looks {
    std::size_t count = 0;
    BlockOf<std::uint32_t> youth, other;

    YouthId from(std::size_t n) const { return {youth[n]}; }
    YouthId to(std::size_t n) const { return {other[n]}; }
};

template <class Act>
void in_stretches(Looks const& looks, Act const& act)
{
    for (std::size_t begin = 0; begin < looks.count; begin += TieRows::most) act(begin, std::min(TieRows::most, looks.count - begin));
}

// Each look's `other` becomes one of the youth's friends, picked by the hash; nobody for who has none.
IN_VECTORS void pick_friends(Youths const& y, PairHash const& hash, Looks& looks)
{
    auto const nobody = y.nobody().index;
    TieRows rows;
    std::array<std::uint32_t, TieRows::most> chooser;
    in_stretches(looks, [&](std::size_t begin, std::size_t count) {
        rows.gather(y, &looks.youth[begin], count);
        for_lanes(count, [&](std::size_t n) { chooser[n] = hash.from(looks.from(begin + n)); });
        rows.pick(chooser.data(), nobody, count, [nobody](std::size_t, std::uint32_t one) { return one == nobody ? ~std::uint32_t{0} : 0U; }, &looks.other[begin]);
    });
}

// Each look's `other`, a friend, becomes one of that friend's friends who is none of the youth's yet; nobody where there is none.
IN_VECTORS void pick_friends_of_friends(Youths const& y, PairHash const& hash, Looks& looks)
{
    auto const nobody = y.nobody().index;
    TieRows own, theirs;
    std::array<std::uint32_t, TieRows::most> chooser, middle;
    in_stretches(looks, [&](std::size_t begin, std::size_t count) {
        auto const* const youth = &looks.youth[begin];
        auto* const other = &looks.other[begin];
        for_lanes(count, [&](std::size_t n) { middle[n] = other[n] == nobody ? youth[n] : other[n]; });  // whose friends are all the youth's
        own.gather(y, youth, count);
        theirs.gather(y, middle.data(), count);
        for_lanes(count, [&](std::size_t n) { chooser[n] = hash.from({youth[n]}); });
        theirs.pick(chooser.data(), nobody, count,
                    [&own, youth, nobody](std::size_t n, std::uint32_t one) { return own.holds(n, one) | ((one == nobody) | (one == youth[n]) ? ~std::uint32_t{0} : 0U); }, other);
    });
}

// Looks that become proposals, by the youth's own judgement; returns how many are added.
template <class Bound, class Chance>
IN_VECTORS std::size_t judge_looks(Judge const& judge, PairHash const& hash, Looks const& looks, bool forms, Bound const& bounds, Chance const& chance, Proposal* proposals)
{
    std::size_t proposed = 0;
    Looks open;
    BlockOf<float> draw, open_draw;
    for_lanes(looks.count, [&](std::size_t n) { draw[n] = uniform(hash.directed(looks.from(n), looks.to(n))); });
    for (std::size_t n = 0; n < looks.count; ++n) {
        auto const [least, most] = bounds(looks.from(n), looks.to(n));
        proposals[proposed] = {looks.from(n), looks.to(n), forms};
        proposed += draw[n] < least;
        open.youth[open.count] = looks.youth[n];
        open.other[open.count] = looks.other[n];
        open_draw[open.count] = draw[n];
        open.count += (draw[n] >= least) & (draw[n] < most);
    }
    TieRows own, theirs;
    std::array<std::uint32_t, TieRows::most> common;
    in_stretches(open, [&](std::size_t begin, std::size_t count) {
        own.gather(judge.y(), &open.youth[begin], count);
        theirs.gather(judge.y(), &open.other[begin], count);
        own.count_common(theirs, judge.y().nobody().index, count, common.data());
        for (std::size_t n = 0; n < count; ++n) {
            auto const known = std::min<std::size_t>(common[n], Chances::commons - 1);
            proposals[proposed] = {open.from(begin + n), open.to(begin + n), forms};
            proposed += open_draw[begin + n] < chance(open.from(begin + n), open.to(begin + n), known);
        }
    });
    return proposed;
}

// Proposals of youths who look at a tie; returns how many there are. In passes, so that reading the rows of friends overlaps.
std::size_t propose_all(Judge const& judge, Lookers const& lookers, Proposal* proposals)
{
    auto const& y = judge.y();
    auto const nobody = y.nobody();
    auto const expect = [](auto const& column, YouthId youth) {
        auto const* const place = reinterpret_cast<char const*>(column.data() + youth.index);
        __builtin_prefetch(place);
        __builtin_prefetch(place + sizeof(*column.data()) - 1);  // rows of ties may lie on two lines
    };
    Looks fewer, by_friends, by_circle;
    for (std::size_t n = 0; n < lookers.count; ++n) {
        // The draw's remainder tells where the youth looks for one more.
        YouthId const youth{lookers.youth[n]};
        float const wants_fewer = judge.chances.wants_fewer(judge.seen[youth]);
        bool const drops = lookers.draw[n] < wants_fewer;
        bool const asks = lookers.draw[n] - wants_fewer < judge.through_friends * (1.0F - wants_fewer);
        fewer.youth[fewer.count] = by_friends.youth[by_friends.count] = by_circle.youth[by_circle.count] = youth.index;
        fewer.count += drops;
        by_friends.count += !drops & asks;
        by_circle.count += !drops & !asks;
    }
    auto const keep = [nobody](Looks& looks, Looks* others) {
        std::size_t kept = 0;
        for (std::size_t n = 0; n < looks.count; ++n) {
            auto const youth = looks.youth[n], other = looks.other[n];
            looks.youth[kept] = youth;
            looks.other[kept] = other;
            kept += other != nobody.index;
            if (others == nullptr) continue;
            others->youth[others->count] = youth;
            others->count += other == nobody.index;
        }
        looks.count = kept;
    };
    pick_friends(y, judge.to_drop, fewer);
    keep(fewer, nullptr);
    for (std::size_t n = 0; n < fewer.count; ++n) expect(judge.seen, fewer.to(n));
    pick_friends(y, judge.between, by_friends);
    for (std::size_t n = 0; n < by_friends.count; ++n) expect(y.ties, by_friends.to(n));
    pick_friends_of_friends(y, judge.to_meet, by_friends);
    keep(by_friends, &by_circle);  // who has no friend with another friend looks in class or club
    for (std::size_t n = 0; n < by_friends.count; ++n) expect(judge.seen, by_friends.to(n));
    for (std::size_t n = 0; n < by_circle.count; ++n) by_circle.other[n] = judge.from_circle(by_circle.from(n)).index;
    keep(by_circle, nullptr);

    auto const dropping = [&](YouthId youth, YouthId other) { return judge.of_dropping(youth, other); };
    auto const drops = [&](YouthId youth, YouthId other, std::size_t common) { return judge.drops(youth, other, common); };
    auto const forms = [&](YouthId youth, YouthId other, std::size_t common) { return judge.forms(youth, other, common); };
    auto const forming = [&](std::size_t common) { return [&judge, common](YouthId youth, YouthId other) { return judge.of_forming(youth, other, common); }; };
    auto proposed = judge_looks(judge, judge.dropped, fewer, false, dropping, drops, proposals);
    proposed += judge_looks(judge, judge.formed, by_friends, true, forming(1), forms, proposals + proposed);
    return proposed + judge_looks(judge, judge.formed, by_circle, true, forming(0), forms, proposals + proposed);
}

// Draws of the youths of a block who look at a tie this time, out of `share` of them; -1 for the others.
IN_VECTORS void choose_lookers(PairHash const& look, std::uint8_t const* present, std::size_t begin, std::size_t count, float share, float* draws)
{
    float const stretch = share > 0.0F ? 1.0F / share : 0.0F;
    for_lanes(count, [=](std::size_t k) {
        float const draw = uniform(look.from({static_cast<std::uint32_t>(begin + k)}));
        draws[k] = ((draw < share) & (present[k] != 0)) ? draw * stretch : -1.0F;
    });
}

// Ties a youth can still take: sociable youths somewhat beyond their wish.
int room(Youths const& y, YouthId youth) { return std::min<int>(tie_capacity, y.sociability[youth] + 2) - y.degree[youth]; }

void add_tie(Youths& y, YouthId a, YouthId b)
{
    y.ties[a][y.degree[a]++] = b;
    y.ties[b][y.degree[b]++] = a;
}

}  // namespace

template <class Look>
void Friendships::propose(World const& world, FriendshipParams const& params, MonthRandom const& random, Workers workers, Places among, Look const& look)
{
    auto const& y = world.youths;
    proposals_.resize(y.count());
    appearance_.resize(y.count());
    block_count_.assign(blocks_in(y.count()), 0);
    for_each_block(workers, y.count(), [&](std::size_t begin, std::size_t end) { appear(y, begin, end - begin, appearance_.data() + begin); });
    Judge const judge{world, appearance_, params, random};
    auto const first_block = among.begin / block_size;
    for_each_index(workers, blocks_in(among.end) - first_block, [&](std::size_t nth) {
        auto const block = first_block + nth;
        auto const begin = block * block_size;
        auto const end = std::min(begin + block_size, y.count());
        BlockOf<float> draws;
        look(begin, end, draws.data());
        Lookers lookers;
        for (auto youth = begin; youth < end; ++youth) {
            lookers.youth[lookers.count] = static_cast<std::uint32_t>(youth);
            lookers.draw[lookers.count] = draws[youth - begin];
            lookers.count += draws[youth - begin] >= 0.0F;
        }
        block_count_[block] = static_cast<std::uint32_t>(propose_all(judge, lookers, proposals_.data() + begin));
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
    for (std::size_t n = 0; n < free_.size(); ++n) {
        constexpr std::size_t ahead = 16;
        if (n + ahead < free_.size()) {
            for (auto const youth : {free_[n + ahead].from, free_[n + ahead].to}) {
                auto const& row = y.ties[youth];
                __builtin_prefetch(&row.front());
                __builtin_prefetch(&row.back());
            }
        }
        tie(free_[n]);
    }
    std::ranges::sort(contested_, {}, [](Contested const& c) { return std::tuple{c.hash, c.proposal.from, c.proposal.to}; });
    for (auto const& c : contested_) tie(c.proposal);
    each([&](Proposal const& p) { wanted_[p.from] = wanted_[p.to] = 0; });
}

void Friendships::look_and_tie(World& world, FriendshipParams const& params, MonthRandom const& random, Workers workers, float share)
{
    auto const look = random.pair_hash(looking);
    propose(world, params, random, workers, {0, world.youths.count()}, [&](std::size_t begin, std::size_t end, float* draws) {
        choose_lookers(look, world.youths.present.data() + begin, begin, end - begin, share, draws);
    });
    apply(world, random);
}

void Friendships::befriend(World& world, FriendshipParams const& params, MonthRandom const& random, Workers workers)
{
    look_and_tie(world, params, random, workers, static_cast<float>(params.reconsider));
}

void Friendships::meet_classmates(World& world, FriendshipParams const& params, RandomKey const& key, int month, Workers workers)
{
    auto const& y = world.youths;
    auto const newcomers = places_of(world.demography, world.demography.next_cohort - 1);
    for (int round = 0; round < meeting_rounds; ++round) {
        auto const random = round_random(key, month, round);
        auto const look = random.pair_hash(looking);
        propose(world, params, random, workers, newcomers, [&](std::size_t begin, std::size_t end, float* draws) {
            for (auto i = begin; i < end; ++i) {
                YouthId const youth{static_cast<std::uint32_t>(i)};
                bool const looks = y.present[youth] && y.school_age[youth] == youngest_age && y.degree[youth] + 2 <= y.sociability[youth];
                draws[i - begin] = looks ? uniform(look.from(youth)) : -1.0F;
            }
        });
        apply(world, random);
    }
}

void Friendships::settle(World& world, FriendshipParams const& params, RandomKey const& key, int first_month, Workers workers)
{
    for (int round = 0; round < settling_rounds; ++round) look_and_tie(world, params, round_random(key, first_month - 1, round), workers, 1.0F);
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
