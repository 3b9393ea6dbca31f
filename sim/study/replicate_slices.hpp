// The replicates done of values that are laid out for all of them: along the second of the dimensions (arm, replicate, rest).
#pragma once

#include "core/errors.hpp"

#include <algorithm>
#include <vector>

namespace pijler {

// Keeps the first `done` of `replicates`.
template <class Value>
std::vector<Value> first_replicates(std::vector<Value> values, std::size_t arms, std::size_t replicates, std::size_t done)
{
    if (done == replicates) return values;
    auto const rest = values.size() / (arms * replicates);
    std::vector<Value> kept;
    kept.reserve(arms * done * rest);
    for (std::size_t arm = 0; arm < arms; ++arm) {
        auto const begin = values.begin() + static_cast<std::ptrdiff_t>(arm * replicates * rest);
        kept.insert(kept.end(), begin, begin + static_cast<std::ptrdiff_t>(done * rest));
    }
    return kept;
}

// The reverse of first_replicates.
template <class Value>
void put_replicates(std::vector<Value>& values, std::vector<Value> const& kept, std::size_t arms, std::size_t replicates, std::size_t done)
{
    auto const rest = values.size() / (arms * replicates);
    expect(kept.size() == arms * done * rest, "kept replicates have the shape of this study");
    for (std::size_t arm = 0; arm < arms; ++arm)
        std::copy_n(kept.begin() + static_cast<std::ptrdiff_t>(arm * done * rest), done * rest, values.begin() + static_cast<std::ptrdiff_t>(arm * replicates * rest));
}

}  // namespace pijler
