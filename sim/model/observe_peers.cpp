#include "model/observe_peers.hpp"

namespace pijler {
namespace {

void size_for(World const& world, Surroundings& around)
{
    auto const n = world.youths.count();
    if (around.friends.size() == n) return;
    around.word.resize(n + 1);
    around.friends.resize(n);
    around.per_friend.resize(n);
    around.seen_use.resize(n);
    around.seen_weight.resize(n);
    around.classes.resize(world.classes.count());
    around.clubs.resize(world.clubs.count());
    around.neighbourhoods.resize(world.neighbourhoods.count());
}

// What each youth shows to others this month.
void show(Youths const& youths, Workers workers, Column<YouthId, std::uint64_t>& word)
{
    for_each_block(workers, youths.count(), [&](std::size_t begin, std::size_t end) {
        for (auto i = begin; i < end; ++i) {
            YouthId const youth{static_cast<std::uint32_t>(i)};
            auto const stage = youths.stage[youth];
            word[youth] = FriendWord::pack(youths.frequency[youth], youths.approval[youth], uses(stage), youths.just_started[youth] != 0,
                                           uses(stage) && youths.school_age[youth] >= 18);
        }
    });
    word[youths.nobody()] = 0;
}

void count_others(auto& groups)
{
    for (auto& group : groups) group.per_other = group.members > 1 ? 0x1p-16F / static_cast<float>(group.members - 1) : 0.0F;
}

// Means of classes, clubs, neighbourhoods and year groups. Integer sums: their order cannot show.
void sum_groups(World const& world, Surroundings& around)
{
    auto const& youths = world.youths;
    around.classes.fill({});
    around.clubs.fill({});
    around.neighbourhoods.fill({});
    around.by_age.fill({});
    for (std::size_t i = 0; i < youths.count(); ++i) {
        YouthId const youth{static_cast<std::uint32_t>(i)};
        if (!youths.present[youth]) continue;
        auto const frequency = around.word[youth] & FriendWord::mask;
        auto const add = [frequency](GroupSum& group) {
            group.frequency += frequency;
            ++group.members;
        };
        if (auto const group = youths.class_group[youth]; group.index != 0) add(around.classes[group]);
        if (auto const club = youths.club[youth]; club.index != 0) add(around.clubs[club]);
        if (auto const place = youths.neighbourhood[youth]; place.index != 0) add(around.neighbourhoods[place]);
        add(around.by_age[youths.school_age[youth]]);
    }
    count_others(around.classes);
    count_others(around.clubs);
    count_others(around.neighbourhoods);
}

// Mean use of a group without the youth, and nothing when no one else is in it.
struct OtherMembers {
    float mean;
    float present;  // 1 or 0
};
OtherMembers others(GroupSum const& group, std::uint64_t own)
{
    return {static_cast<float>(static_cast<std::int64_t>(group.frequency - own)) * group.per_other, group.per_other > 0.0F ? 1.0F : 0.0F};
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
    show(world.youths, workers, around.word);
    sum_groups(world, around);
}

LookAround::LookAround(ObservationParams const& p)
    : friends_{static_cast<float>(p.weight_friends * p.visibility_friends)}, class_{static_cast<float>(p.weight_class * p.visibility_class)},
      club_{static_cast<float>(p.weight_club * p.visibility_club)}, siblings_{static_cast<float>(p.weight_siblings * p.visibility_siblings)},
      street_{static_cast<float>(p.weight_street * p.visibility_street)}
{
    for (std::size_t n = 1; n <= tie_capacity; ++n) per_friend_[n] = 1.0F / static_cast<float>(n);
}

void LookAround::operator()(World const& world, Surroundings& around, std::size_t begin, std::size_t end) const
{
    auto const& youths = world.youths;
    for (auto i = begin; i < end; ++i) {
        YouthId const youth{static_cast<std::uint32_t>(i)};
        std::uint64_t sum = 0;
        for (auto const friend_ : youths.ties[youth]) sum += around.word[friend_];
        around.friends[youth] = sum;
        float const each = per_friend_[youths.degree[youth]];
        around.per_friend[youth] = each;

        auto const own = around.word[youth] & FriendWord::mask;
        auto const in_class = others(around.classes[youths.class_group[youth]], own);
        auto const in_club = others(around.clubs[youths.club[youth]], own);
        auto const in_street = others(around.neighbourhoods[youths.neighbourhood[youth]], own);
        float const friends = each > 0.0F ? friends_ : 0.0F;
        float weight = friends + class_ * in_class.present + club_ * in_club.present + street_ * in_street.present;
        float seen = friends * FriendWord::frequency(sum) * each + class_ * in_class.mean + club_ * in_club.mean + street_ * in_street.mean;
        float sibling_use = 0.0F;
        float siblings = 0.0F;
        for (auto const sibling : youths.older_siblings[youth]) {
            sibling_use += FriendWord::frequency(around.word[sibling]);
            siblings += sibling.index < youths.count() ? 1.0F : 0.0F;
        }
        if (siblings > 0.0F) {
            weight += siblings_;
            seen += siblings_ * sibling_use / siblings;
        }
        around.seen_use[youth] = seen;
        around.seen_weight[youth] = weight;
    }
}

void observe_peers(World const& world, ObservationParams const& params, Workers workers, Surroundings& around)
{
    publish(world, workers, around);
    LookAround const look{params};
    for_each_block(workers, world.youths.count(), [&](std::size_t begin, std::size_t end) { look(world, around, begin, end); });
}

}  // namespace pijler
