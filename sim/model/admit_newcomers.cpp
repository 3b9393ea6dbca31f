#include "model/admit_newcomers.hpp"

#include "model/choose_school.hpp"
#include "model/cohorts.hpp"

#include <algorithm>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> birth{5, "calendar.birth"};
constexpr Purpose<YouthIdentity> home{6, "calendar.home"};
constexpr Purpose<YouthIdentity> schooling{7, "calendar.schooling"};
constexpr Purpose<HouseholdIdentity> family{3, "calendar.family"};

// Siblings are two or three years apart.
std::int16_t next_child(Cohort cohort, std::uint32_t bits) { return static_cast<std::int16_t>(cohort + 2 + static_cast<int>(bits & 1U)); }

void add_household_places(World& world, std::size_t more)
{
    auto& homes = world.households;
    auto const before = homes.count();
    homes.resize(before + more);
    for (auto place = before + more; place > before; --place) world.free_households.push_back({static_cast<std::uint32_t>(place - 1)});
}

// A block of new families, each named after its first child.
void found_block(World& world, std::span<YouthIdentity const> founders, std::span<HouseholdId const> houses, Cohort cohort, NewcomerParams const& params, RandomKey const& key)
{
    auto& homes = world.households;
    auto const& d = world.demography;
    MonthRandom const random{key, 0};
    BlockOf<RandomBlock> families, where;
    for (std::size_t k = 0; k < houses.size(); ++k) homes.identity[houses[k]] = {founders[k].value};
    random.blocks(std::span{&founders.data()->value, founders.size()}, family, families);
    random.blocks(founders, home, where);
    auto const one = static_cast<float>(d.family_size[0]);
    auto const two = static_cast<float>(d.family_size[1]);
    for (std::size_t k = 0; k < houses.size(); ++k) {
        auto const house = houses[k];
        auto const& bits = families[k];
        float const size = uniform(bits[1]);
        homes.parents[house] = uniform(bits[0]) < static_cast<float>(d.one_parent_share) ? 1 : 2;
        homes.planned[house] = size < one ? 0 : size < one + two ? 1 : 2;
        homes.next_cohort[house] = next_child(cohort, bits[2]);
        homes.children[house] = 0;
        if (world.neighbourhoods.count() > 1)
            homes.neighbourhood[house] = {static_cast<std::uint16_t>(1 + pick(uniform(where[k][0]), static_cast<int>(world.neighbourhoods.count()) - 1))};
    }
    give_parents(world, houses, key, params);
}

// Homes of new families go to free places.
void found_homes(World& world, std::span<YouthIdentity const> founders, std::span<HouseholdId> houses, Cohort cohort, NewcomerParams const& params, RandomKey const& key,
                 Workers workers)
{
    auto& free = world.free_households;
    if (free.size() < houses.size()) add_household_places(world, houses.size() - free.size());
    for (auto& house : houses) {
        house = free.back();
        free.pop_back();
    }
    for_each_block(workers, houses.size(), [&](std::size_t begin, std::size_t end) {
        found_block(world, founders.subspan(begin, end - begin), houses.subspan(begin, end - begin), cohort, params, key);
    });
}

Track secondary_track(Demography const& d, float draw)
{
    auto const vmbo = static_cast<float>(d.secondary_track[0]);
    auto const havo = static_cast<float>(d.secondary_track[1]);
    return draw < vmbo ? Track::vmbo : draw < vmbo + havo ? Track::havo : Track::vwo;
}

// Newcomers of a cohort, by the number within it.
struct Newcomers {
    Newcomers(Cohort cohort, int first, int end)
        : who(static_cast<std::size_t>(std::max(0, end - first))), house(who.size()), track(who.size()), school(who.size()), group(who.size())
    {
        for (std::size_t n = 0; n < who.size(); ++n) who[n] = member_of(cohort, first + static_cast<int>(n));
    }
    std::vector<YouthIdentity> who;
    std::vector<HouseholdId> house;
    std::vector<Track> track;
    std::vector<SchoolId> school;
    std::vector<ClassId> group;
};

// Homes of a cohort: those that expect a child, then new ones.
void find_homes(World& world, Newcomers& newcomers, Cohort cohort, NewcomerParams const& params, RandomKey const& key, Workers workers)
{
    auto& homes = world.households;
    std::vector<HouseholdId> expecting;
    for (HouseholdId house{0}; house.index < homes.count(); ++house.index)
        if (homes.next_cohort[house] == cohort && homes.parents[house] != 0 && homes.planned[house] > 0) expecting.push_back(house);
    auto const at_home = std::min(expecting.size(), newcomers.house.size());
    std::copy_n(expecting.begin(), at_home, newcomers.house.begin());
    found_homes(world, std::span{newcomers.who}.subspan(at_home), std::span{newcomers.house}.subspan(at_home), cohort, params, key, workers);
    // Each household's turn has come, also of those for whom the cohort had no place.
    for_each_block(workers, expecting.size(), [&](std::size_t begin, std::size_t end) {
        BlockOf<std::uint32_t> identities;
        BlockOf<RandomBlock> bits;
        for (auto n = begin; n < end; ++n) identities[n - begin] = homes.identity[expecting[n]].value;
        MonthRandom{key, 0}.blocks(std::span<std::uint32_t const>{identities.data(), end - begin}, family, bits);
        for (auto n = begin; n < end; ++n) {
            --homes.planned[expecting[n]];
            homes.next_cohort[expecting[n]] = next_child(cohort, bits[n - begin][3]);
        }
    });
}

// Track, school and first class of a block of 12-year-olds.
void enrol(World const& world, SchoolsNearBy const& schools, Newcomers& newcomers, Cohort cohort, RandomKey const& key, std::size_t begin, std::size_t end)
{
    auto const& d = world.demography;
    std::span<YouthIdentity const> const who{&newcomers.who[begin], end - begin};
    BlockOf<RandomBlock> bits;
    BlockOf<NeighbourhoodId> place;
    MonthRandom{key, 0}.blocks(who, schooling, bits);
    for (auto n = begin; n < end; ++n) {
        newcomers.track[n] = secondary_track(d, uniform(bits[n - begin][0]));
        place[n - begin] = world.households.neighbourhood[newcomers.house[n]];
    }
    schools.choose(who, place.data(), &newcomers.track[begin], key, &newcomers.school[begin]);
    for (auto n = begin; n < end; ++n) {
        auto const t = static_cast<std::size_t>(newcomers.track[n]);
        newcomers.group[n] = cohort_class(d, cohort, d.first_class[newcomers.school[n].index][t] + pick(uniform(bits[n - begin][1]), d.classes_per_track[t]));
    }
}

// The places that newcomers take, from `first` on: classmates lie together in memory, so that most friends are read from near by.
void take_places(World& world, Newcomers const& newcomers, std::size_t first)
{
    auto& y = world.youths;
    std::vector<std::uint32_t> next(world.classes.count() + 1, static_cast<std::uint32_t>(first));
    for (auto const in : newcomers.group) ++next[in.index + 1];
    for (std::size_t n = 1; n < next.size(); ++n) next[n] += next[n - 1] - static_cast<std::uint32_t>(first);
    for (std::size_t n = 0; n < newcomers.who.size(); ++n) {
        YouthId const youth{next[newcomers.group[n].index]++};
        y.identity[youth] = newcomers.who[n];
        y.track[youth] = newcomers.track[n];
        y.school[youth] = newcomers.school[n];
        y.class_group[youth] = newcomers.group[n];
        y.household[youth] = newcomers.house[n];
    }
}

// What else a block of newcomers of one cohort brings.
void arrive(World& world, std::size_t begin, std::size_t end, int age, NewcomerParams const& params, RandomKey const& key)
{
    auto& y = world.youths;
    auto& homes = world.households;
    auto const& d = world.demography;
    MonthRandom const random{key, 0};
    std::span<YouthIdentity const> const who{y.identity.data() + begin, end - begin};
    BlockOf<RandomBlock> births, clubs;
    random.blocks(who, birth, births);
    random.blocks(who, club_life, clubs);
    auto const member = static_cast<float>(age < 18 ? d.club_share_12 : d.club_share_18);
    for (auto place = begin; place < end; ++place) {
        YouthId const youth{static_cast<std::uint32_t>(place)};
        auto const& bits = births[place - begin];
        auto const& draws = clubs[place - begin];
        auto const house = y.household[youth];
        y.present[youth] = 1;
        y.school_age[youth] = static_cast<std::uint8_t>(age);
        y.birth_offset[youth] = static_cast<std::uint8_t>(pick(uniform(bits[0]), months_per_year));
        y.sex[youth] = (bits[1] & 1U) != 0 ? Sex::male : Sex::female;
        y.neighbourhood[youth] = homes.neighbourhood[house];
        homes.child[house][homes.children[house]++] = youth;
        auto const team = static_cast<std::uint32_t>(1 + cohort_of(y.identity[youth]) / 2 % (cohort_count / 2) * d.teams_per_band + pick(uniform(draws[1]), d.teams_per_band));
        y.club[youth] = {uniform(draws[0]) < member ? team : 0U};
    }
    give_traits(world, begin, end, key, params);
}

}  // namespace

void admit_cohort(World& world, NewcomerParams const& params, RandomKey const& key, Workers workers)
{
    auto& d = world.demography;
    Cohort const cohort = d.next_cohort++;
    for (int local = 0; local < d.classes_per_cohort; ++local) {
        auto const class_group = cohort_class(d, cohort, local);
        world.classes.identity[class_group] = {static_cast<std::uint32_t>(cohort) << 16 | static_cast<std::uint32_t>(local)};
        world.classes.staff_conversation[class_group] = 0.0F;
        world.classes.staff_notices[class_group] = 0.0F;
        world.classes.staff_refers[class_group] = 0.0F;
    }
    Newcomers newcomers{cohort, 0, d.cohort_12};
    find_homes(world, newcomers, cohort, params, key, workers);
    SchoolsNearBy const schools{world, workers};
    auto const count = newcomers.who.size();
    for_each_block(workers, count, [&](std::size_t begin, std::size_t end) { enrol(world, schools, newcomers, cohort, key, begin, end); });
    auto const first = places_of(d, cohort).begin;
    take_places(world, newcomers, first);
    for_each_block(workers, count, [&](std::size_t begin, std::size_t end) { arrive(world, first + begin, first + end, youngest_age, params, key); });
}

void admit_at_18(World& world, NewcomerParams const& params, StageParams const& stages, RandomKey const& key, Workers workers)
{
    auto& y = world.youths;
    auto& d = world.demography;
    Cohort const cohort = cohort_at_18(d);
    if (cohort < 0) return;
    auto const first = places_of(d, cohort).begin;
    MonthRandom const random{key, 0};
    Newcomers newcomers{cohort, d.cohort_12, d.cohort_18};
    found_homes(world, newcomers.who, newcomers.house, cohort, params, key, workers);
    auto const arriving = first + static_cast<std::size_t>(d.cohort_12);
    for_each_block(workers, newcomers.who.size(), [&](std::size_t begin, std::size_t last) {
        BlockOf<RandomBlock> bits;
        random.blocks(std::span<YouthIdentity const>{&newcomers.who[begin], last - begin}, schooling, bits);
        for (auto n = begin; n < last; ++n) {
            YouthId const youth{static_cast<std::uint32_t>(arriving + n)};
            float const kind = uniform(bits[n - begin][0]);
            y.identity[youth] = newcomers.who[n];
            y.track[youth] = kind < 0.4F ? Track::mbo : kind < 0.75F ? Track::hbo : kind < 0.9F ? Track::wo : Track::work;
            y.school[youth] = {};
            y.class_group[youth] = later_group(d, cohort, y.track[youth], uniform(bits[n - begin][1]));
            y.household[youth] = newcomers.house[n];
            world.households.planned[newcomers.house[n]] = 0;
        }
        arrive(world, arriving + begin, arriving + last, 18, params, key);
        for (auto n = begin; n < last; ++n) give_history(world, {static_cast<std::uint32_t>(arriving + n)}, key, stages);
    });
}

}  // namespace pijler
