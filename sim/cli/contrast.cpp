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
    // What services do may be done by nobody in the reference.
    if (shown_ == Shown::percent && !outcome_named(question_.outcome).per_substance && base_ < few) shown_ = Shown::units;
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
        case Shown::level: return base_ < 10.0 ? 3 : 1;
        case Shown::units: break;
    }
    return outcome_named(question_.outcome).kind == OutcomeKind::delivery ? 0 : 1;
}

// The month from which the question is of: of stocks only the last year.
int Contrast::start() const
{
    return shown_ == Shown::percent || shown_ == Shown::units ? question_.from : question_.horizon - std::max(12, static_cast<int>(view_.number("every")));
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

// A replicate in which an arm has none has no ratio.
std::vector<double> Contrast::weighed(WeightedArms const& arms, Scale scale) const
{
    std::vector<double> list(view_.size("replicate"), 0.0);
    for (auto const& [arm, weight] : arms) {
        auto const of_arm = values(arm);
        for (std::size_t n = 0; n < list.size(); ++n) list[n] += weight * (scale == Scale::difference ? of_arm[n] : of_arm[n] > 0.0 ? std::log(of_arm[n]) : std::nan(""));
    }
    for (auto& value : list) value = scale == Scale::difference ? value * scale_ : 100.0 * std::expm1(value);
    return list;
}

std::vector<double> Contrast::central(WeightedArms const& arms, Scale scale) const
{
    auto const none = [](std::vector<double> const& list) { return std::ranges::all_of(list, [](double value) { return value == 0.0 || std::isnan(value); }); };
    if (is_of_nobody() || is_too_few() || std::ranges::all_of(arms, [&](WeightedArm const& weighted) { return none(values(weighted.arm)); })) return {};
    return weighed(arms, scale);
}

std::optional<std::vector<double>> Contrast::drawn(WeightedArms const& arms, Scale scale) const
{
    if (central(arms, scale).empty()) return std::nullopt;
    WeightedArms others;
    for (auto const& [arm, weight] : arms) {
        auto const other = view_.drawn_arm(arm);
        if (!other) return std::nullopt;
        others.push_back({*other, weight});
    }
    return weighed(others, scale);
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
