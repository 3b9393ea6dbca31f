// Small worlds that the tests of several rooms share.
#pragma once

#include "simulation/advance_month.hpp"

#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace pijler::test {

// An average town's figures at a size that simulates in no time: `youths` in all.
Municipality small_municipality();
World small_town(double youths = 1500, std::uint64_t seed = 1, SynthesisParams const& params = {}, int first_month = 0);

// A world made by hand: `count` youths of `age`, each with a home of two middling parents, no ties, in no group, all present, at the
// centre of every scale.
World plain_world(std::size_t count, int age = 14);
void tie(World& world, std::uint32_t a, std::uint32_t b);
// Puts youths into class `group` (1, 2, ...); the world must have been given classes by `give_classes`.
void give_classes(World& world, std::size_t classes);
void put_in_class(World& world, std::uint32_t youth, std::uint32_t group);

// One intervention with its type's defaults.
InterventionSpec deliver(std::string const& type, std::string const& approach = "");

// What one month after another does, by itself (no study).
void run_months(Run& run, Programme const& programme, ModelParams const& params, RandomKey const& key, int from, int to, Workers workers = {});

// Names of the columns of youths, households and classes in which two worlds differ; empty when they are the same bit for bit. Ties
// are compared as sets: the order in a row is no state. `ignored`: places whose rows are not compared.
std::vector<std::string> differences(World const& a, World const& b, std::function<bool(YouthId)> const& ignored = {});

// What holds in every world: ties from both sides, none with oneself, twice or with an empty place; households and their children
// point at each other; free places are free and listed once.
void expect_consistent(World const& world);

// Normal bound of a count of independent chances: a false alarm in 1e-6 of seeds.
inline double count_bound(double n, double p) { return 4.9 * std::sqrt(n * p * (1.0 - p)) + 1.0; }

}  // namespace pijler::test
