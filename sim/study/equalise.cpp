#include "study/equalise.hpp"

#include "study/costs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace pijler {
namespace {

// All rounds of an arm over the run, with whom each could reach.
struct Rounds {
    Spender const& spender;
    int months;
    Equalise what;
    std::vector<Programme::ExpectedRound> due;

    double price_of_round(std::size_t part, int month) const
    {
        return what == Equalise::budget && has_fixed_cost(spender.specs[part], month) ? spender.prices[part].fixed : 0.0;
    }
    double price_of_contact(std::size_t part) const
    {
        return what == Equalise::budget     ? spender.prices[part].per_contact
               : what == Equalise::contacts ? 1.0
                                            : hours_of_contact(spender.specs[part]);
    }
    double price_of_screening(std::size_t part) const { return what == Equalise::budget ? screening_cost(spender.specs[part].delivery) : 0.0; }
    // Expected spending a year with all coverages times `scale`.
    double spent(double scale) const
    {
        Programme const programme{scaled(spender.specs, scale), spender.values, months};
        auto const closed = closed_shops(programme);
        double sum = 0.0;
        for (auto const& round : due) {
            auto const reach = programme.reach(round.part, round.month);
            sum += price_of_round(round.part, round.month) + price_of_contact(round.part) * contacts(round, reach, closed) + price_of_screening(round.part) * round.screened(reach);
        }
        return a_year(sum);
    }
    // Shops that the arm itself closes, by month: others work on those that are left.
    std::map<int, std::size_t> closed_shops(Programme const& programme) const
    {
        std::map<int, std::size_t> closed;
        for (auto const& round : due)
            if (type_of(round).comes_first) closed[round.month] += static_cast<std::size_t>(std::lround(round.contacts(programme.reach(round.part, round.month))));
        return closed;
    }
    double contacts(Programme::ExpectedRound const& round, double reach, std::map<int, std::size_t> const& closed) const
    {
        auto const here = closed.find(round.month);
        if (type_of(round).comes_first || type_of(round).needs != "coffeeshops" || here == closed.end()) return round.contacts(reach);
        auto const left = round.open_shops - std::min(round.open_shops, here->second);
        return round.contacts(1.0) / static_cast<double>(round.open_shops) * static_cast<double>(share_of(left, reach));
    }
    InterventionType const& type_of(Programme::ExpectedRound const& round) const { return intervention_kind(spender.specs[round.part].type).type; }
    // Of it, what rounds cost whatever their reach.
    double of_rounds() const
    {
        double sum = 0.0;
        for (auto const& round : due) sum += price_of_round(round.part, round.month);
        return a_year(sum);
    }
    double a_year(double sum) const { return sum * months_per_year / months; }
};

// Who uses in months to come depends on the arm. Planning takes it from the curve by age that youths who come from elsewhere have.
void use_as_their_age(World& world, RandomKey const& key, StageParams const& stages)
{
    auto& y = world.youths;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        y.stage[youth] = Stage::never;
        if (y.present[youth]) give_history(world, youth, key, stages);
    }
}

// The scale at which an intervention reaches as many as practice can.
double highest_scale(std::vector<InterventionSpec> const& specs)
{
    double highest = std::numeric_limits<double>::infinity();
    for (auto const& spec : specs)
        if (spec.delivery.coverage > 0.0 && !spec.delivery.stops) highest = std::min(highest, intervention_kind(spec.type).type.plausible_coverage / spec.delivery.coverage);
    return highest;
}

bool is_near(double spent, double budget) { return std::abs(spent - budget) <= spending_tolerance * budget; }

EqualSpending scale_to(Rounds const& rounds, double budget)
{
    if (rounds.due.empty()) return {false, 1.0, 0.0};
    double low = 0.0;
    double high = highest_scale(rounds.spender.specs);
    if (double const most = rounds.spent(high); most < budget) return {is_near(most, budget), high, most};
    // Rounds cost something even when they reach hardly anybody; without coverage there are none.
    if (rounds.of_rounds() > budget) return {false, 0.0, 0.0};
    constexpr int halvings = 30;
    for (int step = 0; step < halvings; ++step) {
        double const middle = 0.5 * (low + high);
        (rounds.spent(middle) < budget ? low : high) = middle;
    }
    // Places and shops come whole: of the last step below the budget and the first above it, the nearer.
    double const below = low > 0.0 ? rounds.spent(low) : 0.0, above = rounds.spent(high);
    bool const stays_below = budget - below < above - budget;
    double const spent = stays_below ? below : above;
    return {is_near(spent, budget), stays_below ? low : high, spent};
}

}  // namespace

std::vector<EqualSpending> equalise(World people, ModelParams const& params, RandomKey const& key, int months, std::vector<Spender> const& spenders, Equalise what,
                                    double budget)
{
    std::vector<Rounds> plans;
    std::vector<Programme> programmes;
    for (auto const& spender : spenders) {
        plans.push_back({spender, months, what, {}});
        programmes.emplace_back(spender.specs, spender.values, months);
    }
    Run ahead{std::move(people)};
    for (int month = 0; month < months; ++month) {
        turn_twin_calendar(ahead, params, MonthRandom{key, month});
        if (month_of_year(month) == 0) use_as_their_age(ahead.world, key, params.stages());
        for (std::size_t n = 0; n < plans.size(); ++n)
            for (auto& round : programmes[n].expected_rounds(ahead.world, month)) plans[n].due.push_back(std::move(round));
    }
    std::vector<EqualSpending> result;
    for (auto const& plan : plans) result.push_back(scale_to(plan, budget));
    return result;
}

std::vector<InterventionSpec> scaled(std::vector<InterventionSpec> specs, double scale)
{
    for (auto& spec : specs)
        if (!spec.delivery.stops) spec.delivery.coverage *= scale;
    return specs;
}

}  // namespace pijler
