// The points of a sweep: where in the space of what varies the study is run.
#pragma once

#include "scenario/sweep_plan.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace pijler {

// In the order in which points are run, so laid that the first of them cover the space evenly: a stopped sweep can be used.
struct Design {
    std::vector<std::string> parameters;           // the settings that vary, as --set names them
    std::vector<std::vector<std::string>> points;  // a value for each, as --set takes it
};

// Random numbers follow from `seed`. Grids are in an order that covers each factor evenly from the start; Sobol' points are shifted digit by
// digit, which keeps them a net; Saltelli designs are in blocks, one per base sample: A, A with each column from B, with second order B with
// each column from A, B; Morris's in trajectories, in steps of half the levels.
Design make_design(SweepPlan const& plan, std::uint64_t seed);

// The header names what varies.
std::string csv_of(Design const& design);
// Throws InputError.
Design design_in(std::string const& csv, std::string const& file);

// Where csv_of writes a point's value of a parameter.
Place place_in_csv(Design const& design, std::size_t point, std::size_t column, std::string const& file);

// A column as numbers, one a point: of words the place in their order by letter.
std::vector<double> column_as_numbers(Design const& design, std::size_t column);

}  // namespace pijler
