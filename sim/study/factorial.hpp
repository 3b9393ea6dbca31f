// Main effects and two-way interactions of a factorial study, as weights of its arms.
//
// A main effect is the mean, over all levels of the other factors, of what adding the factor does. An interaction is what two factors
// together do beyond the sum of what each does without the other, again at the mean over the rest: 0 where effects add up.
#pragma once

#include "output/result_file.hpp"
#include "study/arms.hpp"

namespace pijler {

struct FactorialTerm {
    std::string name;             // "education", "education x support"
    std::vector<double> weight;   // of each arm, by its number: arm n holds factor f where bit f of n is set
};

// The main effects in the order of the factors, then the pairs.
std::vector<FactorialTerm> factorial_terms(std::vector<std::string> const& factors);

// Which arm holds which factor, and the weights with which any outcome of the arms gives a term; nothing for other studies.
void describe_factorial(Study const& study, ArmPlan const& plan, ResultFile& file);

}  // namespace pijler
