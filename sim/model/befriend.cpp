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
constexpr Purpose<YouthIdentity> member{24, "friendship.member"};
constexpr Purpose<YouthIdentity> settling{21, "friendship.settling"};

using Proposal = Friendships::Proposal;

constexpr int settling_rounds = 48;
constexpr int meeting_rounds = 6;

// Sub-rounds draw in months of their own, far from any simulated one.
MonthRandom round_random(RandomKey const& key, int month, int round) { return {key, -1'000'000 + 64 * month + round}; }

// What ties with the youths of a block are judged by, in one small word each: 4 bits for the degree, the wanted degree and years over 12,
// then use and sex.
using Appearance = Friendships::Appearance;
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

// Chances by what two youths have alike, reckoned once a month.
class Chances {
public:
    explicit Chances(FriendshipParams const& p)
    {
        for (std::size_t alike = 0; alike < 4; ++alike)
            for (std::size_t years = 0; years < 16; ++years)
                for (std::size_t common = 0; common < commons; ++common) {
                    double const attraction = (alike & 2U ? 0.0 : p.same_sex) + (alike & 1U ? -p.selection : p.selection) +
                                              p.age_gap * static_cast<double>(years) + p.common_friends * static_cast<double>(common);
                    auto const place = (alike * 16 + years) * commons + common;
                    forms_[place] = chance(p.form_intercept + attraction);
                    drops_[0][place] = chance(p.drop_intercept - attraction);
                    drops_[1][place] = chance(p.drop_intercept - attraction + p.drop_outside_class);
                }
        for (int gap = -15; gap <= 15; ++gap) wants_fewer_[static_cast<std::size_t>(gap + 15)] = chance(p.degree_pull * gap);
    }

    // Of a youth who looks at a tie, that the look is for one fewer.
    float wants_fewer(Appearance youth) const { return wants_fewer_[(youth & 15U) + 15U - (youth >> 4 & 15U)]; }
    // By the number of common friends: that a possible friend becomes one, as far as `one` is concerned, or that a friend is dropped.
    float const* forms(Appearance one, Appearance other) const { return &forms_[place(one, other)]; }
    float const* drops(Appearance one, Appearance other, bool classmates) const { return &drops_[classmates ? 0 : 1][place(one, other)]; }

    static constexpr std::size_t commons = 5;  // more than four common friends attract no more

private:
    static float chance(double log_odds) { return logistic(static_cast<float>(log_odds)); }
    static std::size_t place(Appearance one, Appearance other)
    {
        auto const years = std::abs((one >> 8 & 15) - (other >> 8 & 15));
        auto const alike = (one ^ other) >> 12;
        return static_cast<std::size_t>(alike * 16 + years) * commons;
    }
    using ByLikeness = std::array<float, 4 * 16 * commons>;
    ByLikeness forms_;
    std::array<ByLikeness, 2> drops_;  // within a class, outside it
    std::array<float, 31> wants_fewer_;
};

// Chooses and judges on the state at the start of the month.
struct Judge {
    Judge(World const& of, Column<YouthId, Appearance> const& appearances, FriendshipParams const& p, MonthRandom const& month)
        : world{of}, seen{appearances}, to_drop{month.pair_hash(drop_pick)}, dropped{month.pair_hash(drop_accept)}, between{month.pair_hash(via)},
          to_meet{month.pair_hash(candidate)}, formed{month.pair_hash(form_accept)}, whom{month.pair_hash(member)},
          chances{p}, through_friends{static_cast<float>(p.through_friends)}, through_class{static_cast<float>(p.through_class)}
    {
    }

    World const& world;
    Column<YouthId, Appearance> const& seen;
    PairHash to_drop, dropped, between, to_meet, formed, whom;
    Chances chances;
    float through_friends, through_class;

    Youths const& y() const { return world.youths; }
    TieRow const& ties(YouthId youth) const { return y().ties[youth]; }

    // The one in a row with the smallest keyed rank, `out` left out; nobody when none is left. The place stands in a rank's lowest bits.
    YouthId pick(std::uint32_t chooser, TieRow const& row, TieLanes const& out) const
    {
        using Four = TieLanes::Four;
        constexpr std::uint32_t places = 15;
        static_assert(tie_capacity == 12 && tie_capacity < places);
        TieLanes const lanes{row};
        auto const rank = [&](std::uint32_t four) -> Four {
            return (PairHash::rank(chooser, lanes.part()[four]) & ~places) | (Four{0, 1, 2, 3} + 4 * four) | out.part()[four];
        };
        auto const smaller = [](Four const& a, Four const& b) -> Four { return a < b ? a : b; };
        Four const best = smaller(smaller(rank(0), rank(1)), rank(2));
        auto const smallest = std::min(std::min(best[0], best[1]), std::min(best[2], best[3]));
        return smallest == ~std::uint32_t{0} ? y().nobody() : row[smallest & places];
    }
    YouthId pick(std::uint32_t chooser, TieRow const& row) const { return pick(chooser, row, TieLanes{row}.holding(y().nobody())); }

    std::size_t common_friends(YouthId a, YouthId b) const
    {
        auto const common = TieLanes{ties(a)}.among(ties(b)).without(TieLanes{ties(a)}.holding(y().nobody())).count();
        return std::min(static_cast<std::size_t>(common), Chances::commons - 1);
    }

    bool drops(YouthId youth, YouthId other) const
    {
        float const draw = uniform(dropped.directed(youth, other));
        // Class and common friends are looked up only where they decide.
        auto const* inside = chances.drops(seen[youth], seen[other], true);
        auto const* outside = chances.drops(seen[youth], seen[other], false);
        if (draw >= inside[0] && draw >= outside[0]) return false;
        bool const classmates = y().class_group[youth] == y().class_group[other] && y().class_group[youth].index != 0;
        return draw < (classmates ? inside : outside)[common_friends(youth, other)];
    }

    // `at_least`: common friends known of.
    bool forms(YouthId youth, YouthId other, std::size_t at_least) const
    {
        auto const* chance = chances.forms(seen[youth], seen[other]);
        float const welcome = 1.0F - chances.wants_fewer(seen[other]);
        float const draw = uniform(formed.directed(youth, other));
        if (draw < chance[at_least] * welcome) return true;
        if (draw >= chance[Chances::commons - 1] * welcome) return false;
        return draw < chance[common_friends(youth, other)] * welcome;
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

    // A friend of the go-between who is no friend yet.
    YouthId friend_of(YouthId middle, YouthId youth) const
    {
        TieLanes const theirs{ties(middle)};
        auto out = theirs.among(ties(youth));
        out |= theirs.holding(youth);
        out |= theirs.holding(y().nobody());
        return pick(to_meet.from(youth), ties(middle), out);
    }
};

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

// Proposals of youths who look at a tie; returns how many there are. In passes, so that reading the rows of friends overlaps.
IN_VECTORS std::size_t propose_all(Judge const& judge, Lookers const& lookers, Proposal* proposals)
{
    auto const& y = judge.y();
    auto const nobody = y.nobody();
    auto const expect = [nobody](auto const& column, YouthId youth) {
        if (youth == nobody) return;
        auto const* const place = reinterpret_cast<char const*>(&column[youth]);
        __builtin_prefetch(place);
        __builtin_prefetch(place + sizeof column[youth] - 1);  // rows of ties may lie on two lines
    };
    Looks fewer, by_friends, by_circle;
    for (std::size_t n = 0; n < lookers.count; ++n) {
        // The draw's remainder tells where the youth looks for one more.
        YouthId const youth{lookers.youth[n]};
        expect(y.ties, youth);
        float const wants_fewer = judge.chances.wants_fewer(judge.seen[youth]);
        bool const drops = lookers.draw[n] < wants_fewer;
        bool const asks = lookers.draw[n] - wants_fewer < judge.through_friends * (1.0F - wants_fewer);
        fewer.youth[fewer.count] = by_friends.youth[by_friends.count] = by_circle.youth[by_circle.count] = youth.index;
        fewer.count += drops;
        by_friends.count += !drops & asks;
        by_circle.count += !drops & !asks;
    }
    auto const consider = [&](Looks& looks, PairHash const& hash, auto const& column) {
        for (std::size_t n = 0; n < looks.count; ++n) {
            auto const friend_ = judge.pick(hash.from(looks.from(n)), judge.ties(looks.from(n)));
            looks.other[n] = friend_.index;
            expect(column, friend_);
        }
    };
    consider(fewer, judge.to_drop, judge.seen);
    consider(by_friends, judge.between, y.ties);
    std::size_t found = 0;
    for (std::size_t n = 0; n < by_friends.count; ++n) {
        auto const youth = by_friends.from(n);
        auto const middle = by_friends.to(n);
        auto const other = middle == nobody ? nobody : judge.friend_of(middle, youth);
        expect(judge.seen, other);
        expect(y.ties, other);
        by_friends.youth[found] = by_circle.youth[by_circle.count] = youth.index;
        by_friends.other[found] = other.index;
        found += other != nobody;
        by_circle.count += other == nobody;  // who has no friend with another friend looks in class or club
    }
    by_friends.count = found;
    for (std::size_t n = 0; n < by_circle.count; ++n) {
        auto const other = judge.from_circle(by_circle.from(n));
        by_circle.other[n] = other.index;
        expect(judge.seen, other);
        expect(y.ties, other);
    }

    std::size_t proposed = 0;
    auto const propose = [&](Looks const& looks, bool forms, auto const& accepts) {
        for (std::size_t n = 0; n < looks.count; ++n) {
            proposals[proposed] = {looks.from(n), looks.to(n), forms};
            proposed += looks.to(n) != nobody && accepts(looks.from(n), looks.to(n));
        }
    };
    propose(fewer, false, [&](YouthId youth, YouthId other) { return judge.drops(youth, other); });
    propose(by_friends, true, [&](YouthId youth, YouthId other) { return judge.forms(youth, other, 1); });
    propose(by_circle, true, [&](YouthId youth, YouthId other) { return judge.forms(youth, other, 0); });
    return proposed;
}

IN_VECTORS void choose_lookers(float const* draw, std::uint8_t const* present, float reconsider, float stretch, std::size_t count, float* look)
{
    for_lanes(count, [=](std::size_t k) { look[k] = ((draw[k] < reconsider) & (present[k] != 0)) ? draw[k] * stretch : -1.0F; });
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

void Friendships::befriend(World& world, FriendshipParams const& params, MonthRandom const& random, MonthDraws const& draws, Workers workers)
{
    auto const reconsider = static_cast<float>(params.reconsider);
    float const stretch = 1.0F / std::max(reconsider, 1e-9F);
    propose(world, params, random, workers, {0, world.youths.count()}, [&](std::size_t begin, std::size_t end, float* look) {
        choose_lookers(draws.friendship.data() + begin, world.youths.present.data() + begin, reconsider, stretch, end - begin, look);
    });
    apply(world, random);
}

void Friendships::meet_classmates(World& world, FriendshipParams const& params, RandomKey const& key, int month, Workers workers)
{
    auto const& y = world.youths;
    auto const newcomers = places_of(world.demography, world.demography.next_cohort - 1);
    for (int round = 0; round < meeting_rounds; ++round) {
        auto const random = round_random(key, month, round);
        propose(world, params, random, workers, newcomers, [&](std::size_t begin, std::size_t end, float* look) {
            for (auto i = begin; i < end; ++i) {
                YouthId const youth{static_cast<std::uint32_t>(i)};
                bool const looks = y.present[youth] && y.school_age[youth] == youngest_age && y.degree[youth] + 2 <= y.sociability[youth];
                look[i - begin] = looks ? random.uniform(y.identity[youth], settling) : -1.0F;
            }
        });
        apply(world, random);
    }
}

void settle_friendships(World& world, FriendshipParams const& params, RandomKey const& key, int first_month, Workers workers)
{
    Friendships friendships;
    MonthDraws draws;
    draws.resize(world.youths.count());
    for (int round = 0; round < settling_rounds; ++round) {
        auto const random = round_random(key, first_month - 1, round);
        for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index)
            draws.friendship[youth] = random.uniform(world.youths.identity[youth], settling);
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
