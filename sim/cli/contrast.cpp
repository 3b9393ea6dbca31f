#include "cli/contrast.hpp"

#include "cli/figures.hpp"
#include "output/outcomes.hpp"

#include <algorithm>
#include <cmath>

namespace pijler {
namespace {

using Over = ResultView::Over;

constexpr double few = 5.0;  // events a replicate: below, a change in per cent says nothing

Outcome const& outcome_named(std::string const& name)
{
    return *std::ranges::find(outcomes(), name, [](Outcome const& outcome) { return outcome.row.name; });
}

Shown shown_as(ResultView const& view, std::string const& name)
{
    auto const& outcome = outcome_named(name);
    switch (outcome.kind) {
        case OutcomeKind::count:
        case OutcomeKind::direct_count:
            if (outcome.index >= first_flow) return Shown::percent;
            return view.has("youths") ? Shown::points : Shown::level;
        case OutcomeKind::mean:
        case OutcomeKind::network:
        case OutcomeKind::town: return Shown::level;
        case OutcomeKind::net:
        case OutcomeKind::direct_flow:
        case OutcomeKind::noise_floor:
        case OutcomeKind::delivery: break;
    }
    return Shown::units;
}

}  // namespace

bool Contrast::is_answered(ResultView const& view, Question const& question)
{
    return view.has(question.outcome) && view.place("subgroup", question.subgroup) < view.size("subgroup");
}

Contrast::Contrast(ResultView const& view, Question question) : view_{view}, question_{std::move(question)}, shown_{shown_as(view, question_.outcome)}
{
    base_ = mean(values(0));
    if (shown_ == Shown::percent) scale_ = 100.0 / base_;
}

bool Contrast::is_of_whole_town() const
{
    auto const kind = outcome_named(question_.outcome).kind;
    return kind == OutcomeKind::network || kind == OutcomeKind::delivery || kind == OutcomeKind::town;
}

std::string Contrast::when() const
{
    if (shown_ != Shown::points && shown_ != Shown::level) return "";
    int const last = question_.horizon - start();
    return ", in the last " + (last == 12 ? "year" : std::to_string(last) + " months");
}

int Contrast::decimals() const
{
    switch (shown_) {
        case Shown::percent: return 1;
        case Shown::points: return 2;
        case Shown::level: return 3;
        case Shown::units: break;
    }
    return outcome_named(question_.outcome).kind == OutcomeKind::delivery ? 0 : 1;
}

// The month from which the question is of: of stocks only the last year.
int Contrast::start() const
{
    return shown_ == Shown::percent || shown_ == Shown::units ? 0 : question_.horizon - std::max(12, static_cast<int>(view_.number("every")));
}

bool Contrast::is_of_nobody() const
{
    return std::isnan(base_) || (is_answered(view_, {"youths", question_.subgroup, 0, {}}) && mean(view_.by_replicate("youths", 0, question_.subgroup, Over::sum, start(), question_.horizon)) == 0.0);
}

bool Contrast::is_too_few() const { return shown_ == Shown::percent && base_ < few; }

std::vector<double> Contrast::values(std::size_t arm) const
{
    auto const over = shown_ == Shown::level ? Over::mean : Over::sum;
    auto found = view_.by_replicate(question_.outcome, arm, question_.subgroup, over, start(), question_.horizon);
    if (shown_ != Shown::points) return found;
    auto const youths = view_.by_replicate("youths", arm, question_.subgroup, Over::sum, start(), question_.horizon);
    for (std::size_t n = 0; n < found.size(); ++n) found[n] = youths[n] > 0.0 ? 100.0 * found[n] / youths[n] : std::nan("");
    return found;
}

std::vector<double> Contrast::differences(std::size_t a, std::size_t b) const
{
    auto list = difference(values(a), values(b));
    for (auto& value : list) value *= scale_;
    return list;
}

std::vector<double> Contrast::central(std::size_t a, std::size_t b) const
{
    auto const none = [](std::vector<double> const& list) { return std::ranges::all_of(list, [](double value) { return value == 0.0 || std::isnan(value); }); };
    if (is_of_nobody() || is_too_few() || (none(values(a)) && none(values(b)))) return {};
    return differences(a, b);
}

std::optional<std::vector<double>> Contrast::drawn(std::size_t a, std::size_t b) const
{
    auto const other = view_.drawn_arm(a), reference = view_.drawn_arm(b);
    if (!other || !reference || central(a, b).empty()) return std::nullopt;
    return differences(*other, *reference);
}

double Contrast::relative(double share) const { return share * base_ * scale_; }

double Contrast::flow(char const* variable, std::size_t arm) const { return mean(view_.by_replicate(variable, arm, question_.subgroup, Over::sum, 0, question_.horizon)); }

std::vector<double> Contrast::noise_floor() const
{
    auto list = view_.by_replicate("noise_floor_starts", 0, question_.subgroup, Over::sum, 0, question_.horizon);
    for (auto& value : list) value *= scale_;
    return list;
}

}  // namespace pijler
