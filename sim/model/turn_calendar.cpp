#include "model/turn_calendar.hpp"

#include "core/collect.hpp"
#include "model/admit_newcomers.hpp"
#include "model/cohorts.hpp"
#include "model/exchange_parenting.hpp"
#include "model/grow_older.hpp"
#include "model/order_homes.hpp"

#include <vector>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> migration{12, "calendar.migration"};

constexpr int sibling_seen_from_age = 15;

void leave_home(World& world, YouthId youth)
{
    auto const house = world.youths.household[youth];
    auto& homes = world.households;
    auto& children = homes.child[house];
    auto& count = homes.children[house];
    for (std::size_t n = 0; n < count; ++n)
        if (children[n] == youth) children[n] = children[count - 1U];
    --count;
    if (count > 0 || homes.planned[house] > 0) return;
    homes.parents[house] = 0;
    world.free_households.push_back(house);
}

// All but the ties, which end_ties() ends.
void depart(World& world, YouthId youth)
{
    auto& y = world.youths;
    leave_home(world, youth);
    y.present[youth] = 0;
    y.class_group[youth] = {};
    y.club[youth] = {};
    y.stage[youth] = Stage::never;
    y.months_since_use[youth] = 255;
    y.frequency[youth] = 0.0F;
    y.just_started[youth] = 0;
    y.care[youth] = Care::none;
}

// Of a cohort of whom fewer are in town from 18 on, some leave then.
void choose_who_leaves(World const& world, RandomKey const& key, Column<YouthId, Turn>& turn)
{
    auto const& d = world.demography;
    if (cohort_at_18(d) < 0 || d.cohort_18 >= d.cohort_12) return;
    auto const [first, end] = places_of(d, cohort_at_18(d));
    float const leaving = 1.0F - static_cast<float>(d.cohort_18) / static_cast<float>(d.cohort_12);
    for (YouthId youth{static_cast<std::uint32_t>(first)}; youth.index < end; ++youth.index)
        if (world.youths.present[youth] && MonthRandom{key, 0}.chance(leaving, world.youths.identity[youth], migration)) turn[youth] = Turn::departs;
}

// Youths whose turn it is to depart do.
void depart(World& world, Column<YouthId, Turn> const& turn)
{
    auto& y = world.youths;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index)
        if (turn[youth] == Turn::departs) depart(world, youth);
    auto const gone = [&](auto const& one) { return turn[one.youth] == Turn::departs; };
    std::erase_if(world.cases, gone);
    std::erase_if(world.suspended, gone);
}

// Older siblings of a block of youths are added.
void add_older_siblings(World const& world, std::size_t begin, std::size_t end, std::vector<OlderSibling>& found)
{
    auto const& y = world.youths;
    auto const& homes = world.households;
    std::array<OlderSibling, block_size * (children_max - 1) + children_max> pairs;
    BlockOf<YouthId> with_siblings;
    std::size_t youths = 0, count = 0;
    for (auto place = begin; place < end; ++place) {
        YouthId const youth{static_cast<std::uint32_t>(place)};
        with_siblings[youths] = youth;
        youths += (y.present[youth] != 0) & (homes.children[y.household[youth]] > 1);
    }
    for (std::size_t n = 0; n < youths; ++n) {
        auto const youth = with_siblings[n];
        auto const house = y.household[youth];
        for (std::size_t child = 0; child < homes.children[house]; ++child) {
            auto const other = homes.child[house][child];
            pairs[count] = {youth, other};
            count += (y.school_age[other] > y.school_age[youth]) & (y.school_age[other] >= sibling_seen_from_age);
        }
    }
    found.insert(found.end(), pairs.begin(), pairs.begin() + static_cast<std::ptrdiff_t>(count));
}

}  // namespace

void move_up(World& world, CalendarParams const& params, MonthRandom const& random, Workers workers)
{
    auto& y = world.youths;
    Column<YouthId, Turn> turn(y.count() + 1, Turn::stays);  // the last for nobody
    bool const in_town = world.demography.places_per_cohort > 0;
    for_each_block(workers, y.count(), [&](std::size_t begin, std::size_t end) { grow_older(world, params.reshuffle, random, begin, end, turn.data() + begin); });
    if (in_town) choose_who_leaves(world, random.key(), turn);
    depart(world, turn);
    if (in_town) admit_at_18(world, params.newcomers, params.stages, random.key(), workers);
    end_ties(y, turn, params.cut_on_change, random, workers);
}

void renew_groups(World& world, AcceptanceParams const& params, Workers workers)
{
    auto& y = world.youths;
    for_each_index(workers, 2, [&](std::size_t kind) { kind == 0 ? world.classes.members.renew(y.class_group, y.present) : world.clubs.members.renew(y.club, y.present); });
    for (ClassId group{1}; group.index < world.classes.count(); ++group.index) {
        auto const pupils = world.classes.members.of(group);
        world.classes.school[group] = pupils.empty() ? SchoolId{} : y.school[pupils.front()];
    }
    for_each_block(workers, y.count(), [&](std::size_t begin, std::size_t end) { find_proneness(world, params, begin, end); });
    world.older_siblings = collect<OlderSibling>(
        workers, y.count(), [&](std::size_t begin, std::size_t end, std::vector<OlderSibling>& found) { add_older_siblings(world, begin, end, found); });
    find_circles(world, workers);
}

void turn_school_year(World& world, CalendarParams const& params, MonthRandom const& random, Workers workers)
{
    move_up(world, params, random, workers);
    if (world.demography.places_per_cohort > 0) {
        admit_cohort(world, params.newcomers, random.key(), workers);
        order_homes(world, workers);
    }
    renew_groups(world, params.acceptance, workers);
}

}  // namespace pijler
