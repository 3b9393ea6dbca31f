// The first world of a replicate: a town from its figures, or a real class or cohort from its CSV. ODD, "Initialisation".
#pragma once

#include "model/befriend.hpp"
#include "model/turn_calendar.hpp"
#include "scenario/scenario.hpp"

namespace pijler {

struct PlaceParams {
    double reach_of_shops = 20.0;
    double nearest_shop_elsewhere = 15.0;
    double street = 0.35, home_grown = 0.25;
    double inhabitants_per_venue = 4000.0;
    double popularity_for_minors = 0.5;
    double rules_agreed = 0.5, rules_known = 0.3, rules_enforced = 0.075;
};
void describe(ParameterVisitor& visit, PlaceParams& params);

// Where youths of no neighbourhood live (imported ones).
Locality middling_locality(PlaceParams const& params);

struct SynthesisParams {
    CalendarParams calendar;
    FriendshipParams friendship;
    PlaceParams places;
};

// Youths that a town's figures give: six years of 12-17 and eight of 18-25 (25 as large as the mean of 18-24).
double youths_in(Municipality const& town);

// Schools of a town of this many youths.
std::size_t count_schools(Municipality const& town, double youths);

// A town at `first_month`; `youths` scales it (entities round to at least one). settle_town: without friendships
// and columns for them.
World settle_town(Municipality const& town, double youths, SynthesisParams const& params, RandomKey const& key, int first_month, Workers workers = {});
World synthesise(Municipality const& town, double youths, SynthesisParams const& params, RandomKey const& key, int first_month, Workers workers);

// An imported population at month 0: a closed cohort without neighbourhoods, clubs or siblings; youths of one class label are
// classmates until they leave secondary school.
World import_population(ImportedPopulation const& imported, SynthesisParams const& params, RandomKey const& key, std::uint32_t substance = 0);

// Its ties that fit: a named friend beyond the capacity of either is left out.
std::vector<std::pair<YouthId, YouthId>> ties_within_capacity(ImportedPopulation const& imported);

}  // namespace pijler
