#include "model/places.hpp"

#include "core/math.hpp"
#include "core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pijler {
namespace {

IN_VECTORS void come_nearer(Neighbourhoods const& places, float shop_x, float shop_y, Column<NeighbourhoodId, double>& nearest)
{
    auto const* x = places.x.data();
    auto const* y = places.y.data();
    auto* least = nearest.data();
    for_lanes(places.count(), [=](std::size_t k) {
        double const dx = x[k] - shop_x, dy = y[k] - shop_y;
        double const square = dx * dx + dy * dy;
        least[k] = square < least[k] ? square : least[k];
    });
}

IN_VECTORS void add_nearness(Neighbourhoods const& places, float shop_x, float shop_y, float reach, float share, Column<NeighbourhoodId, float>& of_all, Column<NeighbourhoodId, float>& all)
{
    auto const* x = places.x.data();
    auto const* y = places.y.data();
    auto* part = of_all.data();
    auto* whole = all.data();
    for_lanes(places.count(), [=](std::size_t k) {
        float const dx = x[k] - shop_x, dy = y[k] - shop_y;
        float const nearness = exponential(-std::sqrt(dx * dx + dy * dy) / reach);
        part[k] += nearness * share;
        whole[k] += nearness;
    });
}

}  // namespace

void Schools::resize(std::size_t n)
{
    x.resize(n);
    y.resize(n);
    teaches.resize(n);
    effect.resize(n);
    policy.resize(n);
}

void Locality::deal(float times)
{
    float const supply = 1.0F - (1.0F - times) * (1.0F - home_grown);
    street *= supply;
    home_grown /= supply;
}

void Locality::grow(float times, float taken_over)
{
    float const supply = 1.0F - home_grown * (1.0F - times) * (1.0F - taken_over);
    street *= supply;
    home_grown *= times / supply;
}

void Neighbourhoods::resize(std::size_t n)
{
    x.resize(n);
    y.resize(n);
    type.resize(n);
    in_force.resize(n);
    now.resize(n);
    openings.resize(n);
    workers_conversation.resize(n);
}

void Neighbourhoods::open()
{
    for (NeighbourhoodId place{0}; place.index < count(); ++place.index) {
        auto const& here = now[place];
        openings[place] = {here.legal_access, here.legal_access * here.minors_access, here.street, here.free_time};
    }
}

void Coffeeshops::resize(std::size_t n)
{
    x.resize(n);
    y.resize(n);
    open.resize(n);
    moved_x.resize(n);
    moved_y.resize(n);
    trained.resize(n);
    turned_away.resize(n);
}

std::size_t Coffeeshops::count_open() const { return static_cast<std::size_t>(std::ranges::count_if(open, [](auto is_open) { return is_open != 0; })); }

Column<NeighbourhoodId, float> Coffeeshops::access(Neighbourhoods const& places) const
{
    Column<NeighbourhoodId, double> nearest(places.count(), std::numeric_limits<double>::infinity());  // squared
    for (ShopId shop{0}; shop.index < count(); ++shop.index)
        if (open[shop]) come_nearer(places, moved_x[shop], moved_y[shop], nearest);
    Column<NeighbourhoodId, float> ease(places.count());
    for (NeighbourhoodId place{0}; place.index < places.count(); ++place.index) {
        double const distance = std::min(static_cast<double>(elsewhere), static_cast<double>(static_cast<float>(std::sqrt(nearest[place]))));
        ease[place] = static_cast<float>(std::exp(-distance / static_cast<double>(reach)));
    }
    return ease;
}

Column<NeighbourhoodId, float> Coffeeshops::turned_away_near(Neighbourhoods const& places) const
{
    Column<NeighbourhoodId, float> of_all(places.count()), all(places.count());
    for (ShopId shop{0}; shop.index < count(); ++shop.index)
        if (open[shop]) add_nearness(places, moved_x[shop], moved_y[shop], reach, turned_away[shop], of_all, all);
    for (NeighbourhoodId place{0}; place.index < places.count(); ++place.index) of_all[place] = all[place] > 0.0F ? of_all[place] / all[place] : 0.0F;
    return of_all;
}

void Venues::resize(std::size_t n)
{
    attendance.resize(n);
    in_force.resize(n);
    now.resize(n);
}

void Venues::open()
{
    rules_felt = enforced = {};
    for (VenueId venue{0}; venue.index < count(); ++venue.index)
        for (auto const band : {AgeBand::minors, AgeBand::adults}) {
            rules_felt[band] += attendance[venue][band] * (now[venue].felt() - in_force[venue].felt());
            enforced[band] += attendance[venue][band] * (now[venue].enforced - in_force[venue].enforced);
        }
}

}  // namespace pijler
