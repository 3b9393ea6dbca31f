#include "interventions/intervention.hpp"

#include <algorithm>
#include <cmath>

namespace pijler {
namespace {

constexpr std::array<char const*, track_count> track_names{"vmbo", "havo", "vwo", "mbo", "hbo", "wo", "work", "none"};
constexpr std::array<char const*, 3> neighbourhood_names{"centre", "residential", "edge"};
constexpr Purpose<TownIdentity> order_of_places{16, "interventions.order_of_places"};
constexpr Purpose<TownIdentity> order_of_shops{17, "interventions.order_of_shops"};
constexpr Purpose<SchoolIdentity> order_of_schools{8, "interventions.order_of_schools"};

}  // namespace

bool in_target(Neighbourhoods const& neighbourhoods, NeighbourhoodId place, Delivery const& delivery)
{
    if (delivery.neighbourhoods.empty()) return true;
    if (place.index == 0) return false;
    auto const* type = neighbourhood_names[static_cast<std::size_t>(neighbourhoods.type[place])];
    return std::ranges::find(delivery.neighbourhoods, type) != delivery.neighbourhoods.end();
}

bool in_target(World const& world, YouthId youth, Delivery const& delivery)
{
    auto const& youths = world.youths;
    if (!youths.present[youth]) return false;
    if (delivery.roster && !delivery.roster->has_youth(youths.identity[youth].value)) return false;
    int const age = youths.school_age[youth];
    if (age < delivery.age_low || age > delivery.age_high) return false;
    if (!delivery.sex.empty() && (delivery.sex == "male") != (youths.sex[youth] == Sex::male)) return false;
    auto const* track = track_names[static_cast<std::size_t>(youths.track[youth])];
    if (!delivery.tracks.empty() && std::ranges::find(delivery.tracks, track) == delivery.tracks.end()) return false;
    return in_target(world.neighbourhoods, youths.neighbourhood[youth], delivery);
}

bool is_target_pupil(World const& world, YouthId youth, Delivery const& delivery) { return world.youths.track[youth] < Track::work && in_target(world, youth, delivery); }

bool has_target_pupil(World const& world, ClassId group, Delivery const& delivery)
{
    return std::ranges::any_of(world.classes.members.of(group), [&](YouthId youth) { return is_target_pupil(world, youth, delivery); });
}

std::size_t share_of(std::size_t all, double coverage)
{
    if (coverage <= 0.0 || all == 0) return 0;
    return std::clamp<std::size_t>(static_cast<std::size_t>(std::lround(coverage * static_cast<double>(all))), 1, all);
}

ExpectedContacts units_of_share(std::size_t all, double each)
{
    return [all, each](double coverage) { return each * static_cast<double>(share_of(all, coverage)); };
}

namespace {

// As many as the round covers, in the order of a draw that is theirs for the whole run: more coverage adds some and moves none.
template <class EntityId, class Who>
std::vector<EntityId> covered(std::vector<EntityId> all, Purpose<Who> const& order, Round const& round, MonthRandom const& random)
{
    MonthRandom const for_good{random.key(), 0};
    std::vector<std::pair<std::uint32_t, EntityId>> drawn;
    for (auto const each : all) drawn.emplace_back(for_good.block(Who{each.index}, order, round.stream)[0], each);
    std::ranges::sort(drawn);
    all.resize(share_of(all.size(), round.coverage));
    std::ranges::transform(std::span{drawn}.first(all.size()), all.begin(), [](auto const& each) { return each.second; });
    return all;
}

std::vector<NeighbourhoodId> targeted_places(World const& world, Delivery const& delivery)
{
    std::vector<NeighbourhoodId> places;
    auto const count = static_cast<std::uint32_t>(world.neighbourhoods.count());
    for (NeighbourhoodId place{static_cast<std::uint16_t>(count > 1)}; place.index < count; ++place.index)
        if (in_target(world.neighbourhoods, place, delivery)) places.push_back(place);
    return places;
}

}  // namespace

std::vector<NeighbourhoodId> covered_places(World const& world, Round const& round, MonthRandom const& random)
{
    return covered(targeted_places(world, round.delivery), order_of_places, round, random);
}

std::vector<NeighbourhoodId> busiest_places(World const& world, Round const& round)
{
    auto places = targeted_places(world, round.delivery);
    std::ranges::sort(places, {}, [&](NeighbourhoodId place) { return std::pair{-world.neighbourhoods.in_force[place].street, place}; });
    places.resize(share_of(places.size(), round.coverage));
    return places;
}

std::vector<ShopId> covered_shops(World const& world, Round const& round, MonthRandom const& random)
{
    std::vector<ShopId> shops;
    for (ShopId shop{0}; shop.index < world.coffeeshops.count(); ++shop.index)
        if (world.coffeeshops.open[shop]) shops.push_back(shop);
    return covered(std::move(shops), order_of_shops, round, random);
}

std::size_t count_targeted_places(World const& world, Delivery const& delivery) { return targeted_places(world, delivery).size(); }

std::vector<SchoolId> targeted_schools(World const& world, Delivery const& delivery)
{
    std::vector<SchoolId> schools;
    for (SchoolId school{1}; school.index < world.schools.count(); ++school.index) {
        if (delivery.roster && !delivery.roster->has_school(school.index)) continue;
        bool named = delivery.tracks.empty();
        for (std::size_t track = 0; track < world.schools.teaches[school].size(); ++track)
            named |= world.schools.teaches[school][track] && std::ranges::find(delivery.tracks, track_names[track]) != delivery.tracks.end();
        if (named) schools.push_back(school);
    }
    return schools;
}

std::vector<SchoolId> covered_schools(World const& world, Round const& round, MonthRandom const& random)
{
    return covered(targeted_schools(world, round.delivery), order_of_schools, round, random);
}

}  // namespace pijler
