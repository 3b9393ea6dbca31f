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

std::string in_small_letters(std::string_view text)
{
    std::string small{text};
    for (auto& letter : small)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return small;
}

std::size_t common_beginning(std::string_view a, std::string_view b)
{
    auto const [end, _] = std::ranges::mismatch(a, b);
    return static_cast<std::size_t>(end - a.begin());
}

}  // namespace

std::string Fault::text() const
{
    return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + ": error: " + problem +
           (remedy.empty() ? "" : "; " + remedy);
}

InputError::InputError(std::vector<Fault> faults) : std::runtime_error(joined(faults)), faults_{std::move(faults)} {}

std::optional<std::string> nearest_name(std::string_view written, std::vector<std::string> const& known)
{
    auto const asked = in_small_letters(written.substr(0, 100));
    // A cut-short name means what it begins; otherwise one slip in three letters is near, and of names as near the one that begins alike.
    std::string const* best = nullptr;
    if (asked.size() >= 2)
        for (auto const& name : known)
            if (in_small_letters(name).starts_with(asked) && (!best || name.size() < best->size())) best = &name;
    if (best) return *best;
    auto best_distance = asked.size() / 3;
    std::size_t best_beginning = 0;
    for (auto const& name : known) {
        auto const small = in_small_letters(name);
        auto const distance = edit_distance(asked, small, best_distance + 1);
        auto const beginning = common_beginning(asked, small);
        if (distance > best_distance || (best && distance == best_distance && beginning <= best_beginning)) continue;
        best = &name;
        best_distance = distance;
        best_beginning = beginning;
    }
    return best ? std::optional{*best} : std::nullopt;
}

std::string did_you_mean(std::string_view written, std::vector<std::string> const& known)
{
    auto const name = nearest_name(written, known);
    return name ? "did you mean '" + *name + "'?" : "";
}

}  // namespace pijler
