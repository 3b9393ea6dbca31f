#include "model/places.hpp"

#include <algorithm>
#include <cmath>

namespace pijler {

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

float Coffeeshops::access(float at_x, float at_y) const
{
    double distance = elsewhere;
    for (ShopId shop{0}; shop.index < count(); ++shop.index)
        if (open[shop]) distance = std::min(distance, static_cast<double>(std::hypot(at_x - moved_x[shop], at_y - moved_y[shop])));
    return static_cast<float>(std::exp(-distance / static_cast<double>(reach)));
}

float Coffeeshops::turned_away_near(float at_x, float at_y) const
{
    float of_all = 0.0F, all = 0.0F;
    for (ShopId shop{0}; shop.index < count(); ++shop.index) {
        if (!open[shop]) continue;
        float const nearness = std::exp(-std::hypot(at_x - moved_x[shop], at_y - moved_y[shop]) / reach);
        of_all += nearness * turned_away[shop];
        all += nearness;
    }
    return all > 0.0F ? of_all / all : 0.0F;
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
