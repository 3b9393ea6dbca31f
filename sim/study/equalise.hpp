// Coverages at which arms spend the same: planned on the people who will be there, by what their rounds are expected to reach.
#pragma once

#include "simulation/advance_month.hpp"
#include "study/costs.hpp"

namespace pijler {

// An arm as it would pay for itself: what it delivers, its effects, and what each intervention costs.
struct Spender {
    std::vector<InterventionSpec> specs;
    ParameterValues values;
    std::vector<Price> prices;
};

// How far from the budget an arm of equal spending may be.
inline constexpr double spending_tolerance = 0.05;

struct EqualSpending {
    bool met = true;      // false: spends another amount, as near to the budget as plausible reach and whole steps allow
    double scale = 1.0;   // of every coverage of the arm
    double spent = 0.0;   // expected, a year: euro, contacts or hours
};

// For each spender the scale of its coverages at which it is expected to spend `budget` a year. `people`: the replicate's world when month 0
// begins; who comes, leaves and moves up is the same in every arm, so that the Septembers of the run can be turned ahead of it. Nothing is
// drawn of who is reached: what remains to chance is which classes and parents are.
std::vector<EqualSpending> equalise(World people, ModelParams const& params, RandomKey const& key, int months, std::vector<Spender> const& spenders, Equalise what,
                                    double budget);

std::vector<InterventionSpec> scaled(std::vector<InterventionSpec> specs, double scale);

}  // namespace pijler
