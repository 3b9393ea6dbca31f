#include "model/befriend.hpp"

#include "core/collect.hpp"
#include "model/end_ties.hpp"
#include "model/look_for_ties.hpp"
#include "model/tie_rows.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> priority{19, "friendship.priority"};
constexpr Purpose<YouthIdentity> looking{21, "friendship.look"};

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

// Draws of the youths of a block who look at a tie this time, out of `share` of them; -1 for the others.
IN_VECTORS void choose_lookers(PairHash const& look, std::uint8_t const* present, std::size_t begin, std::size_t count, float share, float* draws)
{
    float const stretch = share > 0.0F ? 1.0F / share : 0.0F;
    for_lanes(count, [=](std::size_t k) {
        float const draw = uniform(look.from({static_cast<std::uint32_t>(begin + k)}));
        draws[k] = ((draw < share) & (present[k] != 0)) ? draw * stretch : -1.0F;
    });
}

// Ties that a youth can still take: sociable youths somewhat beyond their wish.
std::uint8_t room(std::uint8_t wanted, std::uint8_t degree)
{
    auto const most = static_cast<std::uint8_t>(wanted < tie_capacity - 2 ? wanted + 2 : tie_capacity);
    return static_cast<std::uint8_t>(most > degree ? most - degree : 0);
}

IN_VECTORS void find_room(Youths const& y, Places among, std::uint8_t* room_of)
{
    auto const* wanted = y.sociability.data();
    auto const* degree = y.degree.data();
    for_lanes(among.end - among.begin, [=, begin = among.begin](std::size_t n) { room_of[begin + n] = room(wanted[begin + n], degree[begin + n]); });
}

bool within(Places share, std::size_t youth) { return youth - share.begin < share.end - share.begin; }

// By how many each youth of a share is wanted as a friend; more than enough is as good as all.
void count_wanted(std::vector<Proposals> const& proposals, Places share, Column<YouthId, std::uint8_t>& wanted)
{
    auto const count = [&](YouthId youth) { wanted[youth] = static_cast<std::uint8_t>(wanted[youth] + (wanted[youth] < 100)); };
    std::fill(wanted.data() + share.begin, wanted.data() + share.end, std::uint8_t{0});
    for (std::size_t block = 0; block < proposals.size(); ++block) {
        bool const ours = within(share, block * block_size);
        for (auto const p : proposals[block].form) {
            if (ours) count(p.from);
            if (within(share, p.to.index)) count(p.to);
        }
    }
}

// Adds a friend to a youth's row who is not there yet.
void tie_end(Youths& y, YouthId youth, YouthId other)
{
    auto& row = y.ties[youth];
    if (!holds(row, other)) row[y.degree[youth]++] = other;
}

// Calls act(youth, other) for the ends of proposals that lie in a share of the youths, in the order of proposals; their rows are asked for
// a block before.
template <class Act>
void each_end(Youths const& y, std::vector<Proposals> const& proposals, std::vector<Proposal> Proposals::*list, Places share, Act const& act)
{
    std::vector<Proposal> const none;
    auto const of = [&](std::size_t block) -> std::vector<Proposal> const& { return block < proposals.size() ? proposals[block].*list : none; };
    for (std::size_t next = 0; next <= proposals.size(); ++next) {
        auto const& coming = of(next);
        auto const& present = of(next - 1);
        bool const coming_ours = within(share, next * block_size), present_ours = within(share, (next - 1) * block_size);
        for (std::size_t n = 0; n < std::max(coming.size(), present.size()); ++n) {
            if (n < coming.size()) {
                if (coming_ours) TieRows::expect(y, coming[n].from);
                if (within(share, coming[n].to.index)) TieRows::expect(y, coming[n].to);
            }
            if (n < present.size()) {
                if (present_ours) act(present[n].from, present[n].to);
                if (within(share, present[n].to.index)) act(present[n].to, present[n].from);
            }
        }
    }
}

// Calls act(share) for as many shares of the youths as there are threads.
template <class Act>
void in_shares(Workers workers, std::size_t count, Act const& act)
{
    for_each_part(workers, static_cast<std::size_t>(workers.threads), count, [&](std::size_t, std::size_t begin, std::size_t end) { act(Places{begin, end}); });
}

}  // namespace

template <class Look>
void Friendships::propose(World const& world, FriendshipParams const& params, MonthRandom const& random, Workers workers, Places among, Look const& look)
{
    auto const& y = world.youths;
    proposals_.resize(blocks_in(y.count()));
    appearance_.resize(y.count());
    in_shares(workers, y.count(), [&](Places share) { appear(y, share.begin, share.end - share.begin, appearance_.data() + share.begin); });
    Judge const judge{world, appearance_, params, random};
    for_each_block(workers, y.count(), [&](std::size_t begin, std::size_t end) {
        Lookers lookers;
        if (begin < among.end && end > among.begin) {
            look(begin, end, lookers.draw.data());
            for (auto i = begin; i < end; ++i) {
                lookers.youth[lookers.count] = static_cast<std::uint32_t>(i);
                lookers.count += 1U - (std::bit_cast<std::uint32_t>(lookers.draw[i - begin]) >> 31);  // not below 0
            }
        }
        look_for_ties(judge, lookers, proposals_[begin / block_size]);
    });
}

// Each end of a tie is cut and tied on its own, in the order of proposals, so that a thread writes the rows of its share of youths alone.
void Friendships::accept(World& world, MonthRandom const& random, Workers workers)
{
    auto& y = world.youths;
    room_.resize(y.count());
    wanted_.resize(y.count());
    auto const for_all = [&](auto const& act) { in_shares(workers, y.count(), act); };
    auto const each_block = [&](Places share, auto const& act) { std::for_each(proposals_.data() + share.begin / block_size, proposals_.data() + blocks_in(share.end), act); };
    for_all([&](Places share) {
        each_end(y, proposals_, &Proposals::drop, share, [&](YouthId youth, YouthId other) { cut_end(y, youth, other); });
        find_room(y, share, room_.data());
    });
    // Ties that form only take room away: a proposal with an end that has none by now comes to nothing.
    for_all([&](Places share) {
        each_block(share, [&](Proposals& of_block) { std::erase_if(of_block.form, [&](Proposal p) { return room_[p.from] == 0 || room_[p.to] == 0; }); });
    });
    for_all([&](Places share) { count_wanted(proposals_, share, wanted_); });
    // Where an end is wanted by more than it has room for, the keyed priority decides; the others are tied without more ado.
    auto const ranks = random.pair_hash(priority);
    auto const is_contested = [&](Proposal p) { return wanted_[p.from] > room_[p.from] || wanted_[p.to] > room_[p.to]; };
    for_all([&](Places share) {
        each_block(share, [&](Proposals& of_block) {
            of_block.contested.clear();
            for (auto const p : of_block.form)
                if (is_contested(p)) of_block.contested.push_back({ranks.symmetric(p.from, p.to), p});
            if (!of_block.contested.empty()) std::erase_if(of_block.form, is_contested);
        });
    });
    for_all([&](Places share) { each_end(y, proposals_, &Proposals::form, share, [&](YouthId youth, YouthId other) { tie_end(y, youth, other); }); });
    contested_.clear();
    for (auto const& of_block : proposals_) contested_.insert(contested_.end(), of_block.contested.begin(), of_block.contested.end());
    std::ranges::sort(contested_, {}, [](Proposals::Ranked const& r) { return std::tuple{r.rank, r.proposal.from, r.proposal.to}; });
    auto const is_full = [&](YouthId youth) { return room(y.sociability[youth], y.degree[youth]) == 0; };
    for (std::size_t n = 0; n < contested_.size(); ++n) {
        auto const ahead = contested_[std::min(n + 8, contested_.size() - 1)].proposal;
        TieRows::expect(y, ahead.from);
        TieRows::expect(y, ahead.to);
        auto const [from, to] = contested_[n].proposal;
        if (is_full(from) || is_full(to) || tied(y, from, to)) continue;
        tie_end(y, from, to);
        tie_end(y, to, from);
    }
}

void Friendships::look_and_tie(World& world, FriendshipParams const& params, MonthRandom const& random, Workers workers, float share)
{
    auto const look = random.pair_hash(looking);
    propose(world, params, random, workers, {0, world.youths.count()}, [&](std::size_t begin, std::size_t end, float* draws) {
        choose_lookers(look, world.youths.present.data() + begin, begin, end - begin, share, draws);
    });
    accept(world, random, workers);
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
        accept(world, random, workers);
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
    visit("friendship.form_intercept", p.form_intercept, {"log-odds", -8.0, 2.0, "acceptance of a possible friend", "calibration", Grade::K});
    visit("friendship.drop_intercept", p.drop_intercept, {"log-odds", -2.0, 8.0, "dropping of a friend under review", "calibration", Grade::K});
    visit("friendship.same_sex", p.same_sex, {"log-odds", 0.0, 6.0, "attraction by same sex", "calibration", Grade::K});
    visit("friendship.age_gap", p.age_gap, {"log-odds per year", -1.0, 0.0, "attraction lost per year of age between", "prototype", Grade::J});
    visit("friendship.selection", p.selection, {"log-odds", 0.0, 3.0, "attraction by same use, as half the contrast between same and different", "calibration", Grade::K});
    visit("friendship.drop_outside_class", p.drop_outside_class, {"log-odds", 0.0, 1.5, "ties outside the class are dropped more easily", "prototype", Grade::J});
    visit("friendship.common_friends", p.common_friends, {"log-odds per friend", 0.0, 6.0, "attraction by each common friend (up to four)", "calibration", Grade::K});
    visit("friendship.through_friends", p.through_friends, {"", 0.5, 1.0, "possible friends who are friends of friends", "calibration", Grade::K});
    visit("friendship.through_class", p.through_class, {"", 0.3, 1.0, "other possible friends who are met in class, the rest in the club", "prototype", Grade::J});
}

}  // namespace pijler
