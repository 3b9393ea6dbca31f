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

// What a tie with a youth is judged by, in one small word: 4 bits each for the degree, the wanted degree and years over 12, then use and sex.
using Appearance = Friendships::Appearance;
Appearance appearance(Youths const& y, YouthId youth)
{
    auto const bits = [](auto value) { return static_cast<unsigned>(value); };
    auto const years = bits(y.school_age[youth] - youngest_age) & 15U;
    return static_cast<Appearance>(bits(y.degree[youth]) | std::min(15U, bits(y.sociability[youth])) << 4 | years << 8 | bits(uses(y.stage[youth])) << 12 | bits(y.sex[youth]) << 13);
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
    // That a possible friend becomes one, as far as `one` is concerned.
    float forms(Appearance one, Appearance other, int common) const { return forms_[place(one, other, common)]; }
    float drops(Appearance one, Appearance other, int common, bool classmates) const { return drops_[classmates ? 0 : 1][place(one, other, common)]; }

private:
    static constexpr std::size_t commons = 5;
    static float chance(double log_odds) { return logistic(static_cast<float>(log_odds)); }
    static std::size_t place(Appearance one, Appearance other, int common)
    {
        auto const years = std::abs((one >> 8 & 15) - (other >> 8 & 15));
        auto const alike = (one ^ other) >> 12;
        return static_cast<std::size_t>((alike * 16 + years) * static_cast<int>(commons) + std::min(common, static_cast<int>(commons) - 1));
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
          to_meet{month.pair_hash(candidate)}, formed{month.pair_hash(form_accept)}, where{month.pair_hash(circle)}, whom{month.pair_hash(member)},
          chances{p}, through_friends{static_cast<float>(p.through_friends)}, through_class{static_cast<float>(p.through_class)}
    {
    }

    World const& world;
    Column<YouthId, Appearance> const& seen;
    PairHash to_drop, dropped, between, to_meet, formed, where, whom;
    Chances chances;
    float through_friends, through_class;

    Youths const& y() const { return world.youths; }
    TieRow const& ties(YouthId youth) const { return y().ties[youth]; }

    // The one in a row with the smallest keyed rank, `out` left out; nobody when none is left. The place stands in a rank's lowest bits.
    YouthId pick(std::uint32_t chooser, TieRow const& row, TieLanes const& out) const
    {
        using Four = TieLanes::Four;
        static constexpr std::uint32_t places = 15;
        static_assert(tie_capacity < places);
        Four best = ~Four{};
        for (std::uint32_t n = 0; n < TieLanes::fours; ++n) {
            Four const place = Four{0, 1, 2, 3} + 4 * n;
            Four const rank = (PairHash::rank(chooser, TieLanes{row}.part()[n]) & ~places) | place | out.part()[n];
            best = rank < best ? rank : best;
        }
        auto const smallest = std::min(std::min(best[0], best[1]), std::min(best[2], best[3]));
        return smallest == ~std::uint32_t{0} ? y().nobody() : row[smallest & places];
    }
    YouthId pick(std::uint32_t chooser, TieRow const& row) const { return pick(chooser, row, TieLanes{row}.holding(y().nobody())); }

    int common_friends(YouthId a, YouthId b) const
    {
        return TieLanes{ties(a)}.among(ties(b)).without(TieLanes{ties(a)}.holding(y().nobody())).count();
    }

    bool drops(YouthId youth, YouthId other) const
    {
        bool const classmates = y().class_group[youth] == y().class_group[other] && y().class_group[youth].index != 0;
        return uniform(dropped.directed(youth, other)) < chances.drops(seen[youth], seen[other], common_friends(youth, other), classmates);
    }

    bool forms(YouthId youth, YouthId other) const
    {
        float const chance = chances.forms(seen[youth], seen[other], common_friends(youth, other)) * (1.0F - chances.wants_fewer(seen[other]));
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
        return asks ? pick(between.from(youth), ties(youth)) : y().nobody();
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

    // Asks for the memory of a youth who will be judged soon.
    void expect(YouthId youth) const
    {
        if (youth == y().nobody()) return;
        __builtin_prefetch(&y().ties[youth]);
        __builtin_prefetch(&seen[youth]);
    }
};

struct Pair {
    YouthId youth, other;
};

// Proposals of the youths in [begin, end) who look at a tie (whose draw is not negative); returns how many there are. In passes over the
// block, so that reading the rows of friends overlaps.
IN_VECTORS std::size_t propose_all(Judge const& judge, std::array<float, block_size> const& draws, std::size_t begin,
                                                                            std::size_t end, Proposal* proposals)
{
    std::array<Pair, block_size> fewer, more;
    std::size_t looking = 0, dropping = 0, forming = 0, count = 0;
    for (auto i = begin; i < end; ++i) {
        more[looking].youth = {static_cast<std::uint32_t>(i)};
        looking += draws[i - begin] >= 0.0F;
    }
    for (std::size_t n = 0; n < looking; ++n) {
        auto const youth = more[n].youth;
        bool const wants_fewer = draws[youth.index - begin] < judge.chances.wants_fewer(judge.seen[youth]);
        fewer[dropping].youth = more[forming].youth = youth;
        dropping += wants_fewer;
        forming += !wants_fewer;
    }
    auto const nobody = judge.y().nobody();
    for (std::size_t n = 0; n < dropping; ++n) judge.expect(fewer[n].other = judge.pick(judge.to_drop.from(fewer[n].youth), judge.ties(fewer[n].youth)));
    for (std::size_t n = 0; n < forming; ++n) judge.expect(more[n].other = judge.go_between(more[n].youth));
    for (std::size_t n = 0; n < forming; ++n)
        if (more[n].other != nobody) more[n].other = judge.friend_of(more[n].other, more[n].youth);
    for (std::size_t n = 0; n < forming; ++n) {
        if (more[n].other == nobody) more[n].other = judge.from_circle(more[n].youth);
        judge.expect(more[n].other);
    }
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

template <class Look>
void Friendships::propose(World const& world, FriendshipParams const& params, MonthRandom const& random, Workers workers, Look const& look)
{
    auto const& y = world.youths;
    proposals_.resize(y.count());
    appearance_.resize(y.count());
    block_count_.assign(blocks_in(y.count()), 0);
    for_each_block(workers, y.count(), [&](std::size_t begin, std::size_t end) {
        for (auto i = begin; i < end; ++i) {
            YouthId const youth{static_cast<std::uint32_t>(i)};
            appearance_[youth] = appearance(y, youth);
        }
    });
    Judge const judge{world, appearance_, params, random};
    for_each_block(workers, y.count(), [&](std::size_t begin, std::size_t end) {
        std::array<float, block_size> draws;
        for (auto i = begin; i < end; ++i) draws[i - begin] = look(YouthId{static_cast<std::uint32_t>(i)});
        block_count_[begin / block_size] = static_cast<std::uint32_t>(propose_all(judge, draws, begin, end, proposals_.data() + begin));
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
    propose(world, params, random, workers, [&](YouthId youth) {
        float const draw = draws[youth].friendship;
        return draw < reconsider && world.youths.present[youth] ? draw * stretch : -1.0F;
    });
    apply(world, random);
}

void Friendships::meet_classmates(World& world, FriendshipParams const& params, RandomKey const& key, int month, Workers workers)
{
    auto const& y = world.youths;
    for (int round = 0; round < meeting_rounds; ++round) {
        auto const random = round_random(key, month, round);
        propose(world, params, random, workers, [&](YouthId youth) {
            bool const looks = y.present[youth] && y.school_age[youth] == youngest_age && y.degree[youth] + 2 <= y.sociability[youth];
            return looks ? random.uniform(y.identity[youth], settling) : -1.0F;
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
