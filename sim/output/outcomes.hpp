// The outcomes there are, as a table: listing, recording and files follow from its rows.
#pragma once

#include "core/errors.hpp"
#include "scenario/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace pijler {

// What is summed over youths. Stocks are taken in the middle month of a record, flows summed over its months.
enum class Quantity : std::uint8_t {
    youths, never_users, lifetime_use, past_year_use, past_month_use, regular_use, problematic_use,
    descriptive_norm, injunctive_norm, misperception, approval, perceived_risk, curiosity, refusal_self_efficacy, school_bond,
    felt_disapproval, parental_knowledge, parental_communication, parental_disapproval, parental_monitoring,
    in_care, in_light_help, in_treatment, waiting, waiting_for_light_help, waiting_for_treatment, months_waited,
    starts, quits, relapses,
    signals_raised, false_signals, signals_lost, signals_served, referrals, enforcement_contacts, fines,  // as Happens has them
    count
};
inline constexpr auto quantity_count = static_cast<std::size_t>(Quantity::count);
inline constexpr auto first_flow = static_cast<std::size_t>(Quantity::starts);

// Expected flows of a direct twin against the reference world.
enum class DirectFlow : std::uint8_t { prevented, provoked, postponed, forestalled, count };
inline constexpr auto direct_flow_count = static_cast<std::size_t>(DirectFlow::count);

// What neighbours notice and what youths see around them, for the whole town.
enum class TownMeasure : std::uint8_t { nuisance, visible_use, count };
inline constexpr auto town_measure_count = static_cast<std::size_t>(TownMeasure::count);

// What deliveries come to: cost = fixed_cost + variable_cost.
enum class DeliveryMeasure : std::uint8_t { contacts, cost, fixed_cost, variable_cost, hours, fte, count };
inline constexpr auto delivery_measure_count = static_cast<std::size_t>(DeliveryMeasure::count);
using DeliverySums = std::array<double, delivery_measure_count>;

// Yearly survey of friendships, for the whole town.
enum class NetworkMeasure : std::uint8_t { degree, reciprocity, transitivity, same_sex, tie_survival, friend_odds_ratio, influence, selection, count };
inline constexpr auto network_measure_count = static_cast<std::size_t>(NetworkMeasure::count);

enum class OutcomeKind {
    count,          // int32
    mean,           // float32: a sum over its denominator
    direct_count,   // int32, of the direct twin
    net,            // int32, arm minus reference
    direct_flow,    // float64
    noise_floor,    // int32, no arm dimension
    network,        // float32, no subgroup; only recorded when asked for
    town,           // float64, no subgroup
    delivery,       // float64 by pillar and payer
};

struct Outcome {
    OutcomeRow row;
    OutcomeKind kind;
    std::size_t index = 0;                     // Quantity, DirectFlow, NetworkMeasure, TownMeasure or DeliveryMeasure
    Quantity denominator = Quantity::youths;   // of means
    bool per_substance = true;                 // of a layer of the town; how many youths there are, networks, nuisance, enforcement and deliveries are not
};
std::vector<Outcome> const& outcomes();

// Places in a table of rows of those with these names, which were checked when read.
template <class Row>
std::vector<std::size_t> places_of_named(std::vector<Row> const& rows, std::vector<std::string> const& names)
{
    std::vector<std::size_t> chosen;
    for (auto const& name : names) {
        auto const found = std::ranges::find(rows, name, [](Row const& each) { return each.row.name; });
        expect(found != rows.end(), "names of outcomes and subgroups were checked when read");
        chosen.push_back(static_cast<std::size_t>(found - rows.begin()));
    }
    return chosen;
}

// Positions of the named rows, or of all (those that must be asked for excepted) when no name is given.
std::vector<std::size_t> select_outcomes(std::vector<std::string> const& names);

}  // namespace pijler
