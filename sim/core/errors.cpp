#include "core/errors.hpp"

#include <algorithm>
#include <numeric>

namespace pijler {
namespace {

std::string joined(std::vector<Fault> const& faults)
{
    std::string text;
    for (auto const& fault : faults) text += (text.empty() ? "" : "\n") + fault.text();
    return text;
}

// Edits (insert, delete, replace, swap of neighbours) that turn one name into the other, told up to `limit`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit)
{
    if (a.size() >= b.size() + limit || b.size() >= a.size() + limit) return limit;
    std::vector<std::size_t> two_above(b.size() + 1), above(b.size() + 1), cost(b.size() + 1);
    std::iota(cost.begin(), cost.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        two_above.swap(above);
        above.swap(cost);
        cost[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            cost[j] = std::min({above[j] + 1, cost[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost[j] = std::min(cost[j], two_above[j - 2] + 1);
        }
        if (std::ranges::min(cost) >= limit && std::ranges::min(above) >= limit) return limit;  // it never falls again
    }
    return std::min(cost.back(), limit);
}

}  // namespace

std::string Fault::text() const
{
    return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + ": error: " + problem +
           (remedy.empty() ? "" : "; " + remedy);
}

InputError::InputError(std::vector<Fault> faults) : std::runtime_error(joined(faults)), faults_{std::move(faults)} {}

std::string did_you_mean(std::string_view written, std::vector<std::string> const& known)
{
    std::string small{written.substr(0, 100)};  // as names are
    for (auto& letter : small)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    written = small;
    std::string const* best = nullptr;
    // A cut-short name means what it begins; otherwise one slip in three letters is near.
    if (written.size() >= 2)
        for (auto const& name : known)
            if (name.starts_with(written) && (!best || name.size() < best->size())) best = &name;
    if (best) return "did you mean '" + *best + "'?";
    auto best_distance = written.size() / 3 + 1;
    for (auto const& name : known) {
        auto const distance = edit_distance(written, name, best_distance);
        if (distance < best_distance) {
            best = &name;
            best_distance = distance;
        }
    }
    return best ? "did you mean '" + *best + "'?" : "";
}

}  // namespace pijler
