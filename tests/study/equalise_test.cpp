// Equal spending: each replicate scales an arm to its own people and costs.
#include "study/equalise.hpp"
#include "study/costs.hpp"
#include "support/studies.hpp"

namespace pijler::test {
namespace {

Study equal_study(Equalise what, double budget, std::vector<Arm> arms)
{
    auto study = small_study(std::move(arms));
    study.equalise = what;
    study.budget = budget;
    return study;
}

std::vector<double> const& by_replicate(ResultFile const& file, std::string const& name) { return std::get<std::vector<double>>(variable(file, name).values); }

// Who comes and leaves does not depend on what is lived through: that is what lets a plan look ahead.
TEST(PeopleAtStart, AreThoseOfTheRunIn)
{
    auto const study = small_study({arm("baseline")});
    auto const lived = run_in(study, 1, {1}, [] { return true; }).front().world;
    auto const planned = people_at_start(study, 1);
    auto const& a = lived.youths;
    auto const& b = planned.youths;
    for (YouthId youth{0}; youth.index < a.count(); ++youth.index) {
        ASSERT_EQ(a.present[youth], b.present[youth]);
        if (!a.present[youth]) continue;
        ASSERT_EQ(a.identity[youth], b.identity[youth]);
        ASSERT_EQ(a.school_age[youth], b.school_age[youth]);
        ASSERT_EQ(a.sex[youth], b.sex[youth]);
        ASSERT_EQ(a.track[youth], b.track[youth]);
        ASSERT_EQ(a.class_group[youth], b.class_group[youth]);
        ASSERT_EQ(a.household[youth], b.household[youth]);
        ASSERT_EQ(a.bond_anchor[youth], b.bond_anchor[youth]);
        ASSERT_EQ(lived.households.involvement[a.household[youth]], planned.households.involvement[b.household[youth]]);
    }
}

// Deliveries of many replicates, each at its own scale and drawn cost, on their own people. What is left to chance is whom the rounds reach.
// The bound of 2 % is at least 4.9 standard errors: a false alarm in 1e-6 of seeds.
TEST(Equalise, SpendsTheBudgetOnAverageOverReplicates)
{
    constexpr std::uint32_t replicates = 600;
    constexpr int months = 36;
    constexpr double budget = 3500.0;
    auto study = small_study({arm("baseline")});
    study.arms[0].scenario.population.youths = 4000;
    study.arms[0].scenario.simulation.run_in_months = 0;
    ModelParams const params;
    std::vector<std::vector<InterventionSpec>> arms{{lessons()}, {evenings()}, {training()}, {lessons("skills"), evenings()}, {lessons("skills")}};
    arms[0][0].delivery.cost = {0.0, {4.0, 6.0}, ""};
    arms[1][0].delivery.cost = {{200.0, 900.0}, {10.0, 40.0}, ""};
    arms[2][0].delivery.cost = {0.0, {30.0, 45.0}, ""};
    arms[3][0].delivery.cost = {100.0, {2.0, 4.0}, ""};
    arms[3][1].delivery.cost = {500.0, {5.0, 20.0}, ""};
    arms[3][1].supports = arms[3][0].name;
    arms[4][0].delivery.cost = {0.0, {4.0, 6.0}, ""};
    arms[4][0].delivery.sensation_seeking = {0.5, 1.0};
    arms[4][0].delivery.screening = {0.8, 0.9, 3.0};
    std::vector<double> sum(arms.size()), squares(arms.size());
    for (std::uint32_t r = 0; r < replicates; ++r) {
        RandomKey const key{study.arms[0].scenario.simulation.seed, r};
        pijler::Run town{people_at_start(study, r)};
        town.world.youths.make_ties();  // youths look around below: nobody has a friend
        std::vector<Spender> spenders;
        for (auto const& specs : arms) {
            spenders.push_back({specs, {}, {}});
            for (auto const& spec : specs) spenders.back().prices.push_back(drawn_price(spec, key));
        }
        auto const equal = equalise(town.world, params, key, months, spenders, Equalise::budget, budget);
        std::vector<Programme> programmes;
        for (std::size_t n = 0; n < arms.size(); ++n) {
            ASSERT_TRUE(equal[n].met) << n;
            ASSERT_NEAR(equal[n].spent, budget, 1e-3 * budget) << n;
            programmes.emplace_back(scaled(arms[n], equal[n].scale), ParameterValues{}, months);
        }
        std::vector<double> spent(arms.size());
        for (int month = 0; month < months; ++month) {
            MonthRandom const random{key, month};
            turn_twin_calendar(town, params, random);
            observe_peers(town.world, params.observation, {1}, town.surroundings);
            for (std::size_t n = 0; n < arms.size(); ++n) {
                programmes[n].act(town.world, town.surroundings, random);
                for (std::size_t part = 0; part < arms[n].size(); ++part) {
                    auto const& delivered = town.world.delivered[part];
                    spent[n] += (delivered.rounds * spenders[n].prices[part].fixed + delivered.contacts * spenders[n].prices[part].per_contact +
                                 delivered.screened * screening_cost(arms[n][part].delivery)) * 12.0 / months;
                }
            }
        }
        for (std::size_t n = 0; n < arms.size(); ++n) {
            sum[n] += spent[n];
            squares[n] += spent[n] * spent[n];
        }
    }
    for (std::size_t n = 0; n < arms.size(); ++n) {
        auto const mean = sum[n] / replicates;
        auto const error = std::sqrt((squares[n] / replicates - mean * mean) / replicates);
        RecordProperty("arm_" + std::to_string(n), std::to_string(mean) + " +- " + std::to_string(error));
        EXPECT_LT(4.9 * error, 0.02 * budget) << n;
        EXPECT_NEAR(mean, budget, 0.02 * budget) << n;
    }
}

TEST(Equalise, PlansEachReplicateWithItsOwnCost)
{
    auto study = equal_study(Equalise::budget, 8000.0, {arm("baseline"), arm("parents", {evenings()}), arm("both", {lessons("skills"), evenings()})});
    study.uncertainty = Uncertainty::priors;
    auto const result = run(study, 2).file;
    auto const replicates = size_of(result, "replicate");
    auto const scale = by_replicate(result, "coverage_scale"), spent = by_replicate(result, "expected_spending");
    auto const budget = 8000.0 * 1200.0 / youths_in(small_municipality());
    for (auto const* name : {"parents_equalised", "parents_equalised_drawn", "both_equalised", "both_equalised_drawn"})
        for (std::size_t r = 0; r < replicates; ++r) EXPECT_NEAR(spent[arm_named(result, name) * replicates + r], budget, 1e-3 * budget) << name;
    auto const at = [&](std::string const& name, std::size_t r) { return scale[arm_named(result, name) * replicates + r]; };
    EXPECT_EQ(at("parents", 0), 1.0);
    EXPECT_NE(at("parents_equalised", 0), at("parents_equalised", 1));        // other people
    EXPECT_NE(at("parents_equalised", 0), at("parents_equalised_drawn", 0));  // another cost
}

TEST(Equalise, EqualisesContactsAndHoursToo)
{
    auto lasting = evenings();
    lasting.delivery.dose = 2.0;
    for (auto const what : {Equalise::contacts, Equalise::hours}) {
        auto study = equal_study(what, what == Equalise::contacts ? 2000.0 : 200.0, {arm("baseline"), arm("information", {lessons()}), arm("parents", {lasting})});
        for (auto& each : study.arms) each.scenario.population.youths = std::nullopt;
        for (auto& each : study.arms) each.scenario.simulation.run_in_months = 0;
        auto const result = run(study, 2);
        ASSERT_EQ(result.plan.infeasible, std::vector<std::string>{});
        EXPECT_EQ(variable(result.file, "expected_spending").units, what == Equalise::contacts ? "contacts" : "person-hours");
        auto const a_year = [&](std::string const& name) { return total(result.file, "contacts", arm_named(result.file, name)) / 2 / 2; };
        // A parent takes 0.15 hours of those who hold an evening, here twice that; a pupil taught facts 0.1. Whole classes: within a quarter.
        EXPECT_NEAR(a_year("information_equalised"), 2000.0, 500.0);
        EXPECT_NEAR(a_year("parents_equalised"), what == Equalise::contacts ? 2000.0 : 667.0, 100.0);
    }
}

TEST(Equalise, SaysWhereAReplicateCannotSpendTheBudget)
{
    auto spec = evenings();
    spec.delivery.cost = {0.0, {1.0, 100.0}, "municipality"};
    auto const study = [&] {
        auto s = equal_study(Equalise::budget, 25'000.0, {arm("baseline"), arm("parents", {spec})});
        s.uncertainty = Uncertainty::priors;
        for (auto& each : s.arms) {
            each.scenario.simulation.replicates = 8;
            each.scenario.simulation.months = 12;
            each.scenario.population.youths = 600;
        }
        return s;
    }();
    auto const result = run(study, 2);
    ASSERT_EQ(result.plan.infeasible, std::vector<std::string>{});
    auto const scale = by_replicate(result.file, "coverage_scale"), spent = by_replicate(result.file, "expected_spending");
    auto const arm = arm_named(result.file, "parents_equalised_drawn");
    int unspent = 0;
    for (std::size_t r = 0; r < 8; ++r) {
        bool const cheap = drawn_price(spec, RandomKey{7, static_cast<std::uint32_t>(r)}).per_contact < 5.0;
        bool const short_of = spent[arm * 8 + r] < 0.999 * result.plan.budget;
        unspent += short_of;
        if (cheap) {
            EXPECT_TRUE(short_of) << r;
        }
        if (short_of) {
            EXPECT_DOUBLE_EQ(scale[arm * 8 + r] * spec.delivery.coverage, 0.5) << r;  // what practice reaches
        }
    }
    EXPECT_GT(unspent, 0);
    EXPECT_LT(unspent, 8);
}

// A fixed cost is the whole town's, as the budget is: a tenth of the town pays a tenth of both.
TEST(Equalise, IsAsFeasibleInASmallTownAsInTheWhole)
{
    auto spec = evenings();
    spec.delivery.cost.fixed = 2000.0;
    auto study = equal_study(Equalise::budget, 10'000.0, {arm("baseline"), arm("parents", {spec})});
    auto const result = run(study, 2);
    EXPECT_EQ(result.plan.infeasible, std::vector<std::string>{});
    EXPECT_DOUBLE_EQ(result.plan.budget, 10'000.0 * 1200.0 / youths_in(small_municipality()));
    EXPECT_DOUBLE_EQ(result.plan.runs[1].specs[0].delivery.cost.fixed.high, 2000.0 * 1200.0 / youths_in(small_municipality()));
}

// Shops close whole: what lies between two steps is nobody's budget, and what is planned goes by the month's strength.
TEST(Equalise, NamesArmsWhoseStepsMissTheBudget)
{
    auto closed = deliver("coffeeshop_maximum");
    closed.delivery.cost = {0.0, 100.0, "municipality"};
    auto const result = [&](double budget) {
        auto study = equal_study(Equalise::budget, budget, {arm("baseline"), arm("closed", {closed})});
        for (auto& each : study.arms) each.scenario.population.youths = std::nullopt;
        for (auto& each : study.arms) each.scenario.simulation.run_in_months = 0;
        return run(study);
    };
    EXPECT_EQ(result(1800.0).plan.infeasible, std::vector<std::string>{"closed"});  // one shop is 1,200 a year
    closed.delivery.calendar = {{0, 0.5}};
    for (double const budget : {1180.0, 1200.0, 1230.0}) {
        auto const near = result(budget);
        ASSERT_EQ(near.plan.infeasible, std::vector<std::string>{}) << budget;
        auto const at = arm_named(near.file, "closed_equalised");
        EXPECT_EQ(by_replicate(near.file, "expected_spending")[at * 2], 1200.0);
        EXPECT_DOUBLE_EQ(total(near.file, "cost", at) / 2 / 2, 1200.0);
    }
}

// Of three shops one closes; staff of the two that are left are trained.
TEST(Equalise, PlansForTheShopsThatAnArmLeavesOpen)
{
    auto closed = deliver("coffeeshop_maximum"), trained = deliver("coffeeshop_quality");
    closed.delivery.cost = trained.delivery.cost = {0.0, 100.0, "municipality"};
    trained.delivery.coverage = 1.0;
    auto study = equal_study(Equalise::budget, 3600.0, {arm("baseline"), arm("both", {closed, trained})});
    for (auto& each : study.arms) each.scenario.population.youths = std::nullopt;
    for (auto& each : study.arms) each.scenario.simulation.run_in_months = 0;
    auto const result = run(study);
    ASSERT_EQ(result.plan.infeasible, std::vector<std::string>{});
    auto const at = arm_named(result.file, "both_equalised");
    EXPECT_EQ(by_replicate(result.file, "expected_spending")[at * 2], 3600.0);
    EXPECT_DOUBLE_EQ(total(result.file, "cost", at) / 2 / 2, 3600.0);
}

TEST(Equalise, LeavesWhatIsStoppedStopped)
{
    auto stopped = deliver("public_smoking_ban");
    stopped.delivery.stops = true;
    stopped.delivery.coverage = 1.0;
    auto const half = scaled({stopped, evenings()}, 0.5);
    EXPECT_EQ(half[0].delivery.coverage, 1.0);
    EXPECT_EQ(half[1].delivery.coverage, 0.5 * evenings().delivery.coverage);
}

TEST(Equalise, IsNotFeasibleWhereFixedCostsAloneExceedTheBudget)
{
    auto spec = evenings();
    spec.delivery.cost.fixed = 2000.0;
    EXPECT_EQ(run(equal_study(Equalise::budget, 1999.0, {arm("baseline"), arm("parents", {spec})})).plan.infeasible, std::vector<std::string>{"parents"});
    auto idle = evenings();
    idle.delivery.strength = 0.0;
    EXPECT_EQ(run(equal_study(Equalise::budget, 1999.0, {arm("baseline"), arm("idle", {idle})})).plan.infeasible, std::vector<std::string>{"idle"});
}

TEST(Equalise, StopsWhenAskedAndCountsEveryMonthOnce)
{
    auto const study = equal_study(Equalise::budget, 8000.0, {arm("baseline"), arm("parents", {evenings()})});
    std::atomic<bool> stop{true};
    double most = 0.0;
    EXPECT_EQ(run(study, RunSettings{1, [&](double done) { most = done; }, &stop}).replicates_done, 0U);
    EXPECT_EQ(most, 0.0);
    stop = false;
    std::vector<double> shown;
    run(study, RunSettings{1, [&](double done) { shown.push_back(done); }, &stop});
    // Two replicates: a town and a plan, a run-in of 12 months, three worlds, two twins and the butterfly world of 24.
    EXPECT_EQ(shown.size(), 2U * (2 + 12 + 6 * 24));
    EXPECT_DOUBLE_EQ(shown.back(), 1.0);
}

}  // namespace
}  // namespace pijler::test
