// Where youths are: schools, neighbourhoods, coffeeshops and venues. What levers change of a place holds for the month: each month
// begins with the policy in force. ODD, "Entities, state variables and scales".
#pragma once

#include "core/column.hpp"

#include <array>
#include <cstdint>

namespace pijler {

// What a school's rules and reactions come to, beyond those in force.
struct SchoolPolicy {
    float risk = 0.0F;     // on what its pupils' perceived risk drifts to
    float bond = 0.0F;     // on what their bond drifts to
    float visible = 1.0F;  // how well use in class is seen
    float response = 0.0F; // pupils noticed as users whom it guides and would not have, as a share; below 0: whom it suspends
};

struct Schools {
    std::size_t count() const { return x.size(); }
    void resize(std::size_t count);
    Column<SchoolId, float> x, y;                   // km
    Column<SchoolId, std::array<bool, 3>> teaches;  // vmbo, havo, vwo
    Column<SchoolId, float> effect;                 // school's own level, log-odds of acceptance
    Column<SchoolId, SchoolPolicy> policy;          // this month
};

enum class NeighbourhoodType : std::uint8_t { centre, residential, edge };

// What a neighbourhood holds for a youth who lives there.
struct alignas(32) Locality {
    float legal_access = 0.0F;  // ease of legal sale to adults: 1 next to a coffeeshop, falls with distance
    float minors_access = 1.0F; // share of that which comes through to minors, against the policy in force
    float street = 0.0F;        // street dealing and home-grown supply, against legal sale next door
    float free_time = 1.0F;     // time without adults, against the policy in force
    float visible = 1.0F;       // how well use in public is seen, against the policy in force
    float disturbance = 1.0F;   // how much neighbours notice of an occasion of use in public, against the policy in force
    float home_grown = 0.0F;    // share of street supply that is grown in homes nearby; the rest is dealing

    float dealing() const { return street * (1.0F - home_grown); }
    // So many times the dealing that there is, beside as much that is grown in homes.
    void deal(float times);
    // So many times the home growing that there is; of what is lost, dealers take over a share.
    void grow(float times, float taken_over);
};

// What of it decides on offers, side by side for many look-ups.
struct alignas(16) Openings {
    float for_adults = 0.0F;  // ease of legal sale
    float for_minors = 0.0F;  // the same, of what comes through to them under the policy in force
    float street = 0.0F;
    float free_time = 1.0F;
};

struct Neighbourhoods {
    std::size_t count() const { return x.size(); }
    void resize(std::size_t count);
    void open();  // sets the openings by `now`
    Column<NeighbourhoodId, float> x, y;  // km
    Column<NeighbourhoodId, NeighbourhoodType> type;
    Column<NeighbourhoodId, Locality> in_force;  // under the policy in force
    Column<NeighbourhoodId, Locality> now;       // this month
    Column<NeighbourhoodId, Openings> openings;  // what follows from it
    Column<NeighbourhoodId, float> workers_conversation;  // share of youth workers and team who talk well with youths, beyond today's; wears off
};

struct Coffeeshops {
    std::size_t count() const { return x.size(); }
    void resize(std::size_t count);
    std::size_t count_open() const;
    Column<ShopId, float> x, y;           // km
    Column<ShopId, std::uint8_t> open;    // this month
    Column<ShopId, float> moved_x, moved_y;  // where it is this month
    Column<ShopId, float> trained;        // share of staff who are trained this month, beyond today's
    Column<ShopId, float> turned_away;    // share of minors who would buy there whom age checks turn away, beyond today's
    float reach = 1.0F;                   // km over which ease of legal sale falls to 1/e
    float elsewhere = 0.0F;               // km to the nearest shop outside the town

    // Ease of legal sale in each place, from the shops open this month.
    Column<NeighbourhoodId, float> access(Neighbourhoods const& places) const;
    // Share of minors whom open shops turn away, each shop weighing as its nearness.
    Column<NeighbourhoodId, float> turned_away_near(Neighbourhoods const& places) const;
};

// What a venue's rules on drugs come to, each a share.
struct HouseRules {
    float agreed = 0.0F;    // of what rules can ask, what is agreed
    float known = 0.0F;     // guests who know them
    float enforced = 0.0F;  // breaches that staff act on
    // Rules count as far as guests know them and see them enforced.
    float felt() const { return agreed * known * enforced; }
};

enum class AgeBand : std::uint8_t { minors, adults };
inline constexpr AgeBand age_band(int school_age) { return school_age < 18 ? AgeBand::minors : AgeBand::adults; }
template <class Value>
struct ByAgeBand {
    Value minors{}, adults{};
    Value& operator[](AgeBand band) { return band == AgeBand::minors ? minors : adults; }
    Value const& operator[](AgeBand band) const { return band == AgeBand::minors ? minors : adults; }
};

// Where youths go out: clubs, bars, festivals.
struct Venues {
    std::size_t count() const { return attendance.size(); }
    void resize(std::size_t count);
    void open();  // sets what guests of an age meet, by `now`
    Column<VenueId, ByAgeBand<float>> attendance;  // share of an age's going out; each sums to 1
    Column<VenueId, HouseRules> in_force;          // under the policy in force
    Column<VenueId, HouseRules> now;               // this month
    // Over the venues that an age goes to, beyond the policy in force.
    ByAgeBand<float> rules_felt, enforced;
};

}  // namespace pijler
