// Substances from their files to results.
#include "support/studies.hpp"

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace pijler::test {
namespace {

std::vector<std::string> const none;

// A scenario of these substances that stands beside a substance's file of its own.
class Substances : public testing::Test {
protected:
    Substances() { std::filesystem::create_directories(folder_); }
    ~Substances() override { std::filesystem::remove_all(folder_); }
    std::filesystem::path write(std::string const& name, std::string const& text) const
    {
        std::ofstream{folder_ / name} << text;
        return folder_ / name;
    }
    Scenario scenario_of(std::string const& substances, std::string const& rest = "") const
    {
        auto const file = write("scenario.toml", "title = \"x\"\n[simulation]\nsubstances = " + substances + "\n[population]\nmunicipality = \"" + PIJLER_SOURCE_DIR +
                                                     "/scenarios/municipalities/middelstad.toml\"\n" + rest);
        auto scenario = read_scenario(file, make_vocabulary());
        auto const small = small_scenario();
        scenario.population.youths = 3000;
        scenario.simulation.months = 12;
        scenario.simulation.run_in_months = 36;
        scenario.simulation.replicates = 2;
        scenario.simulation.seed = small.simulation.seed;
        return scenario;
    }
    static ResultFile result_of(Scenario scenario, int threads = 1)
    {
        Study study;
        study.title = "x";
        study.arms.push_back({"baseline", std::move(scenario), {}});
        return run(study, threads).file;
    }
    // First uses of everybody (the first subgroup), in all months and replicates.
    static double starts(ResultFile const& file, std::size_t substance)
    {
        auto const& values = std::get<std::vector<std::int32_t>>(variable(file, "starts").values);
        auto const layers = size_of(file, "substance"), groups = size_of(file, "subgroup");
        double sum = 0.0;
        for (std::size_t record = 0; record < size_of(file, "replicate") * size_of(file, "month"); ++record) sum += values[record * groups * layers + substance];
        return sum;
    }

private:
    std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("pijler-substances-" + std::to_string(getpid()));
};

TEST_F(Substances, ANewOneIsAFile)
{
    write("khat.toml", "title = \"Khat\"\n[substance]\nname = \"khat\"\nfollows = \"cannabis\"\n[parameters]\n\"acceptance.intercept\" = -3.0\n");
    auto const both = result_of(scenario_of("[\"cannabis\", \"khat.toml\"]"));
    EXPECT_EQ(std::get<std::vector<std::string>>(variable(both, "substance").values), (std::vector<std::string>{"cannabis", "khat"}));
    EXPECT_GT(starts(both, 1), 0.0);
    EXPECT_LT(starts(both, 1), 0.5 * starts(both, 0));
    // Cannabis is as it is alone.
    auto const alone = result_of(scenario_of("[\"cannabis\"]"));
    for (auto const* name : {"lifetime_use", "starts", "approval", "signals_raised"})
        EXPECT_EQ(slice(both, variable(both, name), "substance", 0), slice(alone, variable(alone, name), "substance", 0)) << name;
}

// Whom officers address is the same person, whatever he uses.
TEST_F(Substances, HaveSignalsHelpAndQueuesOfTheirOwn)
{
    auto const file = result_of(scenario_of("[\"cannabis\", \"alcohol\"]"));
    for (auto const* name : {"signals_raised", "false_signals", "signals_lost", "signals_served", "referrals", "in_care", "in_light_help", "in_treatment", "waiting",
                             "waiting_for_light_help", "waiting_for_treatment", "months_waited"}) {
        auto const& data = variable(file, name);
        EXPECT_EQ(data.dimensions, (std::vector<std::string>{"arm", "replicate", "month", "subgroup", "substance"})) << name;
        EXPECT_NE(slice(file, data, "substance", 0), slice(file, data, "substance", 1)) << name;
    }
    EXPECT_FALSE(has_dimension(variable(file, "enforcement_contacts"), "substance"));
}

TEST_F(Substances, TellHowLongThoseWhoWaitHaveWaited)
{
    auto const file = result_of(scenario_of("[\"cannabis\"]"));
    auto const& waited = std::get<std::vector<float>>(variable(file, "months_waited").values);
    auto const& waiting = std::get<std::vector<std::int32_t>>(variable(file, "waiting").values);
    bool somebody_waits = false;
    for (std::size_t n = 0; n < waited.size(); ++n) {
        ASSERT_EQ(std::isnan(waited[n]), waiting[n] == 0);
        somebody_waits |= waited[n] > 0.0F && waited[n] < 60.0F;
    }
    EXPECT_TRUE(somebody_waits);
}

TEST_F(Substances, AreTheSameOnAnyNumberOfThreads)
{
    auto const scenario = scenario_of("[\"cannabis\", \"alcohol\", \"party_drugs\"]");
    EXPECT_EQ(differences(result_of(scenario, 1), result_of(scenario, 2)), none);
}

TEST_F(Substances, TakeParametersOfTheirOwnOrForAll)
{
    auto const plain = result_of(scenario_of("[\"cannabis\", \"alcohol\"]"));
    auto const own = result_of(scenario_of("[\"cannabis\", \"alcohol\"]", "[parameters]\n\"alcohol.acceptance.intercept\" = -4.0\n"));
    EXPECT_LT(starts(own, 1), 0.5 * starts(plain, 1));
    auto const all = result_of(scenario_of("[\"cannabis\", \"alcohol\"]", "[parameters]\n\"acceptance.relapse\" = 2.0\n"));
    for (std::size_t layer = 0; layer < 2; ++layer)
        EXPECT_NE(slice(all, variable(all, "relapses"), "substance", layer), slice(plain, variable(plain, "relapses"), "substance", layer));
}

// Screening finds users of the first substance; what is done for them shows in each layer.
TEST_F(Substances, AreScreenedForOnTheFirst)
{
    Study study;
    study.title = "x";
    auto lesson = lessons("skills");
    lesson.delivery.coverage = 1.0;
    lesson.delivery.stages = {"occasional", "regular", "problematic"};
    lesson.delivery.screening = {1.0, 1.0, 0.0};
    for (auto const* name : {"baseline", "screened"}) study.arms.push_back({name, scenario_of("[\"cannabis\", \"alcohol\"]"), {}});
    study.arms[1].scenario.interventions = {lesson};
    auto const file = run(study, 2).file;
    auto const& bond = std::get<std::vector<float>>(variable(file, "school_bond").values);
    auto const groups = size_of(file, "subgroup"), months = size_of(file, "month"), replicates = size_of(file, "replicate");
    auto const lost = [&](std::size_t layer) {
        auto const at = [&](std::size_t arm) { return bond[((arm * replicates * months + 1) * groups) * 2 + layer]; };
        return at(1) - at(0);
    };
    EXPECT_LT(lost(0), 0.0F);
    EXPECT_NEAR(lost(1), lost(0), 0.2F * std::abs(lost(0)));
}

// Coffeeshops sell no drink, and nobody deals in it.
TEST_F(Substances, OfShopsArePulledOnlyByTheirOwnLevers)
{
    Study study;
    study.title = "x";
    for (auto const* name : {"baseline", "closed"}) study.arms.push_back({name, scenario_of("[\"cannabis\", \"alcohol\"]"), {}});
    auto closed = deliver("coffeeshop_maximum");
    closed.delivery.coverage = 1.0;
    study.arms[1].scenario.interventions = {closed};
    auto const file = run(study, 2).file;
    auto const direct = [&](std::size_t layer) {
        double sum = 0.0;
        for (auto const* name : {"provoked_starts", "prevented_starts"}) {
            auto const& values = std::get<std::vector<double>>(variable(file, name).values);
            for (std::size_t n = layer; n < values.size(); n += 2) sum += values[n];
        }
        return sum;
    };
    EXPECT_GT(direct(0), 0.0);
    EXPECT_EQ(direct(1), 0.0);
}

// By-laws on smoking, dealing and home growing are not about drink; a gathering of youths is broken up whatever they use.
TEST_F(Substances, OfByLawsAreHeldOnlyToTheirOwn)
{
    auto const study_of = [&](std::string const& substances) {
        Study study;
        study.title = "x";
        study.arms.push_back({"baseline", scenario_of(substances, R"([parameters]
"regulation.public_smoking_ban.trust" = 0.0
"regulation.public_smoking_ban.out_of_sight" = 0.0
"regulation.public_smoking_ban.contact" = 0.2
"regulation.area_ban.trust" = 0.0
"cannabis.regulation.area_ban.contact" = 0.1
)"),
                              {}});
        for (auto const* type : {"public_smoking_ban", "area_ban", "hemp_covenant", "gathering_ban"}) {
            study.arms.push_back({type, study.arms[0].scenario, {}});
            auto ban = deliver(type);
            ban.delivery.coverage = 1.0;
            study.arms.back().scenario.interventions = {ban};
        }
        return study;
    };
    // Cannabis first, then alcohol first: contacts and nuisance are told of the first.
    auto const study = study_of(R"(["cannabis", "alcohol"])");
    auto const file = run(study, 2).file, drink = run(study_of(R"(["alcohol", "cannabis"])"), 2).file;
    auto const differs = [&](char const* name, std::size_t arm, std::size_t layer) {
        auto const& values = std::get<std::vector<double>>(variable(file, name).values);
        auto const each = values.size() / study.arms.size();
        for (std::size_t n = layer; n < each; n += 2)
            if (values[arm * each + n] != values[n]) return true;
        return false;
    };
    for (std::size_t arm = 1; arm < study.arms.size(); ++arm) {
        auto const& name = study.arms[arm].name;
        bool const of_drink = name == "gathering_ban";
        EXPECT_TRUE(differs("provoked_starts", arm, 0) || differs("prevented_starts", arm, 0)) << name;
        EXPECT_EQ(differs("provoked_starts", arm, 1) || differs("prevented_starts", arm, 1), of_drink) << name;
        EXPECT_EQ(total(file, "enforcement_contacts", arm) > 0.0, name != "hemp_covenant") << name;
        EXPECT_EQ(total(drink, "enforcement_contacts", arm) > 0.0, of_drink) << name;
        EXPECT_LE(total(drink, "nuisance", arm), total(drink, "nuisance", 0)) << name;
        EXPECT_EQ(total(drink, "nuisance", arm) < total(drink, "nuisance", 0), of_drink) << name;
    }
}

// Officers meet a youth, who has one bond: what contacts cost shows in every layer, whichever is first.
TEST_F(Substances, ShareTheBondThatContactsCost)
{
    Study study;
    study.title = "x";
    for (auto const* name : {"baseline", "ban"})
        study.arms.push_back({name, scenario_of(R"(["alcohol", "cannabis", "party_drugs"])", R"([parameters]
"regulation.public_smoking_ban.trust" = 0.3
"regulation.public_smoking_ban.contact" = 0.2
"signals.false_rate" = 0.0
)"),
                              {}});
    auto ban = deliver("public_smoking_ban");
    ban.delivery.coverage = 1.0;
    study.arms[1].scenario.interventions = {ban};
    auto const file = run(study, 2).file;
    auto const& bond = std::get<std::vector<float>>(variable(file, "school_bond").values);
    auto const groups = size_of(file, "subgroup"), months = size_of(file, "month"), replicates = size_of(file, "replicate");
    auto const of_all = [&](std::size_t arm, std::size_t layer) { return bond[((arm * replicates * months + months - 1) * groups) * 3 + layer]; };
    EXPECT_LT(of_all(1, 0), of_all(0, 0));
    for (std::size_t layer = 1; layer < 3; ++layer) EXPECT_EQ(of_all(1, layer), of_all(1, 0));
}

// An arm's plain name is meant for the first substance, though its file states that parameter.
TEST_F(Substances, TakeAnArmsParameters)
{
    Study study;
    study.title = "x";
    study.arms = {{"baseline", scenario_of("[\"alcohol\"]"), {}}, {"less", scenario_of("[\"alcohol\"]"), {{"acceptance.intercept", -4.0}}}};
    auto const file = run(study, 2).file;
    EXPECT_LT(total(file, "starts", 1), 0.3 * total(file, "starts", 0));
    auto const& names = std::get<std::vector<std::string>>(variable(file, "parameter").values);
    auto const at = static_cast<std::size_t>(std::ranges::find(names, "acceptance.intercept") - names.begin());
    auto const& values = std::get<std::vector<double>>(variable(file, "parameter_value").values);
    EXPECT_GT(values[at], -1.0);  // the file's, not cannabis's
    EXPECT_EQ(values[names.size() + at], -4.0);
}

TEST_F(Substances, RefuseAParameterThatWouldDoNothing)
{
    auto const fault = [&](std::string const& substances, std::string const& rest) {
        try {
            scenario_of(substances, "[parameters]\n" + rest);
        } catch (InputError const& error) {
            return std::string{error.what()};
        }
        return std::string{};
    };
    EXPECT_NE(fault("[\"alcohol\"]", "\"acceptance.intercept\" = 0.1\n").find("7:1: error: 'acceptance.intercept' is stated by the file of each substance"), std::string::npos);
    EXPECT_NE(fault("[\"cannabis\"]", "\"alcohol.acceptance.intercept\" = 0.1\n").find("the run has no substance 'alcohol'"), std::string::npos);
    EXPECT_NE(fault("[\"cannabis\"]", "\"cannabis.places.street\" = 0.2\n").find("the same for all substances"), std::string::npos);
    EXPECT_EQ(fault("[\"cannabis\", \"alcohol\"]", "\"acceptance.intercept\" = 0.1\n"), "");  // cannabis has it from here
}

// What the files say they were calibrated on, within what chance does in four towns (two standard errors; the seed is fixed).
TEST_F(Substances, MeetTheirPrevalence)
{
    auto scenario = scenario_of("[\"cannabis\", \"alcohol\", \"party_drugs\"]");
    scenario.simulation.run_in_months = 168;
    scenario.simulation.replicates = 4;
    scenario.simulation.seed = 20261123;
    scenario.population.youths = 12000;
    auto const file = result_of(scenario, 2);
    auto const& groups = std::get<std::vector<std::string>>(variable(file, "subgroup").values);
    auto const percent = [&](std::string const& outcome, std::string const& group, std::size_t layer) {
        auto const g = static_cast<std::size_t>(std::ranges::find(groups, group) - groups.begin());
        auto const& users = std::get<std::vector<std::int32_t>>(variable(file, outcome).values);
        auto const& youths = std::get<std::vector<std::int32_t>>(variable(file, "youths").values);
        auto const months = size_of(file, "month");
        double u = 0.0, y = 0.0;
        for (std::size_t r = 0; r < size_of(file, "replicate"); ++r) {
            auto const at = (r * months + 6) * groups.size() + g;
            u += users[at * 3 + layer];
            y += youths[at];
        }
        return 100.0 * u / y;
    };
    // As a survey of schools counts: fewer of those of 16 are there.
    auto const at_12_to_16 = [&](std::string const& outcome, std::size_t layer) {
        constexpr std::array weights{0.19, 0.22, 0.22, 0.22, 0.15};
        double sum = 0.0;
        for (std::size_t n = 0; n < weights.size(); ++n) sum += weights[n] * percent(outcome, "age_" + std::to_string(12 + n), layer);
        return sum;
    };
    EXPECT_NEAR(at_12_to_16("lifetime_use", 0), 8.5, 1.3);
    EXPECT_NEAR(at_12_to_16("lifetime_use", 1), 46.6, 3.5);
    EXPECT_NEAR(at_12_to_16("past_month_use", 1), 23.0, 3.5);
    EXPECT_NEAR(at_12_to_16("lifetime_use", 2), 1.7, 0.5);
    EXPECT_NEAR(percent("lifetime_use", "age_16_18", 2), 7.3, 1.8);
}

}  // namespace
}  // namespace pijler::test
