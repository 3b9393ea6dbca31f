// What is known to happen, whatever the calibration (evidence, section 8). Direct twins are compared by expected flows, so that hardly
// anything is left to chance: a sign that must show in each of ten towns comes about by chance in 1 of 1,024 where there is no effect.
#include "support/studies.hpp"

#include <numeric>

namespace pijler::test {
namespace {

constexpr int towns = 10;

Study study_of(std::vector<Arm> arms, int months = 24)
{
    auto study = small_study(std::move(arms));
    for (auto& each : study.arms) {
        each.scenario.population.youths = 1500;
        each.scenario.simulation.replicates = towns;
        each.scenario.simulation.run_in_months = 60;
        each.scenario.simulation.months = months;
    }
    return study;
}

InterventionSpec delivered(std::string const& type, double coverage)
{
    auto spec = deliver(type);
    spec.delivery.coverage = coverage;
    return spec;
}

Arm with_parameters(Arm arm, ParameterValues values)
{
    arm.parameters = std::move(values);
    return arm;
}

// Of a flow or a count in each town: an arm's sum over the months from `first` on, over one subgroup.
std::vector<double> by_town(ResultFile const& file, std::string const& name, std::size_t arm, std::string const& subgroup, std::size_t first = 0)
{
    auto const& names = std::get<std::vector<std::string>>(variable(file, "subgroup").values);
    auto const group = static_cast<std::size_t>(std::ranges::find(names, subgroup) - names.begin());
    auto const months = size_of(file, "month"), groups = names.size();
    std::vector<double> sums(towns, 0.0);
    std::visit(
        [&]<class Value>(std::vector<Value> const& values) {
            if constexpr (!std::is_same_v<Value, std::string>)
                for (std::size_t town = 0; town < towns; ++town)
                    for (auto month = first; month < months; ++month)
                        sums[town] += static_cast<double>(values[((arm * towns + town) * months + month) * groups + group]);
        },
        variable(file, name).values);
    return sums;
}

// Expected first uses that an arm adds (below 0: takes away), as a share of the reference's.
std::vector<double> direct_effect(ResultFile const& file, std::size_t arm, std::string const& subgroup = "all", std::size_t first = 0)
{
    auto effect = by_town(file, "provoked_starts", arm, subgroup, first);
    auto const prevented = by_town(file, "prevented_starts", arm, subgroup, first);
    auto const starts = by_town(file, "starts", 0, subgroup, first);
    for (std::size_t town = 0; town < towns; ++town) effect[town] = (effect[town] - prevented[town]) / starts[town];
    return effect;
}
double mean(std::vector<double> const& values) { return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()); }

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return 0.5 * (values[(values.size() - 1) / 2] + values[values.size() / 2]);
}

void expect_each_below(std::vector<double> const& values, double limit)
{
    for (double const value : values) EXPECT_LT(value, limit);
}
void expect_each_above(std::vector<double> const& values, double limit)
{
    for (double const value : values) EXPECT_GT(value, limit);
}

// Reach: what parents' courses prevent grows in line with attendance, up to saturation.
TEST(StylisedFacts, ParentsCoursesPreventAsManyAsTheyReach)
{
    std::vector<Arm> arms{arm("baseline")};
    for (double const coverage : {0.1, 0.2, 0.4}) {
        auto courses = evenings();
        courses.delivery.coverage = coverage;
        arms.push_back(arm("parents " + std::to_string(coverage), {courses}));
    }
    auto const file = run(study_of(arms), 2).file;
    auto const tenth = mean(direct_effect(file, 1)), fifth = mean(direct_effect(file, 2)), two_fifths = mean(direct_effect(file, 3));
    EXPECT_LT(tenth, 0.0);
    EXPECT_NEAR(fifth / tenth, 1.9, 0.3);
    EXPECT_NEAR(two_fifths / fifth, 1.8, 0.3);
}

// Flat null: without effects everything is delivered and paid for, and nothing comes of it. Levers on shops act by being there.
TEST(StylisedFacts, InterventionsWithoutEffectsGiveEqualArms)
{
    std::vector<InterventionSpec> all;
    for (auto const& kind : intervention_kinds()) {
        if (kind.type.name == "coffeeshop_maximum" || kind.type.name == "coffeeshop_location") continue;
        all.push_back(deliver(kind.type.name, kind.type.approaches.empty() ? "" : kind.type.approaches.front()));
        all.back().delivery.start = 1;
    }
    ParameterValues without;
    for (auto const& row : make_vocabulary().parameters) {
        auto const pillar = row.name.substr(0, row.name.find('.'));
        bool const of_programmes = pillar == "screening" || pillar == "education" || pillar == "support" || pillar == "environment" || pillar == "regulation";
        if (of_programmes && row.low <= 0.0 && row.high >= 0.0) without[row.name] = 0.0;
    }
    auto const file = run(study_of({arm("baseline"), with_parameters(arm("all", all), without)}), 2).file;
    for (auto const* name : {"starts", "past_month_use", "lifetime_use", "quits", "signals_raised", "in_care"})
        EXPECT_EQ(slice(file, variable(file, name), "arm", 1), slice(file, variable(file, name), "arm", 0)) << name;
    EXPECT_GT(mean(by_town(file, "youths", 1, "all")), 0.0);
}

// A school that excludes raises its pupils' use a year later, one that guides lowers it.
TEST(StylisedFacts, SuspensionRaisesUseAndCounsellingLowersIt)
{
    auto const response = [](double guided) {
        return with_parameters(arm(guided > 0 ? "guides" : "suspends", {delivered("school_response", 1.0)}), {{"environment.school_response.guided", guided}});
    };
    auto const file = run(study_of({arm("baseline"), response(1.0), response(-1.0)}, 36), 2).file;
    expect_each_below(direct_effect(file, 1, "age_12_16", 12), 0.0);
    expect_each_above(direct_effect(file, 2, "age_12_16", 12), 0.0);
}

// Without the climate too: who was suspended has more time among peers who use and less to lose, who was guided gets help.
TEST(StylisedFacts, SuspendedPupilsUseMoreThanThoseWhoAreGuided)
{
    auto const response = [](double guided) {
        return with_parameters(arm(guided > 0 ? "guides" : "suspends", {delivered("school_response", 1.0)}),
                               {{"environment.school_response.guided", guided}, {"environment.school_response.climate", 0.0}, {"signals.school", 0.4}, {"signals.occasional", 0.3}, {"school_reaction.suspension_months", 12.0}});
    };
    auto const file = run(study_of({arm("baseline"), response(1.0), response(-1.0)}, 36), 2).file;
    auto more = by_town(file, "approval", 2, "age_12_16", 12);
    auto const guided = by_town(file, "approval", 1, "age_12_16", 12);
    for (std::size_t town = 0; town < towns; ++town) more[town] -= guided[town];
    expect_each_above(more, 0.0);
    EXPECT_GT(mean(by_town(file, "past_month_use", 2, "age_12_16", 12)), mean(by_town(file, "past_month_use", 1, "age_12_16", 12)));
    EXPECT_GT(mean(by_town(file, "signals_served", 1, "age_12_16")), mean(by_town(file, "signals_served", 2, "age_12_16")));
}

// Where coffeeshops close, buyers go to the street; use under 17 changes by less than a tenth.
TEST(StylisedFacts, ClosureMovesBuyersToTheStreet)
{
    auto const closed = run(study_of({arm("baseline"), arm("closed", {delivered("coffeeshop_maximum", 1.0)})}), 2).file;
    auto const& nuisance = std::get<std::vector<double>>(variable(closed, "nuisance").values);
    auto const half = static_cast<std::ptrdiff_t>(nuisance.size() / 2);
    double const today = std::accumulate(nuisance.begin(), nuisance.begin() + half, 0.0);
    EXPECT_GT(std::accumulate(nuisance.begin() + half, nuisance.end(), 0.0), 1.02 * today);
    for (double const effect : direct_effect(closed, 1, "age_12_16")) EXPECT_LT(std::abs(effect), 0.10);
}

// Leaders pass on what their friends do: approval falls where few use and rises where many do.
TEST(StylisedFacts, APeerLedProgrammeChangesSignWithLocalUse)
{
    auto programme = delivered("peer_education", 0.9);
    programme.delivery.age_low = 14;
    programme.delivery.age_high = 17;
    auto const effect = [&](ParameterValues const& town) {
        auto study = study_of({arm("baseline"), arm("leaders", {programme})});
        for (auto& each : study.arms) each.scenario.parameters = town;
        return direct_effect(run(study, 2).file, 1, "age_16_18");
    };
    expect_each_below(effect({{"acceptance.intercept_shift", -0.5}}), 0.0);
    expect_each_above(effect({{"acceptance.intercept_shift", 1.0}, {"acceptance.intercept", 0.0}, {"offers.friends", 5.0}, {"stage.quit_occasional", 0.05}, {"stage.quit_regular", 0.02}, {"use.monthly", 0.7}}), 0.0);
}

// Users who are brought together use more.
TEST(StylisedFacts, GroupsOfUsersRaiseTheirUse)
{
    auto together = delivered("early_intervention", 1.0);
    together.delivery.screening = {1.0, 1.0, 0.0};
    auto const talks = [&](double grouped) {
        return with_parameters(arm(grouped > 0 ? "together" : "one by one", {together}),
                               {{"support.early_intervention.grouped", grouped}, {"support.early_intervention.accepts", 1.0}, {"support.early_intervention.deviancy", 0.3}});
    };
    auto const file = run(study_of({arm("baseline"), talks(0.0), talks(1.0)}), 2).file;
    auto more = by_town(file, "approval", 2, "age_16_18", 6);
    auto const less = by_town(file, "approval", 1, "age_16_18", 6);
    for (std::size_t town = 0; town < towns; ++town) more[town] -= less[town];
    expect_each_above(more, 0.0);
    EXPECT_GT(mean(by_town(file, "regular_use", 2, "age_16_18", 6)), mean(by_town(file, "regular_use", 1, "age_16_18", 6)));
}

// With sport, less cannabis and more alcohol.
TEST(StylisedFacts, SportLowersCannabisAndRaisesAlcohol)
{
    auto const words = make_vocabulary();
    auto const alcohol = read_substance(PIJLER_SOURCE_DIR "/scenarios/substances/alcohol.toml", words);
    auto study = study_of({arm("baseline"), arm("sport", {delivered("leisure_offer", 1.0)})});
    for (auto& each : study.arms) each.scenario.substances = {{"cannabis", "", {}}, alcohol};
    auto const both = run(study, 2).file;
    for (auto& each : study.arms) each.scenario.substances = {{"cannabis", "", {}}};
    expect_each_below(direct_effect(run(study, 2).file, 1), 0.0);
    auto const& provoked = std::get<std::vector<double>>(variable(both, "provoked_starts").values);
    auto const& prevented = std::get<std::vector<double>>(variable(both, "prevented_starts").values);
    double of_alcohol = 0.0;
    for (std::size_t n = 1; n < provoked.size(); n += 2) of_alcohol += provoked[n] - prevented[n];
    EXPECT_GT(of_alcohol, 10.0);
}

// What panels of pupils show: friends' use goes before one's own, and who uses befriends who uses. Each is gone when it is switched off in the model,
// whatever is left of the other.
TEST(StylisedFacts, InfluenceAndSelectionAreFoundAndGoWhenSwitchedOff)
{
    // Selection stronger than the default is found in ten towns for sure.
    auto study = study_of({with_parameters(arm("both"), {{"friendship.selection", 3.0}}),
                           with_parameters(arm("no influence"), {{"friendship.selection", 3.0}, {"peer.influence", 0.0}, {"offers.availability", 1.0}}),
                           with_parameters(arm("no selection"), {{"friendship.selection", 0.0}})}, 60);
    for (auto& each : study.arms) each.scenario.population.youths = 20000;
    for (auto& each : study.arms) each.scenario.output.outcomes = {"network_influence", "network_selection"};
    auto const file = run(study, 2).file;
    // Of the last survey in each town, when arms have gone their own way for five years.
    auto const found = [&](std::string const& name, std::size_t arm) {
        auto const& values = std::get<std::vector<float>>(variable(file, name).values);
        auto const months = size_of(file, "month");
        std::vector<double> last;
        for (std::size_t town = 0; town < towns; ++town) last.push_back(values[(arm * towns + town + 1) * months - 1]);
        return last;
    };
    // Medians, since a town where hardly two classmates use says nothing sure. Over ten towns their standard errors are some .06 and .08.
    auto const influence = [&](std::size_t arm) { return median(found("network_influence", arm)); };
    auto const selection = [&](std::size_t arm) { return median(found("network_selection", arm)); };
    EXPECT_GT(influence(0), 0.4);
    EXPECT_NEAR(influence(1), 0.0, 0.25);
    EXPECT_GT(influence(2), 0.4);
    EXPECT_GT(selection(0), 0.3);
    EXPECT_GT(selection(1), 0.3);
    EXPECT_NEAR(selection(2), 0.0, 0.35);
}

}  // namespace
}  // namespace pijler::test
