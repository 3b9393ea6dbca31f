// Nobody sees a trait, or who uses: where a target names these, youths are screened, some are missed, others are found in error, and
// whoever is found is labelled by it.
#pragma once

#include "interventions/intervention.hpp"

namespace pijler {

// Screens in one round, each youth at most once.
class Screen {
public:
    Screen(World& world, Round const& round, MonthRandom const& random) : world_{world}, round_{round}, random_{random} {}

    // Whether a youth whom the target shows is reached: everybody, unless screening has to find them.
    bool finds(YouthId youth);
    // Whether a child of this home is, of those whom the target shows; all of these are screened.
    bool finds_child(HouseholdId home);

private:
    World& world_;
    Round const& round_;
    MonthRandom const& random_;
};

// Whether the target means this youth by what nobody sees.
bool is_meant(Youths const& youths, YouthId youth, Delivery const& delivery);

// The chance that Screen::finds a youth whom the target shows; that it finds a child of this home; how many it screens there.
double chance_to_find(Youths const& youths, YouthId youth, Delivery const& delivery);
double chance_to_find_child(World const& world, HouseholdId home, Delivery const& delivery);
double children_screened(World const& world, HouseholdId home, Delivery const& delivery);

// Whether the target shows a child of this home.
bool has_target_child(World const& world, HouseholdId home, Delivery const& delivery);

}  // namespace pijler
