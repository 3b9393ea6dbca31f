// Units of a sweep hold what a comparison does, replicate by replicate, and none whose shape is another's.
#include "study/sweep/unit_results.hpp"

#include "support/studies.hpp"

namespace pijler::test {
namespace {

std::vector<ParameterRow> const& parameters()
{
    static auto const vocabulary = make_vocabulary();
    return vocabulary.parameters;
}

Study two_arms()
{
    auto study = small_study({arm("baseline"), arm("lessons", {lessons()})});
    for (auto& each : study.arms) {
        each.scenario.simulation.months = 4;
        each.scenario.simulation.run_in_months = 3;
        each.scenario.simulation.replicates = 3;
        each.scenario.population.youths = 300;
        each.scenario.output.outcomes = {"starts", "prevented_starts", "network_degree", "cost"};
    }
    return study;
}

std::vector<Variable> unit(UnitTable const& table, Study const& study, std::uint32_t replicate)
{
    auto const plan = plan_arms(study, World{0});
    ReplicateRecords records;
    EXPECT_TRUE(run_replicate(table.task(study, plan), replicate, {1}, [] { return true; }, records));
    return table.of_unit(study, plan, replicate, records);
}

TEST(UnitResults, AreTheReplicatesOfAComparison)
{
    auto const study = two_arms();
    UnitTable const table{study, parameters()};
    auto const whole = run(study).file;
    UnitStack stack{table.frame()};
    std::vector<std::uint32_t> const order{2, 0, 1};
    std::size_t bytes = 0;
    for (auto const replicate : order) {
        auto variables = unit(table, study, replicate);
        bytes = 0;
        for (auto const& one : variables) std::visit([&](auto const& values) { bytes += values.size() * sizeof values[0]; }, one.values);
        EXPECT_EQ(bytes, table.bytes_a_unit());
        stack.add(7, replicate, std::move(variables));
    }
    EXPECT_EQ(stack.count(), 3u);
    auto const file = std::move(stack).take();
    EXPECT_EQ(size_of(file, "unit"), 3u);
    EXPECT_EQ(std::get<std::vector<std::int32_t>>(variable(file, "point").values), (std::vector{7, 7, 7}));
    EXPECT_EQ(std::get<std::vector<std::int32_t>>(variable(file, "replicate_number").values), (std::vector{2, 0, 1}));
    std::size_t compared = 0;
    for (auto const& one : file.variables) {
        if (!has_dimension(one, "unit") || one.name == "point" || one.name == "replicate_number") continue;
        auto const& other = variable(whole, one.name);
        for (std::size_t n = 0; n < order.size(); ++n)
            EXPECT_EQ(slice(file, one, "unit", n), has_dimension(other, "replicate") ? slice(whole, other, "replicate", order[n]) : slice(whole, other, "", 0)) << one.name;
        ++compared;
    }
    for (auto const* name : {"starts", "prevented_starts", "network_degree", "cost"}) EXPECT_TRUE(has_dimension(variable(file, name), "unit")) << name;
    EXPECT_GE(compared, 4u);
}

TEST(UnitResults, WithoutUnitsAreTheFrame)
{
    UnitTable const table{two_arms(), parameters()};
    auto const file = UnitStack{table.frame()}.take();
    EXPECT_EQ(file.variables.size(), table.frame().variables.size());
    EXPECT_EQ(std::ranges::find(file.dimensions, "unit", &Dimension::name), file.dimensions.end());
}

TEST(UnitResults, RefuseAPointOfAnotherShape)
{
    auto const study = two_arms();
    UnitTable const table{study, parameters()};
    auto of_another_payer = study;
    of_another_payer.arms[1].scenario.interventions[0].delivery.cost.payer = "somebody else";
    auto of_another_arm = study;
    of_another_arm.arms[1].name = "others";
    auto longer = study;
    for (auto& each : longer.arms) each.scenario.simulation.months = 5;
    for (auto const& other : {of_another_payer, of_another_arm, longer}) {
        try {
            unit(table, other, 0);
            ADD_FAILURE() << "taken";
        } catch (StatusError const& error) {
            EXPECT_EQ(error.status(), ExitStatus::bad_input);
        }
    }
    EXPECT_EQ(unit(table, study, 0).size(), unit(table, study, 1).size());
    // Where it is known before that somebody else may pay, there is room.
    UnitTable const roomy{study, parameters(), {"somebody else"}};
    EXPECT_EQ(std::get<std::vector<std::string>>(variable(roomy.frame(), "payer").values), (std::vector<std::string>{"municipality", "somebody else"}));
    auto const paid = [&](Study const& at) {
        auto const variables = unit(roomy, at, 0);
        auto const& costs = std::get<std::vector<double>>(std::ranges::find(variables, "cost", &Variable::name)->values);
        std::vector<double> sums(2);
        for (std::size_t n = 0; n < costs.size(); ++n) sums[n % 2] += costs[n];
        return sums;
    };
    auto const usual = paid(study), other = paid(of_another_payer);
    EXPECT_GT(usual[0], 0.0);
    EXPECT_EQ(other, (std::vector{usual[1], usual[0]}));
}

}  // namespace
}  // namespace pijler::test
