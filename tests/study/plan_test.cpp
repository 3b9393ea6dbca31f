// Arms as delivered and at equal spending, at central and drawn effects; costs; the fingerprint.
#include "study/costs.hpp"
#include "study/fingerprint.hpp"
#include "support/studies.hpp"

#include <set>

namespace pijler::test {
namespace {

std::vector<std::string> names(ArmPlan const& plan)
{
    std::vector<std::string> list;
    for (auto const& run : plan.runs) list.push_back(run.name);
    return list;
}

TEST(PlanArms, NamesEveryWorldAndWhatItIsComparedWith)
{
    auto study = small_study({arm("baseline"), arm("parents", {evenings()})});
    auto const plan = [&] { return plan_arms(study, World{0}); };
    EXPECT_EQ(names(plan()), (std::vector<std::string>{"baseline", "parents"}));
    study.uncertainty = Uncertainty::priors;
    EXPECT_EQ(names(plan()), (std::vector<std::string>{"baseline", "parents", "parents_drawn"}));
    EXPECT_EQ(plan().runs[2].reference, 0U);
    study.arms[0].scenario.interventions = {training()};  // a reference that delivers something has effects to draw too
    EXPECT_EQ(names(plan()), (std::vector<std::string>{"baseline", "parents", "baseline_drawn", "parents_drawn"}));
    EXPECT_EQ(plan().runs[3].reference, 2U);
    EXPECT_EQ(plan().runs[1].reference, 0U);
}

TEST(PlanArms, LetsAnArmsOwnParametersWin)
{
    auto study = small_study({arm("baseline"), arm("parents", {evenings()})});
    study.arms[1].scenario.parameters = {{"peer.influence", 0.5}, {"risk.half_life", 20.0}};
    study.arms[1].parameters = {{"peer.influence", 0.7}};
    auto const plan = plan_arms(study, World{0});
    EXPECT_EQ(plan.runs[1].values.at("peer.influence"), 0.7);
    EXPECT_EQ(plan.runs[1].values.at("risk.half_life"), 20.0);
    EXPECT_EQ(model_with(plan.runs[1].values).norms.peer_influence, 0.7);
}

// Whole classes are reached or not, so spending varies by a quarter from town to town (two here); of its mean: equalise_test.cpp.
TEST(PlanArms, SpendsTheBudgetInEveryEqualisedArmATownOfHalfTheSizeHalfOfIt)
{
    auto study = small_study({arm("baseline"), arm("information", {lessons()}), arm("parents", {evenings()}), arm("both", {lessons("skills"), evenings()})});
    study.equalise = Equalise::budget;
    study.budget = 10'000.0;
    for (auto& each : study.arms) {
        each.scenario.population.youths = 0.5 * youths_in(small_municipality());
        each.scenario.simulation.run_in_months = 0;
    }
    auto const result = run(study, 2);
    ASSERT_EQ(result.plan.infeasible, std::vector<std::string>{});
    for (auto const* name : {"information_equalised", "parents_equalised", "both_equalised"}) {
        auto const spent = total(result.file, "cost", arm_named(result.file, name)) / 2 / 2;  // a year and replicate
        EXPECT_NEAR(spent, 5000.0, 2000.0) << name;
    }
}

TEST(PlanArms, NamesArmsThatCannotSpendTheBudget)
{
    auto study = small_study({arm("baseline"), arm("information", {lessons()}), arm("parents", {evenings()})});
    study.equalise = Equalise::budget;
    study.budget = 1e7;
    auto const result = run(study, 2);
    EXPECT_EQ(result.plan.infeasible, (std::vector<std::string>{"information", "parents"}));
    EXPECT_EQ(names(result.plan), (std::vector<std::string>{"baseline", "information", "parents"}));
}

TEST(Fingerprint, ChangesWithAllThatResultsDependOn)
{
    auto const study = [] { return small_study({arm("baseline"), arm("parents", {evenings()})}); };
    auto const plain = fingerprint(study(), "1");
    EXPECT_EQ(fingerprint(study(), "1"), plain);
    EXPECT_NE(fingerprint(study(), "2"), plain);
    auto const with = [&](auto change) {
        auto changed = study();
        change(changed);
        return fingerprint(changed, "1");
    };
    auto const first = [](Study& s) -> Scenario& { return s.arms.front().scenario; };
    auto const spec = [](Study& s) -> InterventionSpec& { return s.arms[1].scenario.interventions[0]; };
    EXPECT_EQ(with([&](Study& s) { first(s).simulation.replicates = 9; }), plain);
    EXPECT_NE(with([&](Study& s) { first(s).simulation.seed = 8; }), plain);
    EXPECT_NE(with([&](Study& s) { first(s).simulation.months = 25; }), plain);
    EXPECT_NE(with([&](Study& s) { first(s).simulation.run_in_months = 13; }), plain);
    EXPECT_NE(with([&](Study& s) { first(s).population.youths = 1201; }), plain);
    EXPECT_NE(with([&](Study& s) { first(s).parameters["peer.influence"] = 0.5; }), plain);
    EXPECT_NE(with([&](Study& s) { first(s).output.every = 12; }), plain);
    EXPECT_NE(with([&](Study& s) { first(s).output.outcomes = {"starts"}; }), plain);
    EXPECT_NE(with([&](Study& s) { first(s).inputs = {{"x", "title = \"x\"", "", 0}}; }), plain);
    EXPECT_NE(with([&](Study& s) { first(s).inputs = {{"x.csv", "", "abc", 3}}; }), plain);
    EXPECT_NE(with([&](Study& s) { spec(s).delivery.coverage += 1e-12; }), plain);
    EXPECT_NE(with([&](Study& s) { spec(s).delivery.tracks = {"havo"}; }), plain);
    EXPECT_NE(with([&](Study& s) { spec(s).delivery.neighbourhoods = {"edge"}; }), plain);
    EXPECT_NE(with([&](Study& s) { spec(s).delivery.impulsivity = {0.5, 1.0}; }), plain);
    EXPECT_NE(with([&](Study& s) { spec(s).delivery.sensation_seeking = {0.5, 1.0}; }), plain);
    EXPECT_NE(with([&](Study& s) { spec(s).delivery.stages = {"never"}; }), plain);
    EXPECT_NE(with([&](Study& s) { spec(s).delivery.screening = Screening{}; }), plain);
    EXPECT_NE(with([&](Study& s) { spec(s).delivery.content = "all"; }), plain);
    EXPECT_NE(with([&](Study& s) { spec(s).delivery.calendar = {{12, 0.5}}; }), plain);
    EXPECT_NE(with([&](Study& s) { spec(s).name = "evenings"; }), plain);
    EXPECT_NE(with([&](Study& s) { s.arms[1].parameters["peer.influence"] = 0.5; }), plain);
    EXPECT_NE(with([&](Study& s) { s.uncertainty = Uncertainty::priors; }), plain);
    EXPECT_NE(with([&](Study& s) { s.equalise = Equalise::contacts; }), plain);
    EXPECT_NE(with([&](Study& s) { s.budget = 1.0; }), plain);
    EXPECT_NE(with([&](Study& s) { s.estimand.outcome = "quits"; }), plain);
    EXPECT_NE(with([&](Study& s) { s.estimand.subgroup = "all"; }), plain);
}

// The value that a parameter had in one world.
double used(ResultFile const& file, std::size_t of_arm, std::size_t replicate, std::string const& parameter)
{
    auto const& names = std::get<std::vector<std::string>>(variable(file, "parameter").values);
    auto const at = static_cast<std::size_t>(std::ranges::find(names, parameter) - names.begin());
    auto const& drawn = variable(file, "parameter_drawn");
    EXPECT_EQ(drawn.dimensions, (std::vector<std::string>{"arm", "replicate", "parameter"}));
    return std::get<std::vector<double>>(drawn.values).at((of_arm * size_of(file, "replicate") + replicate) * names.size() + at);
}

TEST(Fingerprint, OfAnImportedPopulationIsThatOfARunWithoutRunIn)
{
    auto study = small_study({arm("baseline")});
    auto const with_run_in = [&](int months) {
        study.arms[0].scenario.simulation.run_in_months = months;
        return fingerprint(study, "1");
    };
    EXPECT_NE(with_run_in(12), with_run_in(24));
    study.arms[0].scenario.population.imported = ImportedPopulation{};
    EXPECT_EQ(with_run_in(12), with_run_in(24));
}

TEST(DrawnParameters, AreKeptForEveryArmAroundItsOwnCentre)
{
    auto study = small_study({arm("baseline"), arm("parents", {evenings()}), arm("more", {evenings()})});
    study.uncertainty = Uncertainty::priors;
    study.arms[2].parameters = {{"education.parents.effectiveness", 0.1}};
    auto const result = run(study).file;
    auto const of = [&](char const* name, char const* parameter) { return used(result, arm_named(result, name), 1, parameter); };
    EXPECT_EQ(of("more", "education.parents.effectiveness"), 0.1);
    EXPECT_NE(of("more_drawn", "education.parents.effectiveness"), of("parents_drawn", "education.parents.effectiveness"));
    for (auto const* parameter : {"education.parents.effect_knowledge", "education.youths.curiosity"}) {
        EXPECT_EQ(of("more_drawn", parameter), of("parents_drawn", parameter)) << parameter;
        EXPECT_NE(of("parents_drawn", parameter), of("parents", parameter)) << parameter;
    }
}

TEST(ParameterSets, TakeTheirTurnByReplicate)
{
    auto study = small_study({arm("baseline"), arm("parents", {evenings()})});
    study.uncertainty = Uncertainty::parameter_sets;
    study.parameter_sets = {{{"acceptance.intercept", -4.0}}, {{"acceptance.intercept", 1.0}}};
    auto const result = run(study).file;
    EXPECT_EQ(std::get<std::vector<std::string>>(variable(result, "arm_effects").values), (std::vector<std::string>{"parameter_set", "parameter_set"}));
    for (std::size_t of_arm = 0; of_arm < 2; ++of_arm)
        for (std::size_t replicate = 0; replicate < 2; ++replicate) EXPECT_EQ(used(result, of_arm, replicate, "acceptance.intercept"), replicate == 0 ? -4.0 : 1.0);
    auto const& starts = std::get<std::vector<std::int32_t>>(variable(result, "starts").values);
    auto const per_replicate = size_of(result, "month") * size_of(result, "subgroup");
    int few = 0, many = 0;
    for (std::size_t n = 0; n < per_replicate; n += size_of(result, "subgroup")) {
        few += starts[n];
        many += starts[per_replicate + n];
    }
    EXPECT_LT(5 * few, many);
}

TEST(RunStudy, RecordsByEveryMonths)
{
    auto study = small_study({arm("baseline")});
    auto& scenario = study.arms[0].scenario;
    scenario.simulation.months = 26;
    auto const monthly = run(study).file;
    scenario.output.every = 12;
    auto const yearly = run(study).file;
    EXPECT_EQ(std::get<std::vector<std::int32_t>>(variable(yearly, "month").values), (std::vector{6, 18, 25}));
    EXPECT_EQ(total(yearly, "starts", 0), total(monthly, "starts", 0));
    auto const groups = size_of(monthly, "subgroup");
    auto const& stock_monthly = std::get<std::vector<std::int32_t>>(variable(monthly, "lifetime_use").values);
    auto const& stock_yearly = std::get<std::vector<std::int32_t>>(variable(yearly, "lifetime_use").values);
    EXPECT_EQ(stock_yearly[0], stock_monthly[6 * groups]);
    EXPECT_EQ(stock_yearly[2 * groups], stock_monthly[25 * groups]);
}

TEST(RunStudy, RecordsItsEstimandWhateverElseIsRecorded)
{
    auto study = small_study({arm("baseline"), arm("parents", {evenings()})});
    study.estimand.outcome = "network_degree";
    study.estimand.subgroup = "female";
    for (auto& each : study.arms) each.scenario.output = {{"starts"}, {"all"}, 12};
    auto const asked = run(study).file;
    EXPECT_EQ(size_of(asked, "subgroup"), 2U);
    EXPECT_NO_THROW(variable(asked, "network_degree"));
    for (auto& each : study.arms) each.scenario.output = {{}, {}, 12};  // all, but networks only where asked for
    EXPECT_NO_THROW(variable(run(study).file, "network_degree"));
    study.arms.pop_back();
    study.arms[0].scenario.output = {{"youths"}, {"all"}, 12};
    EXPECT_EQ(size_of(run(study).file, "subgroup"), 1U);  // a run compares nothing
}

TEST(RunStudy, RecordsEnforcementBySexAgeAndTrackWhateverElseIsAsked)
{
    auto study = small_study({arm("baseline")});
    auto const recorded = [&](std::vector<std::string> const& outcomes) {
        study.arms[0].scenario.output = {outcomes, {"all", "male"}, 12};
        return std::get<std::vector<std::string>>(variable(run(study).file, "subgroup").values);
    };
    EXPECT_EQ(recorded({"starts"}), (std::vector<std::string>{"all", "male"}));
    for (auto const& outcomes : {std::vector<std::string>{"fines"}, {"enforcement_contacts", "starts"}, {}}) {
        auto const names = recorded(outcomes);
        EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
        for (auto const* name : {"female", "male", "age_12_16", "age_16_18", "age_18_24", "track_vmbo", "track_work", "track_none"})
            EXPECT_TRUE(std::ranges::find(names, name) != names.end()) << name;
    }
}

TEST(RunStudy, HasNoComparisonsInARunOfOneArm)
{
    auto const result = run(small_study({arm("baseline")})).file;
    for (auto const* name : {"net_starts", "prevented_starts", "noise_floor_starts", "direct_starts"})
        EXPECT_TRUE(std::ranges::find(result.variables, name, &Variable::name) == result.variables.end()) << name;
    EXPECT_EQ(size_of(result, "arm"), 1U);
    for (auto const& attribute : result.attributes) EXPECT_FALSE(attribute.name.starts_with("estimand")) << attribute.name;
}

TEST(RunStudy, SaysHowItWasMade)
{
    auto study = small_study({arm("baseline"), arm("parents", {evenings()})});
    study.arms[0].scenario.inputs = {{"a.toml", "title = \"a\"", "", 0}, {"n.csv", "", "abc", 3}};
    auto const result = run(study).file;
    auto const attribute = [&](std::string const& name) { return std::ranges::find(result.attributes, name, &Attribute::name)->value; };
    EXPECT_EQ(std::get<std::int64_t>(attribute("seed")), 7);
    EXPECT_EQ(std::get<std::string>(attribute("estimand_outcome")), "starts");
    EXPECT_EQ(std::get<std::string>(attribute("source")), version());
    EXPECT_EQ(std::get<std::vector<std::string>>(attribute("input_texts")), (std::vector<std::string>{"title = \"a\"", "CSV, 3 rows, checksum abc"}));
}

}  // namespace
}  // namespace pijler::test
