#include "model/observe_peers.hpp"

#include <algorithm>

namespace pijler {
namespace {

void size_for(World const& world, Surroundings& around)
{
    auto const n = world.youths.count();
    if (around.word.size() == n + 1) return;
    around.word.resize(n + 1);
    around.class_sum.resize(world.classes.count());
    around.club_sum.resize(world.clubs.count());
    around.neighbourhood_sum.resize(world.neighbourhoods.count());
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
    if (members < 2) return {};
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

// Use in classes, clubs, neighbourhoods and year groups. Integer sums: their order cannot show.
void sum_groups(World const& world, Surroundings& around)
{
    auto const& youths = world.youths;
    around.class_sum.fill(0);
    around.club_sum.fill(0);
    around.neighbourhood_sum.fill(0);
    std::array<std::uint64_t, oldest_age + 2> age_sum{};
    for (std::size_t i = 0; i < youths.count(); ++i) {
        YouthId const youth{static_cast<std::uint32_t>(i)};
        auto const adds = (around.word[youth] & FriendWord::share_mask) | std::uint64_t{youths.present[youth]} << members_from;
        around.class_sum[youths.class_group[youth]] += adds;
        around.club_sum[youths.club[youth]] += adds;
        around.neighbourhood_sum[youths.neighbourhood[youth]] += adds;
        age_sum[youths.school_age[youth]] += adds;
    }
    around.class_sum[ClassId{}] = around.club_sum[ClubId{}] = around.neighbourhood_sum[NeighbourhoodId{}] = 0;  // in none
    std::ranges::transform(age_sum, around.by_age.begin(), unpacked);
}

// What is looked up for a block of youths, gathered first so that the arithmetic runs in vectors.
struct Looked {
    BlockOf<OthersUse> classes, clubs, streets;
    BlockOf<std::uint64_t> siblings;  // FriendWord summed over them
    BlockOf<float> sibling_count;
};

void gather(World const& world, Surroundings& around, std::array<float, tie_capacity + 1> const& one_of, std::size_t begin, std::size_t end, Looked& looked)
{
    auto const& y = world.youths;
    auto const at = [begin](auto& column) { return column.data() + begin; };
    auto const* const word = around.word.data();
    auto const* const ties = at(y.ties);
    auto* const friends = at(around.friends);
    auto const* const degree = at(y.degree);
    auto* const each = at(around.per_friend);
    for (std::size_t k = 0; k < end - begin; ++k) {
        std::uint64_t sum = 0;
        for (auto const friend_ : ties[k]) sum += word[friend_.index];
        friends[k] = sum;
        each[k] = one_of[degree[k]];
    }
    auto const* const class_group = at(y.class_group);
    auto const* const club = at(y.club);
    auto const* const neighbourhood = at(y.neighbourhood);
    for (std::size_t k = 0; k < end - begin; ++k) {
        looked.classes[k] = around.classes[class_group[k]];
        looked.clubs[k] = around.clubs[club[k]];
        looked.streets[k] = around.neighbourhoods[neighbourhood[k]];
    }
    std::fill_n(looked.siblings.begin(), end - begin, std::uint64_t{0});
    std::fill_n(looked.sibling_count.begin(), end - begin, 0.0F);
    YouthId const first{static_cast<std::uint32_t>(begin)};
    for (auto tie = std::ranges::lower_bound(world.older_siblings, first, {}, &OlderSibling::youth); tie != world.older_siblings.end() && tie->youth.index < end; ++tie) {
        looked.siblings[tie->youth.index - begin] += word[tie->sibling.index];
        looked.sibling_count[tie->youth.index - begin] += 1.0F;
    }
}

struct Weights {
    float friends, class_, club, siblings, street;
};

IN_VECTORS void weigh(Surroundings& around, Weights const& weights, Looked const& looked, std::size_t begin, std::size_t count)
{
    auto const w = weights;
    auto const at = [begin](auto& column) { return column.data() + begin; };
    auto const* word = at(around.word);
    auto const* friends = at(around.friends);
    auto const* per_friend = at(around.per_friend);
    auto* seen_use = at(around.seen_use);
    auto* seen_weight = at(around.seen_weight);
    for_lanes(count, [=, &looked](std::size_t k) {
        float const own = FriendWord::frequency(word[k]);
        auto const mean = [own](OthersUse const& use) { return use.all - own * use.each; };
        auto const are = [](float each) { return each > 0.0F ? 1.0F : 0.0F; };
        float const each = per_friend[k];
        float const siblings = looked.sibling_count[k];
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
    size_for(world, around);
    for_each_block(workers, world.youths.count(), [&](std::size_t begin, std::size_t end) { show(world.youths, begin, end, around.word.data() + begin); });
    around.word[world.youths.nobody()] = 0;
    sum_groups(world, around);
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
    for (std::size_t n = 1; n <= tie_capacity; ++n) one_of_[n] = 1.0F / static_cast<float>(n);
}

void LookAround::operator()(World const& world, Surroundings& around, std::size_t begin, std::size_t end) const
{
    Looked looked;
    gather(world, around, one_of_, begin, end, looked);
    weigh(around, {friends_, class_, club_, siblings_, street_}, looked, begin, end - begin);
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
    for_each_block(workers, world.youths.count(), [&](std::size_t begin, std::size_t end) { look(world, around, begin, end); });
}

}  // namespace pijler
