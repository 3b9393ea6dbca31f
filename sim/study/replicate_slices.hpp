// The replicates done of values that are laid out for all of them: along the second of the dimensions (arm, replicate, rest).
#pragma once

#include "core/errors.hpp"
#include "output/result_file.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace pijler {

using ReplicateSet = std::set<std::size_t>;

// Those `done` of `replicates`; the others may be written meanwhile.
template <class Value>
std::vector<Value> of_replicates(std::vector<Value> const& values, std::size_t arms, std::size_t replicates, ReplicateSet const& done)
{
    auto const rest = values.size() / (arms * replicates);
    std::vector<Value> kept;
    kept.reserve(arms * done.size() * rest);
    for (std::size_t arm = 0; arm < arms; ++arm)
        for (auto const replicate : done) {
            auto const begin = values.begin() + static_cast<std::ptrdiff_t>((arm * replicates + replicate) * rest);
            kept.insert(kept.end(), begin, begin + static_cast<std::ptrdiff_t>(rest));
        }
    return kept;
}

template <class Value>
std::vector<Value> of_replicates(std::vector<Value>&& values, std::size_t arms, std::size_t replicates, ReplicateSet const& done)
{
    return done.size() == replicates ? std::move(values) : of_replicates(std::as_const(values), arms, replicates, done);
}

// The reverse of of_replicates.
template <class Value>
void put_replicates(std::vector<Value>& values, std::vector<Value> const& kept, std::size_t arms, std::size_t replicates, ReplicateSet const& done)
{
    auto const rest = values.size() / (arms * replicates);
    expect(kept.size() == arms * done.size() * rest, "kept replicates have the shape of this study");
    auto from = kept.begin();
    for (std::size_t arm = 0; arm < arms; ++arm)
        for (auto const replicate : done) {
            std::copy_n(from, rest, values.begin() + static_cast<std::ptrdiff_t>((arm * replicates + replicate) * rest));
            from += static_cast<std::ptrdiff_t>(rest);
        }
}

// The coordinate of a result that holds these, and the other way round.
inline std::vector<std::int32_t> numbers_of(ReplicateSet const& replicates) { return {replicates.begin(), replicates.end()}; }
inline ReplicateSet replicates_in(ResultFile const& file)
{
    auto const coordinate = std::ranges::find(file.variables, "replicate", &Variable::name);
    if (coordinate == file.variables.end()) return {};
    auto const& numbers = std::get<std::vector<std::int32_t>>(coordinate->values);
    return {numbers.begin(), numbers.end()};
}

}  // namespace pijler
