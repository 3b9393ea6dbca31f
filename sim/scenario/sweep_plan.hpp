// What a study says of its sweep: which settings vary, over what, and how points are laid.
#pragma once

#include "core/errors.hpp"
#include "scenario/parameters.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace pijler {

enum class DesignKind { grid, random, latin_hypercube, sobol, saltelli, morris, priors, table };

// A setting that a sweep varies: a parameter, <intervention>.<field>, arm.<arm>.<intervention>.<field>, arm.<arm>.parameters.<name>,
// population.youths or simulation.run_in_months.
struct Factor {
    std::string path;
    Place place;
    double low = 0.0, high = 1.0;     // a range, but in a grid
    bool whole = false;               // takes whole numbers alone
    std::vector<std::string> values;  // as typed: in a grid, and column by column in a table
    std::vector<Place> places;        // beside them
};

// In the place of a parameter's declared prior: a normal within the parameter's range. Of sd 0 it is known.
struct StatedPrior {
    std::string parameter;
    double centre;
    double sd;
};

struct SweepPlan {
    DesignKind design = DesignKind::sobol;
    std::size_t points = 0;     // of a Saltelli design: base samples; of Morris's: trajectories; of a grid or table: follows
    int levels = 4;             // Morris
    bool second_order = false;  // Saltelli: rows for second-order indices too
    std::vector<Factor> factors;
    std::vector<ParameterValues> sets;  // of priors: taken by the points in turn
    std::vector<StatedPrior> priors;    // of priors: in the place of the declared ones
};

}  // namespace pijler
