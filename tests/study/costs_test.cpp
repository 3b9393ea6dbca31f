// What deliveries cost, by hand, for every intervention there is; and that costs are drawn from their ranges.
#include "study/costs.hpp"
#include "support/studies.hpp"

#include <cmath>

namespace pijler::test {
namespace {

double const of_town = 1200.0 / youths_in(small_municipality());  // of the small studies

double delivered(ResultFile const& file, std::string const& name, std::string const& arm) { return total(file, name, arm_named(file, arm)); }

class CostOf : public testing::TestWithParam<std::size_t> {
protected:
    static InterventionKind const& kind() { return intervention_kinds()[GetParam()]; }
    static Study study(std::string const& approach)
    {
        auto spec = deliver(kind().type.name, approach);
        spec.delivery.start = 1;
        if (spec.delivery.screening) spec.delivery.screening->cost = 0.0;  // what finding them costs comes on top
        auto study = small_study({arm("baseline"), arm("programme", {spec})});
        study.uncertainty = Uncertainty::priors;
        for (auto& each : study.arms) {
            each.scenario.simulation.run_in_months = 0;
            each.scenario.simulation.months = 14;
            each.scenario.simulation.replicates = 1;
            each.scenario.output.outcomes = {"contacts", "cost", "fixed_cost", "variable_cost", "hours", "fte"};
        }
        return study;
    }
};

// Contacts, hours, places or months times the unit cost, plus the fixed cost: of a round, two of which are due in fourteen months; of a
// lever once.
TEST_P(CostOf, IsItsContactsTimesTheUnitCostPlusTheFixedCost)
{
    auto const& type = kind().type;
    auto const study = CostOf::study(type.approaches.empty() ? "" : type.approaches.front());
    auto const file = run(study).file;
    auto const& cost = type.defaults.cost;
    double const rounds = type.is_lever ? 1.0 : type.defaults.every == 12 ? 2.0 : 1.0;
    double const contacts = delivered(file, "contacts", "programme");
    double const fixed = rounds * std::sqrt(cost.fixed.low * cost.fixed.high) * of_town, variable = contacts * std::sqrt(cost.per_contact.low * cost.per_contact.high);
    EXPECT_GT(contacts, 0.0);
    EXPECT_NEAR(delivered(file, "fixed_cost", "programme"), fixed, 1e-9 * (fixed + 1.0));
    EXPECT_NEAR(delivered(file, "variable_cost", "programme"), variable, 1e-9 * variable);
    EXPECT_NEAR(delivered(file, "cost", "programme"), fixed + variable, 1e-9 * (fixed + variable));
    double const hours = contacts * (type.counts_hours ? 1.0 : type.defaults.dose) * (type.hours_of_approach.empty() ? type.hours_per_contact : type.hours_of_approach.front());
    EXPECT_GT(hours, 0.0);
    EXPECT_NEAR(delivered(file, "hours", "programme"), hours, 1e-9 * hours);
    EXPECT_NEAR(delivered(file, "fte", "programme"), hours / 1400.0, 1e-9 * hours);
    // Drawn, but of the same contacts.
    double const drawn_contacts = delivered(file, "contacts", "programme_drawn"), drawn_fixed = delivered(file, "fixed_cost", "programme_drawn");
    double const drawn_price = delivered(file, "variable_cost", "programme_drawn") / drawn_contacts;
    EXPECT_GT(drawn_price, cost.per_contact.low);
    EXPECT_LT(drawn_price, cost.per_contact.high);
    EXPECT_NE(drawn_price, variable / contacts);
    EXPECT_GE(drawn_fixed, rounds * cost.fixed.low * of_town * (1.0 - 1e-9));
    EXPECT_LE(drawn_fixed, rounds * cost.fixed.high * of_town * (1.0 + 1e-9));
    EXPECT_EQ(drawn_fixed == fixed, cost.fixed.high == 0.0);
}

// A default cost is a range with a source and a grade, paid by somebody.
TEST_P(CostOf, IsARangeThatSaysWhereItComesFrom)
{
    auto const& type = kind().type;
    auto const& cost = type.defaults.cost;
    EXPECT_GT(cost.per_contact.low, 0.0);
    EXPECT_LT(cost.per_contact.low, cost.per_contact.high);
    EXPECT_TRUE(cost.fixed.high == 0.0 || (cost.fixed.low > 0.0 && cost.fixed.low < cost.fixed.high));
    EXPECT_FALSE(cost.payer.empty());
    EXPECT_TRUE(type.cost_source != "judgement" || type.cost_grade == "J");
    EXPECT_EQ(type.hours_of_approach.size(), type.approaches.size());
    EXPECT_EQ(type.price_of_approach.size(), type.approaches.size());
}

INSTANTIATE_TEST_SUITE_P(Each, CostOf, testing::Range(std::size_t{0}, intervention_kinds().size()),
                         [](auto const& each) { return intervention_kinds()[each.param].type.name; });

TEST(Costs, AreBookedToTheirPayerAndThePartOfTheTownThatIsSimulated)
{
    auto study = small_study({arm("baseline"), arm("parents", {evenings()})});
    study.arms[1].scenario.interventions[0].delivery.cost = {500.0, {4.0, 9.0}, "province"};
    auto const result = run(study).file;
    auto const contacts = total(result, "contacts", 1), cost = total(result, "cost", 1);
    EXPECT_GT(contacts, 0.0);
    EXPECT_NEAR(cost, contacts * 6.0 + 4 * 500.0 * of_town, 1e-6);  // two rounds in two replicates
    auto const& payers = std::get<std::vector<std::string>>(variable(result, "payer").values);
    EXPECT_EQ(payers, (std::vector<std::string>{"municipality", "province"}));
    auto const& values = std::get<std::vector<double>>(variable(result, "cost").values);
    for (std::size_t n = 0; n < values.size(); n += 2) EXPECT_EQ(values[n], 0.0) << "of the municipality";
    EXPECT_DOUBLE_EQ(central_price({0.0, {0.0, 9.0}, ""}).per_contact, 4.5);
}

// 500 draws log-uniform between 4 and 9: the mean of the logarithm lies within 4.9 standard errors (sd: the range over the root of 12), a
// false alarm in 1e-6 of seeds.
TEST(Costs, AreDrawnLogUniformlyFromTheirRangesAlikeInAllArms)
{
    auto spec = evenings();
    spec.delivery.cost = {{400.0, 900.0}, {4.0, 9.0}, ""};
    auto other = spec;
    other.name = "elsewhere";
    constexpr std::uint32_t draws = 500;
    double fixed = 0.0, unit = 0.0, product = 0.0;
    double const range = std::log(9.0 / 4.0), error = range / std::sqrt(12.0 * draws);
    for (std::uint32_t r = 0; r < draws; ++r) {
        auto const price = drawn_price(spec, RandomKey{1, r});
        ASSERT_GE(price.per_contact, 4.0);
        ASSERT_LE(price.per_contact, 9.0);
        double const a = std::log(price.fixed / 600.0), b = std::log(price.per_contact / 6.0);
        fixed += a / draws;
        unit += b / draws;
        product += a * b / draws;
        auto const again = drawn_price(other, RandomKey{1, r});
        ASSERT_EQ(price.fixed, again.fixed);
        ASSERT_EQ(price.per_contact, again.per_contact);
    }
    EXPECT_NEAR(fixed, 0.0, 4.9 * error);
    EXPECT_NEAR(unit, 0.0, 4.9 * error);
    EXPECT_NEAR(product, 0.0, 4.9 * range * range / 12.0 / std::sqrt(draws)) << "a dear round says nothing of a contact";
    spec.delivery.cost = {0.0, 4.0, ""};
    EXPECT_EQ(drawn_price(spec, RandomKey{1, 0}).fixed, 0.0);
    EXPECT_EQ(drawn_price(spec, RandomKey{1, 0}).per_contact, 4.0);
}

TEST(Costs, CountFewerFullTimeYearsWhereAYearHasMoreHours)
{
    auto study = small_study({arm("baseline"), arm("parents", {evenings()})});
    study.arms[1].parameters = {{"costs.hours_per_fte", 1000.0}};
    auto const result = run(study).file;
    EXPECT_GT(total(result, "hours", 1), 0.0);
    EXPECT_NEAR(total(result, "fte", 1), total(result, "hours", 1) / 1000.0, 1e-9);
}

}  // namespace
}  // namespace pijler::test
