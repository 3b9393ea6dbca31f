#include "model/turn_calendar.hpp"

#include "model/choose_school.hpp"
#include "model/end_ties.hpp"
#include "model/exchange_parenting.hpp"
#include "model/order_homes.hpp"

#include <algorithm>
#include <cmath>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> birth{5, "calendar.birth"};
constexpr Purpose<YouthIdentity> home{6, "calendar.home"};
constexpr Purpose<YouthIdentity> schooling{7, "calendar.schooling"};
constexpr Purpose<YouthIdentity> group{9, "calendar.group"};
constexpr Purpose<YouthIdentity> career{10, "calendar.career"};
constexpr Purpose<YouthIdentity> club{11, "calendar.club"};
constexpr Purpose<YouthIdentity> migration{12, "calendar.migration"};
constexpr Purpose<YouthIdentity> reshuffle{23, "calendar.reshuffle"};
constexpr Purpose<HouseholdIdentity> family{3, "calendar.family"};

constexpr int sibling_seen_from_age = 15;

constexpr std::uint32_t identity_of(Cohort cohort, int index) { return static_cast<std::uint32_t>(cohort) << 24 | static_cast<std::uint32_t>(index); }

int pick(float uniform, int count) { return std::min(count - 1, static_cast<int>(uniform * static_cast<float>(count))); }

ClassId cohort_class(Demography const& d, Cohort cohort, int local)
{
    return {static_cast<std::uint32_t>(1 + (cohort % cohort_count) * d.classes_per_cohort + local)};
}

Cohort cohort_of(Youths const& youths, YouthId youth) { return static_cast<Cohort>(youths.identity[youth].value >> 24); }

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
    std::erase_if(world.cases, [youth](Case const& one) { return one.youth == youth; });
    std::erase_if(world.suspended, [youth](Suspension const& one) { return one.youth == youth; });
}

void add_household_places(World& world, std::size_t more)
{
    auto& homes = world.households;
    auto const before = homes.count();
    homes.resize(before + more);
    for (auto place = before + more; place > before; --place) world.free_households.push_back({static_cast<std::uint32_t>(place - 1)});
}

HouseholdId found_household(World& world, YouthIdentity founder, Cohort cohort, CalendarParams const& params, RandomKey const& key)
{
    auto& homes = world.households;
    if (world.free_households.empty()) add_household_places(world, 1 + homes.count() / 16);
    auto const house = world.free_households.back();
    world.free_households.pop_back();
    homes.identity[house] = {founder.value};
    MonthRandom const random{key, 0};
    auto const bits = random.block(homes.identity[house], family);
    auto const& d = world.demography;
    homes.parents[house] = uniform(bits[0]) < static_cast<float>(d.one_parent_share) ? 1 : 2;
    float const size = uniform(bits[1]);
    auto const one = static_cast<float>(d.family_size[0]);
    auto const two = static_cast<float>(d.family_size[1]);
    homes.planned[house] = size < one ? 0 : size < one + two ? 1 : 2;
    homes.next_cohort[house] = static_cast<std::int16_t>(cohort + 2 + static_cast<int>(bits[2] & 1U));
    homes.children[house] = 0;
    if (world.neighbourhoods.count() > 1)
        homes.neighbourhood[house] = {static_cast<std::uint32_t>(1 + pick(random.uniform(founder, home), static_cast<int>(world.neighbourhoods.count()) - 1))};
    give_parents(world, house, key, params.newcomers);
    return house;
}

void join_household(World& world, YouthId youth, HouseholdId house)
{
    auto& homes = world.households;
    world.youths.household[youth] = house;
    world.youths.neighbourhood[youth] = homes.neighbourhood[house];
    homes.child[house][homes.children[house]++] = youth;
}

struct Entrant {
    YouthIdentity who;
    HouseholdId house;
    Track track;
    SchoolId school;
    ClassId class_group;
};

Track secondary_track(Demography const& d, float draw)
{
    auto const vmbo = static_cast<float>(d.secondary_track[0]);
    auto const havo = static_cast<float>(d.secondary_track[1]);
    return draw < vmbo ? Track::vmbo : draw < vmbo + havo ? Track::havo : Track::vwo;
}

// Entrants of a cohort: younger siblings of youths who are there, then first children.
std::vector<Entrant> entrants(World& world, Cohort cohort, CalendarParams const& params, RandomKey const& key)
{
    auto& homes = world.households;
    auto const& d = world.demography;
    MonthRandom const random{key, 0};
    std::vector<HouseholdId> expecting;
    for (HouseholdId house{0}; house.index < homes.count(); ++house.index)
        if (homes.parents[house] != 0 && homes.planned[house] > 0 && homes.next_cohort[house] == cohort) expecting.push_back(house);
    SchoolsNearBy const schools{world};
    std::vector<Entrant> list(static_cast<std::size_t>(d.cohort_12));
    for (std::size_t n = 0; n < list.size(); ++n) {
        YouthIdentity const who{identity_of(cohort, static_cast<int>(n))};
        auto const house = n < expecting.size() ? expecting[n] : found_household(world, who, cohort, params, key);
        auto const bits = random.block(who, schooling);
        auto const track = secondary_track(d, uniform(bits[0]));
        auto const school = schools.choose(who, homes.neighbourhood[house], track, key);
        auto const t = static_cast<std::size_t>(track);
        auto const local = d.first_class[school.index][t] + pick(uniform(bits[1]), d.classes_per_track[t]);
        list[n] = {who, house, track, school, cohort_class(d, cohort, local)};
    }
    // Each household's turn has come, also of those for whom the cohort had no place.
    for (auto const house : expecting) {
        --homes.planned[house];
        homes.next_cohort[house] = static_cast<std::int16_t>(cohort + 2 + static_cast<int>(random.block(homes.identity[house], family)[3] & 1U));
    }
    // Classmates lie together in memory: most friends are read from near by.
    std::ranges::sort(list, [](Entrant const& a, Entrant const& b) { return std::pair{a.class_group, a.who} < std::pair{b.class_group, b.who}; });
    return list;
}

void arrive(World& world, YouthId youth, Entrant const& entrant, int age, CalendarParams const& params, RandomKey const& key)
{
    auto& y = world.youths;
    MonthRandom const random{key, 0};
    auto const bits = random.block(entrant.who, birth);
    y.identity[youth] = entrant.who;
    y.present[youth] = 1;
    y.school_age[youth] = static_cast<std::uint8_t>(age);
    y.birth_offset[youth] = static_cast<std::uint8_t>(pick(uniform(bits[0]), months_per_year));
    y.sex[youth] = (bits[1] & 1U) != 0 ? Sex::male : Sex::female;
    y.track[youth] = entrant.track;
    y.school[youth] = entrant.school;
    y.class_group[youth] = entrant.class_group;
    join_household(world, youth, entrant.house);
    auto const& d = world.demography;
    auto const draws = random.block(entrant.who, club);
    double const member = age < 18 ? d.club_share_12 : d.club_share_18;
    auto const band = cohort_of(y, youth) / 2 % (cohort_count / 2);
    y.club[youth] = uniform(draws[0]) < static_cast<float>(member)
                        ? ClubId{static_cast<std::uint32_t>(1 + band * d.teams_per_band + pick(uniform(draws[1]), d.teams_per_band))}
                        : ClubId{};
    give_traits(world, youth, key, params.newcomers);
}

// Track of a youth of 16 and over, from the year before. `rank` is the youth's own for life: how long education lasts.
Track next_track(Demography const& d, Track now, int age, float rank, float route)
{
    switch (now) {
        case Track::vmbo: return age < 16 ? now : route < 0.95F ? Track::mbo : Track::none;
        case Track::havo: return age < 17 ? now : route < 0.75F ? Track::hbo : route < 0.92F ? Track::mbo : Track::work;
        case Track::vwo: return age < 18 ? now : route < 0.80F ? Track::wo : route < 0.95F ? Track::hbo : Track::work;
        case Track::mbo:
        case Track::hbo:
        case Track::wo: {
            auto const years = d.years_after_18[static_cast<std::size_t>(now) - static_cast<std::size_t>(Track::mbo)];
            bool const leaves = age >= 18 && age - 18 >= static_cast<int>(years * (0.5 + rank) + 0.5);
            return !leaves ? now : route < static_cast<float>(d.neither_share) ? Track::none : Track::work;
        }
        case Track::work:
        case Track::none: break;
    }
    return now;
}

// The group that goes with a track after secondary school: a study group of the cohort, a workplace of all ages, or none.
ClassId later_group(Demography const& d, Cohort cohort, Track track, float draw)
{
    if (track == Track::work) return d.workplaces > 0 ? ClassId{static_cast<std::uint32_t>(1 + cohort_count * d.classes_per_cohort + pick(draw, d.workplaces))} : ClassId{};
    if (track == Track::none || d.classes_per_cohort == 0) return {};
    auto const kind = static_cast<std::size_t>(track) - static_cast<std::size_t>(Track::mbo);
    return cohort_class(d, cohort, d.first_study_group[kind] + pick(draw, d.study_groups[kind]));
}

// Classes are made anew each September: a share of pupils and students goes to another class of the same school and track.
bool reshuffle_class(World& world, YouthId youth, CalendarParams const& params, RandomBlock const& bits)
{
    auto& y = world.youths;
    auto const& d = world.demography;
    if (d.classes_per_cohort == 0 || y.track[youth] >= Track::work || uniform(bits[0]) >= static_cast<float>(params.reshuffle)) return false;
    auto const t = static_cast<std::size_t>(y.track[youth]);
    auto const cohort = cohort_of(y, youth);
    auto const next = in_secondary(y.track[youth]) ? cohort_class(d, cohort, d.first_class[y.school[youth].index][t] + pick(uniform(bits[1]), d.classes_per_track[t]))
                                                   : later_group(d, cohort, y.track[youth], uniform(bits[1]));
    if (next == y.class_group[youth]) return false;
    y.class_group[youth] = next;
    return true;
}

// Youths whose cohort's town share begins at 18 arrive; of a shrinking cohort some leave.
void migrate(World& world, CalendarParams const& params, RandomKey const& key, Column<YouthId, Turn>& turn)
{
    auto& d = world.demography;
    Cohort const cohort = d.next_cohort - (18 - youngest_age);
    if (cohort < 0) return;
    auto const first = static_cast<std::uint32_t>(places_of(d, cohort).begin);
    MonthRandom const random{key, 0};
    float const leaving = d.cohort_18 < d.cohort_12 ? 1.0F - static_cast<float>(d.cohort_18) / static_cast<float>(d.cohort_12) : 0.0F;
    for (int n = 0; n < d.places_per_cohort; ++n) {
        YouthId const youth{first + static_cast<std::uint32_t>(n)};
        if (world.youths.present[youth]) {
            if (!random.chance(leaving, world.youths.identity[youth], migration)) continue;
            depart(world, youth);
            turn[youth] = Turn::departs;
        } else if (n >= d.cohort_12 && n < d.cohort_18) {
            YouthIdentity const who{identity_of(cohort, n)};
            auto const bits = random.block(who, schooling);
            float const kind = uniform(bits[0]);
            auto const track = kind < 0.4F ? Track::mbo : kind < 0.75F ? Track::hbo : kind < 0.9F ? Track::wo : Track::work;
            auto const house = found_household(world, who, cohort, params, key);
            world.households.planned[house] = 0;
            arrive(world, youth, {who, house, track, {}, later_group(d, cohort, track, uniform(bits[1]))}, 18, params, key);
            give_history(world, youth, key, params.stages);
        }
    }
}

void find_older_siblings(World& world)
{
    auto const& y = world.youths;
    auto const& homes = world.households;
    world.older_siblings.clear();
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        auto const house = y.household[youth];
        if (!y.present[youth] || homes.children[house] < 2) continue;
        for (std::size_t n = 0; n < homes.children[house]; ++n) {
            auto const other = homes.child[house][n];
            if (y.school_age[other] > y.school_age[youth] && y.school_age[other] >= sibling_seen_from_age) world.older_siblings.push_back({youth, other});
        }
    }
}

}  // namespace

void admit_cohort(World& world, CalendarParams const& params, RandomKey const& key)
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
    YouthId youth{static_cast<std::uint32_t>(places_of(d, cohort).begin)};
    for (auto const& entrant : entrants(world, cohort, params, key)) {
        arrive(world, youth, entrant, youngest_age, params, key);
        ++youth.index;
    }
}

void move_up(World& world, CalendarParams const& params, MonthRandom const& random)
{
    auto& y = world.youths;
    MonthRandom const for_life{random.key(), 0};
    Column<YouthId, Turn> turn(y.count() + 1, Turn::stays);  // the last for nobody
    BlockOf<RandomBlock> careers, reshuffles;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        auto const in_block = youth.index % block_size;
        if (in_block == 0) {
            auto const identities = std::span<YouthIdentity const>{y.identity.data(), y.count()}.subspan(youth.index, std::min(block_size, y.count() - youth.index));
            for_life.blocks(identities, career, careers);
            random.blocks(identities, reshuffle, reshuffles);
        }
        if (!y.present[youth]) continue;
        auto const who = y.identity[youth];
        int const age = ++y.school_age[youth];
        if (age > oldest_age) {
            depart(world, youth);
            turn[youth] = Turn::departs;
            continue;
        }
        if (age == 18 && world.demography.places_per_cohort > 0) {
            auto const draws = for_life.block(who, club);
            if (uniform(draws[0]) >= static_cast<float>(world.demography.club_share_18)) y.club[youth] = {};
        }
        auto const now = y.track[youth];
        auto next = now;
        if (age >= 16 && now < Track::work) {
            auto const& bits = careers[in_block];
            next = next_track(world.demography, now, age, uniform(bits[0]), uniform(bits[in_secondary(now) ? 1 : 2]));
        }
        if (next == now) {
            if (reshuffle_class(world, youth, params, reshuffles[in_block])) turn[youth] = Turn::moves;
            continue;
        }
        turn[youth] = Turn::moves;
        y.track[youth] = next;
        if (!in_secondary(next)) y.school[youth] = {};
        y.class_group[youth] = later_group(world.demography, cohort_of(y, youth), next, for_life.uniform(who, group, static_cast<std::uint32_t>(next)));
    }
    if (world.demography.places_per_cohort > 0) migrate(world, params, random.key(), turn);
    end_ties(y, turn, params.cut_on_change, random);
}

void renew_groups(World& world, AcceptanceParams const& params)
{
    auto& y = world.youths;
    world.classes.members.renew(y.class_group, y.present);
    for (ClassId group{1}; group.index < world.classes.count(); ++group.index) {
        auto const pupils = world.classes.members.of(group);
        world.classes.school[group] = pupils.empty() ? SchoolId{} : y.school[pupils.front()];
    }
    world.clubs.members.renew(y.club, y.present);
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) y.proneness[youth] = proneness_of(world, youth, params);
    find_older_siblings(world);
    find_circles(world);
}

void turn_school_year(World& world, CalendarParams const& params, MonthRandom const& random)
{
    move_up(world, params, random);
    if (world.demography.places_per_cohort > 0) {
        admit_cohort(world, params, random.key());
        order_homes(world);
    }
    renew_groups(world, params.acceptance);
}

}  // namespace pijler
