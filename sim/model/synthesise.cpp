#include "model/synthesise.hpp"

#include "core/errors.hpp"
#include "model/admit_newcomers.hpp"
#include "model/shape_environment.hpp"

#include <algorithm>
#include <tuple>
#include <cmath>
#include <numbers>

namespace pijler {
namespace {

constexpr Purpose<SchoolIdentity> school_place{1, "synthesis.school_place"};
constexpr Purpose<SchoolIdentity> school_level{2, "synthesis.school_level"};
constexpr Purpose<TownIdentity> neighbourhood_place{1, "synthesis.neighbourhood_place"};
constexpr Purpose<TownIdentity> shop_place{2, "synthesis.shop_place"};
constexpr Purpose<TownIdentity> street_level{3, "synthesis.street_level"};

constexpr double mean_study_group = 22.0;
constexpr double mean_workplace = 12.0;
constexpr double mean_team = 20.0;

int at_least_one(double number) { return std::max(1, static_cast<int>(std::lround(number))); }

// Shares of a cohort in mbo, hbo and wo when it turns 18, by the routes of grow_older.
std::array<double, 3> studying_at_18(std::array<double, 3> const& track)
{
    return {track[0] * 0.95 + track[1] * 0.17, track[1] * 0.75 + track[2] * 0.15, track[2] * 0.80};
}

Demography demography_of(Municipality const& town, double scale, std::size_t schools, Schools const& school)
{
    Demography d;
    d.cohort_12 = at_least_one(scale * town.youths_12_17 / 6.0);
    d.cohort_18 = at_least_one(scale * town.youths_18_24 / 7.0);
    d.places_per_cohort = std::max(d.cohort_12, d.cohort_18);
    d.secondary_track = {town.track_vmbo, town.track_havo, 1.0 - town.track_vmbo - town.track_havo};
    auto const studying = studying_at_18(d.secondary_track);
    std::array const in_18_24{town.state_18_24_mbo, town.state_18_24_hbo, town.state_18_24_wo};
    for (std::size_t k = 0; k < 3; ++k) d.years_after_18[k] = studying[k] > 0.0 ? 7.0 * in_18_24[k] / studying[k] : 0.0;
    double const out = town.state_18_24_work + town.state_18_24_neither;
    d.neither_share = out > 0.0 ? town.state_18_24_neither / out : 0.0;
    d.one_parent_share = town.one_parent_share;
    // Shares of children by siblings become shares of households by size.
    std::array const households{town.no_sibling_share, town.one_sibling_share / 2.0, (1.0 - town.no_sibling_share - town.one_sibling_share) / 3.0};
    double const all = households[0] + households[1] + households[2];
    for (std::size_t k = 0; k < 3; ++k) d.family_size[k] = households[k] / all;
    d.club_share_12 = town.club_share_12_17;
    d.club_share_18 = town.club_share_18_24;
    d.teams_per_band = at_least_one(2.0 * d.cohort_12 * d.club_share_12 / mean_team);

    int next = 0;
    d.first_class.resize(schools);
    for (std::size_t t = 0; t < 3; ++t) {
        int teaching = 0;
        for (SchoolId s{1}; s.index < schools; ++s.index) teaching += school.teaches[s][t];
        double const size = t == 0 ? town.class_size_vmbo : town.class_size;
        d.classes_per_track[t] = at_least_one(d.cohort_12 * d.secondary_track[t] / teaching / size);
        for (SchoolId s{1}; s.index < schools; ++s.index) {
            if (!school.teaches[s][t]) continue;
            d.first_class[s.index][t] = next;
            next += d.classes_per_track[t];
        }
    }
    for (std::size_t k = 0; k < 3; ++k) {
        d.first_study_group[k] = next;
        d.study_groups[k] = at_least_one(d.cohort_18 * studying[k] / mean_study_group);
        next += d.study_groups[k];
    }
    d.classes_per_cohort = next;
    d.workplaces = at_least_one(town.state_18_24_work * d.cohort_18 * 8.0 / mean_workplace);
    return d;
}

// A point spread evenly over a round town.
std::pair<float, float> somewhere(double radius, RandomBlock const& bits)
{
    double const r = radius * std::sqrt(uniform(bits[0]));
    double const angle = 2.0 * std::numbers::pi * uniform(bits[1]);
    return {static_cast<float>(r * std::cos(angle)), static_cast<float>(r * std::sin(angle))};
}

// The tracks that each school teaches.
std::vector<std::array<bool, 3>> kinds_of_schools(Municipality const& town, double scale)
{
    std::vector<std::array<bool, 3>> kinds;
    auto const add = [&](int number, std::array<bool, 3> teaches) {
        if (number > 0) kinds.insert(kinds.end(), static_cast<std::size_t>(at_least_one(scale * number)), teaches);
    };
    add(town.schools_vmbo, {true, false, false});
    add(town.schools_all_tracks, {true, true, true});
    add(town.schools_havo_vwo, {false, true, true});
    for (std::size_t t = 0; t < 3; ++t)  // a track that no building teaches is taught in the first
        if (std::ranges::none_of(kinds, [t](auto const& kind) { return kind[t]; })) kinds.front()[t] = true;
    return kinds;
}

void place_schools(World& world, Municipality const& town, double scale, double radius, RandomKey const& key, double effect_sd)
{
    auto const kinds = kinds_of_schools(town, scale);
    auto& s = world.schools;
    s.resize(kinds.size() + 1);
    MonthRandom const random{key, 0};
    for (SchoolId school{1}; school.index < s.count(); ++school.index) {
        s.teaches[school] = kinds[school.index - 1];
        std::tie(s.x[school], s.y[school]) = somewhere(radius, random.block(SchoolIdentity{school.index}, school_place));
        s.effect[school] = static_cast<float>(effect_sd) * random.normal(SchoolIdentity{school.index}, school_level);
    }
}

// Popular venues draw several times as many as others; of minors less so, since many admit from 18.
void place_venues(World& world, Municipality const& town, double scale, PlaceParams const& params)
{
    auto& v = world.venues;
    v.resize(static_cast<std::size_t>(at_least_one(scale * town.inhabitants / params.inhabitants_per_venue)));
    ByAgeBand<double> all;
    auto const draws = [&](VenueId venue) { return ByAgeBand<double>{std::pow(venue.index + 1.0, -params.popularity_for_minors), 1.0 / (venue.index + 1.0)}; };
    for (VenueId venue{0}; venue.index < v.count(); ++venue.index)
        for (auto const band : {AgeBand::minors, AgeBand::adults}) all[band] += draws(venue)[band];
    for (VenueId venue{0}; venue.index < v.count(); ++venue.index)
        for (auto const band : {AgeBand::minors, AgeBand::adults}) v.attendance[venue][band] = static_cast<float>(draws(venue)[band] / all[band]);
    v.in_force.fill({static_cast<float>(params.rules_agreed), static_cast<float>(params.rules_known), static_cast<float>(params.rules_enforced)});
    v.now = v.in_force;
}

void place_neighbourhoods(World& world, Municipality const& town, double scale, double radius, PlaceParams const& params, RandomKey const& key)
{
    auto& n = world.neighbourhoods;
    n.resize(static_cast<std::size_t>(1 + at_least_one(scale * town.neighbourhoods)));
    MonthRandom const random{key, 0};
    auto& shops = world.coffeeshops;
    shops.resize(town.coffeeshops > 0 ? static_cast<std::size_t>(at_least_one(scale * town.coffeeshops)) : 0);
    shops.reach = static_cast<float>(params.reach_of_shops);
    shops.elsewhere = static_cast<float>(params.nearest_shop_elsewhere);
    for (ShopId shop{0}; shop.index < shops.count(); ++shop.index)
        std::tie(shops.x[shop], shops.y[shop]) = somewhere(0.5 * radius, random.block(TownIdentity{shop.index}, shop_place));
    open_as_in_force(shops);
    for (NeighbourhoodId place{1}; place.index < n.count(); ++place.index) {
        TownIdentity const who{place.index};
        std::tie(n.x[place], n.y[place]) = somewhere(radius, random.block(who, neighbourhood_place));
        double const from_centre = std::hypot(n.x[place], n.y[place]) / radius;
        n.type[place] = from_centre < 0.45 ? NeighbourhoodType::centre : from_centre < 0.8 ? NeighbourhoodType::residential : NeighbourhoodType::edge;
        double const busy = n.type[place] == NeighbourhoodType::centre ? 1.4 : n.type[place] == NeighbourhoodType::residential ? 0.95 : 0.8;
        n.in_force[place].street = static_cast<float>(params.street * busy * std::exp(0.3 * random.normal(who, street_level) - 0.045));
        n.in_force[place].home_grown = static_cast<float>(params.home_grown);
    }
    auto const access = shops.access(n);
    for (NeighbourhoodId place{1}; place.index < n.count(); ++place.index) n.in_force[place].legal_access = access[place];
    // Youths of no neighbourhood (imported) live in a middling place.
    n.in_force[NeighbourhoodId{0}] = middling_locality(params);
    n.now = n.in_force;
    n.open();
}

void make_groups(World& world)
{
    auto const& d = world.demography;
    auto const cohort_classes = static_cast<std::size_t>(1 + cohort_count * d.classes_per_cohort);
    world.classes.resize(cohort_classes + static_cast<std::size_t>(d.workplaces));
    for (std::uint32_t k = 0; k < static_cast<std::uint32_t>(d.workplaces); ++k)
        world.classes.identity[ClassId{static_cast<std::uint32_t>(cohort_classes) + k}] = {0xff000000U + k};
    world.clubs.members = Members<ClubId>{static_cast<std::size_t>(1 + d.teams_per_band * cohort_count / 2)};
}

}  // namespace

void describe(ParameterVisitor& visit, PlaceParams& p)
{
    visit("places.reach_of_shops", p.reach_of_shops, {"km", 2.0, 100.0, "distance over which ease of legal sale falls to 1/e", "palali2015", Grade::C});
    visit("places.nearest_shop_elsewhere", p.nearest_shop_elsewhere, {"km", 2.0, 50.0, "distance to the nearest coffeeshop where the town has none", "judgement", Grade::J});
    visit("places.inhabitants_per_venue", p.inhabitants_per_venue, {"persons", 500.0, 20000.0, "inhabitants for each place to go out", "judgement", Grade::J});
    visit("places.popularity_for_minors", p.popularity_for_minors, {"", 0.0, 1.0, "how much more minors go to the biggest venues: 1 as adults do, 0 not at all", "judgement", Grade::J});
    visit("places.rules_agreed", p.rules_agreed, {"", 0.0, 1.0, "house rules on drugs that venues have today, of what can be agreed", "judgement", Grade::J});
    visit("places.rules_known", p.rules_known, {"", 0.0, 1.0, "guests who know these rules today", "judgement", Grade::J});
    visit("places.rules_enforced", p.rules_enforced, {"", 0.0, 1.0, "breaches of these rules that staff act on today: 7.5 % of staged attempts before Clubs against Drugs", "evidence2026", Grade::C});
    visit("places.street", p.street, {"", 0.1, 0.6, "street dealing in a middling neighbourhood, against legal sale next door", "prototype", Grade::J});
    visit("places.home_grown", p.home_grown, {"", 0.0, 0.9, "share of what is sold in the street that was grown in homes nearby", "judgement", Grade::J});
}

Locality middling_locality(PlaceParams const& params)
{
    Locality middling;
    middling.legal_access = static_cast<float>(std::exp(-0.25 * params.nearest_shop_elsewhere / params.reach_of_shops));
    middling.street = static_cast<float>(params.street);
    middling.home_grown = static_cast<float>(params.home_grown);
    return middling;
}

double youths_in(Municipality const& town) { return town.youths_12_17 + town.youths_18_24 * 8.0 / 7.0; }

std::size_t count_schools(Municipality const& town, double youths) { return kinds_of_schools(town, youths / youths_in(town)).size(); }

World settle_town(Municipality const& town, double youths, SynthesisParams const& params, RandomKey const& key, int first_month, Workers workers)
{
    double const scale = youths / youths_in(town);
    double const radius = std::sqrt(std::max(1e-6, scale * town.land_area) / std::numbers::pi);

    World prototype{0};
    place_schools(prototype, town, scale, radius, key, params.calendar.newcomers.school_effect_sd);
    auto const d = demography_of(town, scale, prototype.schools.count(), prototype.schools);
    World world{static_cast<std::size_t>(cohort_count) * static_cast<std::size_t>(d.places_per_cohort)};
    world.youths.forget_ties();
    world.demography = d;
    world.households.reserve(world.youths.count());  // more than there will be; memory that nobody touches is not taken
    world.schools = std::move(prototype.schools);
    world.first_month = first_month;
    world.services.intake_scale = youths / 20'000.0;
    world.by_laws = {town.public_smoking_ban, town.hemp_covenant};
    place_neighbourhoods(world, town, scale, radius, params.places, key);
    place_venues(world, town, scale, params.places);
    make_groups(world);
    // The oldest cohort enters first and grows up, so that schooling and families are consistent at every age.
    MonthRandom const random{key, first_month};
    for (int year = 0; year < cohort_count; ++year) {
        move_up(world, params.calendar, random, workers);
        admit_cohort(world, params.calendar.newcomers, key, workers);
    }
    renew_groups(world, params.calendar.acceptance, workers);
    for_each_block(workers, world.youths.count(), [&](std::size_t begin, std::size_t end) {
        for (YouthId youth{static_cast<std::uint32_t>(begin)}; youth.index < end; ++youth.index)
            if (world.youths.present[youth]) give_history(world, youth, key, params.calendar.stages);
    });
    return world;
}

World synthesise(Municipality const& town, double youths, SynthesisParams const& params, RandomKey const& key, int first_month, Workers workers)
{
    auto world = settle_town(town, youths, params, key, first_month, workers);
    world.youths.make_ties();
    Friendships{}.settle(world, params.friendship, key, first_month, workers);
    return world;
}

}  // namespace pijler
