#include "model/observe_peers.hpp"

#include "core/collect.hpp"

#include <algorithm>
#include <functional>
#include <span>

namespace pijler {
namespace {

void size_for(World const& world, Workers workers, Surroundings& around)
{
    around.word.resize(world.youths.count() + 1);
    around.class_sum.resize(world.classes.count());
    around.club_sum.resize(world.clubs.count());
    around.neighbourhood_sum.resize(world.neighbourhoods.count());
    around.parts.resize(static_cast<std::size_t>(std::max(1, workers.threads)));
    for (auto& part : around.parts) {
        part.class_sum.resize(world.classes.count());
        part.neighbourhood_sum.resize(world.neighbourhoods.count());
    }
}

// What each youth of a block shows to others this month.
IN_VECTORS void show(Youths const& youths, std::size_t begin, std::size_t end, std::uint64_t* word)
{
    auto const at = [begin](auto const& column) { return column.data() + begin; };
    auto const* stage = at(youths.stage);
    auto const* frequency = at(youths.frequency);
    auto const* approval = at(youths.approval);
    auto const* just_started = at(youths.just_started);
    auto const* age = at(youths.school_age);
    for_lanes(end - begin, [=](std::size_t k) { word[k] = FriendWord::pack(frequency[k], approval[k], just_started[k] != 0, uses(stage[k]) & (age[k] >= 18)); });
}

constexpr int members_from = 40;

GroupUse unpacked(std::uint64_t sum) { return {sum & ((std::uint64_t{1} << members_from) - 1), static_cast<std::uint32_t>(sum >> members_from)}; }

OthersUse seen_by_members(std::uint64_t sum)
{
    auto const [frequency, members] = unpacked(sum);
    if (members < 2) return {0.0F, 0.0F};
    float const each = 1.0F / static_cast<float>(members - 1);
    return {static_cast<float>(frequency) * 0x1p-16F * each, each};
}

template <class GroupId, class Visible>
void show_members(Column<GroupId, std::uint64_t> const& sum, Column<GroupId, OthersUse>& seen, Visible const& visible)
{
    seen.resize(sum.size());
    for (GroupId group{}; group.index < sum.size(); ++group.index) {
        auto const [all, each] = seen_by_members(sum[group]);
        float const share = std::max(visible(group), 0x1p-10F);  // never nothing: the group itself stays
        seen[group] = {all * share, each * share};
    }
}

// Adds up what a block of youths shows of use, by class, neighbourhood and year group.
void add_block(Youths const& y, std::uint64_t const* word, std::size_t begin, std::size_t end, Surroundings::Part& part)
{
    auto const at = [begin](auto const& column) { return column.data() + begin; };
    auto const* const present = at(y.present);
    auto const* const age = at(y.school_age);
    auto const* const class_group = at(y.class_group);
    auto const* const neighbourhood = at(y.neighbourhood);
    // Those of a year lie side by side: their sum is kept at hand.
    std::uint64_t of_year = 0;
    std::uint8_t year = 0;
    for (std::size_t k = 0; k < end - begin; ++k) {
        auto const adds = (word[k] & FriendWord::share_mask) | std::uint64_t{present[k]} << members_from;
        part.class_sum[class_group[k]] += adds;
        part.neighbourhood_sum[neighbourhood[k]] += adds;
        if (age[k] != year) {
            part.age_sum[year] += of_year;
            of_year = 0;
            year = age[k];
        }
        of_year += adds;
    }
    part.age_sum[year] += of_year;
}

// By club: most are in none, so that members are looked up.
void sum_clubs(Members<ClubId> const& members, Column<YouthId, std::uint64_t> const& word, Workers workers, Column<ClubId, std::uint64_t>& sum)
{
    constexpr std::size_t some = 64;
    for_each_index(workers, (sum.size() + some - 1) / some, [&](std::size_t index) {
        auto const end = std::min((index + 1) * some, sum.size());
        for (ClubId club{static_cast<std::uint32_t>(index * some)}; club.index < end; ++club.index) {
            auto const all = members.of(club);
            std::uint64_t use = 0;
            for (auto const one : all) use += word[one] & FriendWord::share_mask;
            sum[club] = use | std::uint64_t{all.size()} << members_from;
        }
    });
}

// What is looked up for some youths, gathered first so that the arithmetic runs in vectors; so few that it stays in the nearest cache.
struct Looked {
    static constexpr std::size_t most = 256;
    static_assert(block_size % most == 0);

    static constexpr int siblings_from = 56;  // above what the words take

    std::array<OthersUse, most + 8> classes, clubs, streets;
    std::array<std::uint64_t, most + 8> siblings;  // FriendWord summed over them, and their number
};

// What friends show, summed.
void sum_friends(Youths const& y, std::uint64_t const* word, std::size_t begin, std::size_t end, std::uint64_t* friends)
{
    // Rows are asked for ahead, and where words outgrow the second cache what most rows lead to as well.
    constexpr std::size_t row_ahead = 64, words_ahead = 32, most_have = 8, words_in_cache = std::size_t{1} << 16;
    auto const* const ties = y.ties.data();
    auto const sum = [=](std::size_t i) {
        __builtin_prefetch(ties + i + row_ahead);
        std::uint64_t all = 0;
        for (auto const one : ties[i]) all += word[one.index];
        friends[i] = all;
    };
    auto i = begin;
    if (y.count() > words_in_cache)
        for (; i < std::min(end, y.count() - words_ahead); ++i) {
            for (std::size_t n = 0; n < most_have; ++n) __builtin_prefetch(word + ties[i + words_ahead][n].index);
            sum(i);
        }
    for (; i < end; ++i) sum(i);
}

using SiblingTies = std::span<OlderSibling const>;

// Takes the siblings of these youths from the front of `ties`.
void look_at_siblings(std::uint64_t const* word, std::size_t begin, std::size_t end, SiblingTies& ties, Looked& looked)
{
    looked.siblings.fill(0);
    auto tie = ties.begin();
    for (; tie != ties.end() && tie->youth.index < end; ++tie) looked.siblings[tie->youth.index - begin] += word[tie->sibling.index] + (std::uint64_t{1} << Looked::siblings_from);
    ties = {tie, ties.end()};
}

void look_at_groups(Youths const& y, Surroundings const& around, std::size_t begin, std::size_t end, Looked& looked)
{
    auto const at = [begin](auto const& column) { return column.data() + begin; };
    auto const* const class_group = at(y.class_group);
    auto const* const club = at(y.club);
    auto const* const neighbourhood = at(y.neighbourhood);
    for (std::size_t k = 0; k < end - begin; ++k) {
        looked.classes[k] = around.classes[class_group[k]];
        looked.clubs[k] = around.clubs[club[k]];
        looked.streets[k] = around.neighbourhoods[neighbourhood[k]];
    }
}

struct Weights {
    float friends, class_, club, siblings, street;
};

IN_VECTORS void weigh(std::uint8_t const* degree, Surroundings& around, Weights const& weights, Looked const& looked, std::size_t begin, std::size_t count)
{
    auto const w = weights;
    auto const at = [begin](auto& column) { return column.data() + begin; };
    auto const* word = at(around.word);
    auto const* friends = at(around.friends);
    auto* per_friend = at(around.per_friend);
    auto* seen_use = at(around.seen_use);
    auto* seen_weight = at(around.seen_weight);
    for_lanes(count, [=, &looked](std::size_t k) {
        float const own = FriendWord::frequency(word[k]);
        auto const mean = [own](OthersUse const& use) { return use.all - own * use.each; };
        auto const are = [](float each) { return each > 0.0F ? 1.0F : 0.0F; };
        float const each = degree[k] != 0 ? 1.0F / static_cast<float>(degree[k]) : 0.0F;
        per_friend[k] = each;
        auto const siblings = static_cast<float>(static_cast<std::int32_t>(looked.siblings[k] >> Looked::siblings_from));
        float const per_sibling = siblings > 0.0F ? 1.0F / siblings : 0.0F;
        seen_weight[k] = w.friends * are(each) + w.class_ * are(looked.classes[k].each) + w.club * are(looked.clubs[k].each) +
                         w.street * are(looked.streets[k].each) + w.siblings * are(per_sibling);
        seen_use[k] = w.friends * (FriendWord::frequency(friends[k]) * each) + w.class_ * mean(looked.classes[k]) + w.club * mean(looked.clubs[k]) +
                      w.street * mean(looked.streets[k]) + w.siblings * (FriendWord::frequency(looked.siblings[k]) * per_sibling);
    });
}

}  // namespace

void describe(ParameterVisitor& visit, ObservationParams& p)
{
    visit("norms.weight.friends", p.weight_friends, {"", 0.25, 0.6, "weight of close friends in what a youth believes peers do", "prototype", Grade::J});
    visit("norms.weight.class", p.weight_class, {"", 0.0, 0.5, "weight of the class, study group or workplace", "prototype", Grade::J});
    visit("norms.weight.club", p.weight_club, {"", 0.0, 0.3, "weight of the club", "prototype", Grade::J});
    visit("norms.weight.siblings", p.weight_siblings, {"", 0.0, 0.4, "weight of older siblings at home", "prototype", Grade::J});
    visit("norms.weight.street", p.weight_street, {"", 0.0, 0.4, "weight of the neighbourhood", "prototype", Grade::J});
    visit("norms.weight.self", p.weight_self, {"", 0.0, 0.3, "weight of own use (false consensus)", "ross1977", Grade::C});
    visit("norms.visibility.friends", p.visibility_friends, {"", 0.5, 1.0, "how well friends' use is seen", "prototype", Grade::J});
    visit("norms.visibility.class", p.visibility_class, {"", 0.2, 0.8, "how well classmates' use is seen", "prototype", Grade::J});
    visit("norms.visibility.club", p.visibility_club, {"", 0.1, 0.8, "how well club members' use is seen", "prototype", Grade::J});
    visit("norms.visibility.siblings", p.visibility_siblings, {"", 0.3, 1.0, "how well siblings' use is seen", "prototype", Grade::J});
    visit("norms.visibility.street", p.visibility_street, {"", 0.0, 0.6, "how well use in the neighbourhood is seen", "prototype", Grade::J});
}

void publish(World const& world, Workers workers, Surroundings& around)
{
    size_for(world, workers, around);
    auto const& y = world.youths;
    auto* const word = around.word.data();
    // Integer sums: neither their order nor who adds them can show.
    for_each_part(workers, around.parts.size(), y.count(), [&](std::size_t n, std::size_t begin, std::size_t end) {
        auto& part = around.parts[n];
        part.class_sum.fill(0);
        part.neighbourhood_sum.fill(0);
        part.age_sum.fill(0);
        for (; begin < end; begin += block_size) {
            auto const until = std::min(begin + block_size, end);
            show(y, begin, until, word + begin);
            add_block(y, word + begin, begin, until, part);
        }
    });
    around.word[y.nobody()] = 0;
    sum_clubs(world.clubs.members, around.word, workers, around.club_sum);
    around.class_sum.fill(0);
    around.neighbourhood_sum.fill(0);
    std::array<std::uint64_t, oldest_age + 2> age_sum{};
    for (auto const& part : around.parts) {
        around.class_sum.array() += part.class_sum.array();
        around.neighbourhood_sum.array() += part.neighbourhood_sum.array();
        std::ranges::transform(age_sum, part.age_sum, age_sum.begin(), std::plus{});
    }
    around.class_sum[ClassId{}] = around.neighbourhood_sum[NeighbourhoodId{}] = 0;  // in none
    std::ranges::transform(age_sum, around.by_age.begin(), unpacked);
}

double use_in(std::uint64_t group_sum) { return static_cast<double>(unpacked(group_sum).frequency) * 0x1p-16; }
double members_in(std::uint64_t group_sum) { return static_cast<double>(unpacked(group_sum).members); }

void see_groups(World const& world, Surroundings const& shown, Surroundings& seen)
{
    auto const n = world.youths.count();
    seen.friends.resize(n);
    seen.per_friend.resize(n);
    seen.seen_use.resize(n);
    seen.seen_weight.resize(n);
    seen.by_age = shown.by_age;
    show_members(shown.class_sum, seen.classes, [&](ClassId group) { return world.classes.visible[group]; });
    show_members(shown.club_sum, seen.clubs, [](ClubId) { return 1.0F; });
    show_members(shown.neighbourhood_sum, seen.neighbourhoods, [&](NeighbourhoodId place) { return world.neighbourhoods.now[place].visible; });
}

bool hide_alike(World const& one, World const& other)
{
    return one.classes.visible == other.classes.visible &&
           std::ranges::equal(one.neighbourhoods.now, other.neighbourhoods.now, {}, &Locality::visible, &Locality::visible);
}

LookAround::LookAround(ObservationParams const& p)
    : friends_{static_cast<float>(p.weight_friends * p.visibility_friends)}, class_{static_cast<float>(p.weight_class * p.visibility_class)},
      club_{static_cast<float>(p.weight_club * p.visibility_club)}, siblings_{static_cast<float>(p.weight_siblings * p.visibility_siblings)},
      street_{static_cast<float>(p.weight_street * p.visibility_street)}
{
}

void LookAround::operator()(World const& world, Youths const& tied, Surroundings& around, std::size_t begin, std::size_t end) const
{
    auto const& y = world.youths;
    auto const* const word = around.word.data();
    SiblingTies siblings{std::ranges::lower_bound(world.older_siblings, begin, {}, [](OlderSibling const& tie) { return std::size_t{tie.youth.index}; }), world.older_siblings.end()};
    Looked looked;
    for (; begin < end; begin += Looked::most) {
        auto const until = std::min(begin + Looked::most, end);
        sum_friends(tied, word, begin, until, around.friends.data());
        look_at_groups(y, around, begin, until, looked);
        look_at_siblings(word, begin, until, siblings, looked);
        weigh(tied.degree.data() + begin, around, {friends_, class_, club_, siblings_, street_}, looked, begin, until - begin);
    }
}

void LookAround::otherwise_hidden(World const& twin, Surroundings const& reference, Surroundings& seen, std::size_t begin, std::size_t end) const
{
    auto const& y = twin.youths;
    for (YouthId youth{static_cast<std::uint32_t>(begin)}; youth.index < end; ++youth.index) {
        float const own = FriendWord::frequency(reference.word[youth]);
        auto const mean = [own](OthersUse const& use) { return use.all - own * use.each; };
        auto const class_group = y.class_group[youth];
        auto const place = y.neighbourhood[youth];
        seen.friends[youth] = reference.friends[youth];
        seen.per_friend[youth] = reference.per_friend[youth];
        seen.seen_weight[youth] = reference.seen_weight[youth];
        seen.seen_use[youth] = reference.seen_use[youth] + class_ * (mean(seen.classes[class_group]) - mean(reference.classes[class_group])) +
                               street_ * (mean(seen.neighbourhoods[place]) - mean(reference.neighbourhoods[place]));
    }
}

void observe_peers(World const& world, ObservationParams const& params, Workers workers, Surroundings& around)
{
    publish(world, workers, around);
    see_groups(world, around, around);
    LookAround const look{params};
    for_each_block(workers, world.youths.count(), [&](std::size_t begin, std::size_t end) { look(world, world.youths, around, begin, end); });
}

}  // namespace pijler
