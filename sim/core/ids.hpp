// Typed indices: a youth's index cannot reach into a column of households.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace pijler {

template <class Entity, class Index = std::uint32_t>
struct Id {
    Index index = 0;

    friend constexpr auto operator<=>(Id, Id) = default;
};

// Position of a youth in the columns. It is reused when cohorts turn over; `Youths::identity` is not.
using YouthId = Id<struct YouthTag>;
using HouseholdId = Id<struct HouseholdTag>;
// Group 0 of schools, classes, clubs and neighbourhoods means "in none": it has no members and so no weight.
using SchoolId = Id<struct SchoolTag, std::uint16_t>;
using ClassId = Id<struct ClassTag>;
using ClubId = Id<struct ClubTag>;
using NeighbourhoodId = Id<struct NeighbourhoodTag, std::uint16_t>;
using ShopId = Id<struct ShopTag>;
using VenueId = Id<struct VenueTag>;

}  // namespace pijler
