// A run that was stopped or killed between two months, and gone on with, gives every bit of one that was not.
#include "study/run_trial.hpp"
#include "support/folder.hpp"
#include "support/studies.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

namespace pijler::test {
namespace {

std::vector<std::string> const none;

// By way of a file, as the command does it.
KeptRun through_file(KeptRun const& kept)
{
    auto const path = std::filesystem::path{testing::TempDir()} / ("resume_" + std::to_string(getpid()));
    write_checkpoint(path, kept, Existing::replace);
    auto read = read_checkpoint(path);
    std::filesystem::remove(path);
    return read;
}

// The run stops with the month in which `share` of all is done.
StudyResult run_until(double share, Study const& study, int threads, std::optional<KeptRun> kept = {})
{
    std::atomic<bool> stop{false};
    return run(study, RunSettings{threads, [&](double done) { stop = stop || done >= share; }, &stop}, std::move(kept));
}

// Everything that a replicate may remember: layers of two substances, twins, the butterfly, draws, equal spending, surveys, help, places.
Study rich_study(int replicates)
{
    auto offers = deliver("leisure_offer");
    auto supervised = deliver("supervision");
    auto bans = deliver("area_ban");
    auto trained = deliver("signalling_training");
    auto early = deliver("early_intervention");
    for (auto* each : {&offers, &supervised, &bans, &trained, &early}) each->delivery.start = 2;
    auto study = small_study({arm("baseline"), arm("many", {lessons("skills"), offers, supervised, bans}), arm("parents", {evenings(), training(), trained, early})});
    study.uncertainty = Uncertainty::priors;
    study.equalise = Equalise::budget;
    study.budget = 8000.0;
    for (auto& each : study.arms) {
        each.scenario.simulation.months = 20;
        each.scenario.simulation.run_in_months = 8;
        each.scenario.simulation.replicates = replicates;
        each.scenario.population.youths = 900;
        each.scenario.output.every = 3;
        for (auto const& outcome : outcomes()) each.scenario.output.outcomes.push_back(outcome.row.name);
        each.scenario.substances.push_back({"alcohol", "", {}});
        each.scenario.substances.back().follows = each.scenario.substances.front().name;
    }
    return study;
}

Study trial_study()
{
    auto study = small_study({arm("control"), arm("treated", {lessons()})});
    Trial trial;
    trial.schools = 6;
    trial.age_high = 14;
    trial.followups = {4, 9, 14};
    for (auto& each : study.arms) {
        each.scenario.simulation.months = 14;
        each.scenario.simulation.run_in_months = 6;
        each.scenario.population.youths = 6000;
    }
    study.trial = trial;
    return study;
}

// Forty pupils of two classes from files, who name the next three.
Study imported_study()
{
    Folder const folder;
    std::string nodes = "id,age,sex,track,class,stage_cannabis\n", ties = "from,to\n";
    for (int n = 0; n < 40; ++n) {
        nodes += std::to_string(n) + "," + std::to_string(13 + n % 3) + (n % 2 == 0 ? ",female" : ",male") + ",havo," + std::to_string(n % 2) + (n % 9 == 0 ? ",occasional" : ",never") + "\n";
        for (int step = 1; step <= 3; ++step) ties += std::to_string(n) + "," + std::to_string((n + step) % 40) + "\n";
    }
    folder.write("nodes.csv", nodes);
    folder.write("ties.csv", ties);
    auto const file = folder.write("cohort.toml", "title = \"A cohort\"\n[population]\nnodes = \"nodes.csv\"\nties = \"ties.csv\"\n[simulation]\nreplicates = 2\nmonths = 20\n");
    auto study = small_study({{"baseline", read_scenario(file, make_vocabulary()), {}}});
    auto treated = study.arms.front();
    treated.name = "lessons";
    treated.scenario.interventions = {lessons("skills")};
    study.arms.push_back(treated);
    return study;
}

void expect_as_unbroken(Study const& study, std::vector<double> const& shares, int threads_before, int threads_after)
{
    auto const unbroken = run(study);
    ASSERT_EQ(unbroken.in_hand.size(), 0U);
    for (auto const share : shares) {
        SCOPED_TRACE(share);
        auto stopped = run_until(share, study, threads_before);
        ASSERT_GT(stopped.replicates_done + stopped.in_hand.size(), 0U);
        ASSERT_LT(stopped.replicates_done, unbroken.replicates_done);
        auto const resumed = run(study, threads_after, through_file(kept_of(std::move(stopped))));
        EXPECT_EQ(resumed.replicates_done, unbroken.replicates_done);
        EXPECT_EQ(differences(resumed.file, unbroken.file), none);
    }
}

TEST(Resume, IsAsIfUnbrokenInAnyMonth)
{
    std::vector<double> shares{0.001, 0.01, 0.02, 0.03, 0.035};  // the town, the run-in, month 0
    for (int n = 1; n < 20; ++n) shares.push_back(n / 20.0);      // within records and school years, across a September, until the last month
    expect_as_unbroken(rich_study(1), shares, 1, 1);
}
TEST(Resume, IsAsIfUnbrokenWithOtherThreads)
{
    expect_as_unbroken(rich_study(3), {0.2, 0.6}, 2, 4);
    expect_as_unbroken(rich_study(3), {0.4}, 4, 1);
}
TEST(Resume, IsAsIfUnbrokenInATrial) { expect_as_unbroken(trial_study(), {0.001, 0.1, 0.2, 0.3, 0.45, 0.6, 0.95}, 1, 2); }

TEST(Resume, IsAsIfUnbrokenWithAnImportedPopulation) { expect_as_unbroken(imported_study(), {0.001, 0.1, 0.3, 0.45, 0.6, 0.8, 0.95}, 1, 2); }

TEST(Resume, IsAsIfUnbrokenHoweverOftenItIsStopped)
{
    auto const study = rich_study(2);
    auto const unbroken = run(study);
    std::minstd_rand draw{20261126};
    std::optional<KeptRun> kept;
    double share = 0.0;
    for (int legs = 0;; ++legs) {
        ASSERT_LT(legs, 100);
        share += 0.12 * std::uniform_real_distribution{}(draw);
        auto leg = run_until(share, study, 1 + legs % 3, std::move(kept));
        if (leg.replicates_done == unbroken.replicates_done) {
            EXPECT_GT(legs, 5);
            EXPECT_EQ(differences(leg.file, unbroken.file), none);
            break;
        }
        kept = through_file(kept_of(std::move(leg)));
    }
}

// A killed run leaves what it wrote last, which may be anything that it wrote.
TEST(Resume, IsAsIfUnbrokenFromWhateverAKilledRunWroteLast)
{
    for (int const threads : {1, 2}) {
        auto const study = rich_study(3);
        std::vector<KeptRun> written;
        RunSettings settings{threads, {}, nullptr};
        settings.keep_every = 1;
        settings.keep = [&](KeptRun const& run) { written.push_back(run); };
        auto const unbroken = run(study, settings);
        EXPECT_EQ(unbroken.in_hand.size(), 0U);
        ASSERT_FALSE(written.empty());
        for (auto const& one : {written.front(), written[written.size() / 2], written.back()}) {
            EXPECT_FALSE(one.in_hand.empty());
            EXPECT_EQ(differences(run(study, 3 - threads, through_file(one)).file, unbroken.file), none);
        }
    }
}

ResultFile only(ReplicateSet const& replicates, ResultFile file)
{
    auto const all = size_of(file, "replicate");
    for (auto& each : file.variables) {
        if (!has_dimension(each, "replicate")) continue;
        auto const arms = each.dimensions.front() == "replicate" ? 1 : size_of(file, each.dimensions.front());
        std::visit([&](auto& values) { values = of_replicates(std::move(values), arms, all, replicates); }, each.values);
    }
    std::ranges::find(file.dimensions, "replicate", &Dimension::name)->size = replicates.size();
    return file;
}

TEST(Resume, LosesNoFinishedReplicateBehindAnUnfinishedOne)
{
    for (auto const& study : {rich_study(4), trial_study()}) {
        auto const unbroken = run(study);
        auto const all = unbroken.replicates_done;
        KeptRun const kept{only({all - 1}, unbroken.file), "", {}};
        // Nothing of the last is run again: it is what was kept, changed here to tell.
        auto marked = kept;
        auto const name = study.trial ? "contacts" : "cost";
        for (auto& value : std::get<std::vector<double>>(std::ranges::find(marked.finished.variables, name, &Variable::name)->values)) value += 1.0;
        auto const resumed = run(study, 1, through_file(marked));
        EXPECT_EQ(differences(resumed.file, unbroken.file), std::vector<std::string>{name});
        EXPECT_EQ(differences(run(study, 2, through_file(kept)).file, unbroken.file), none);
    }
}

TEST(Resume, RefusesWhatIsNotItsOwn)
{
    auto const study = rich_study(2);
    auto const kept = kept_of(run_until(0.3, study, 1));
    ASSERT_EQ(kept.in_hand.size(), 1U);
    auto const refusal = [](Study const& other, KeptRun const& of) {
        try {
            run(other, 1, of);
        } catch (StatusError const& error) {
            EXPECT_EQ(error.status(), ExitStatus::bad_input);
            return std::string{error.what()};
        }
        return std::string{};
    };
    auto other = study;
    for (auto& each : other.arms) ++each.scenario.simulation.seed;
    EXPECT_NE(refusal(other, kept).find("of another seed: 7"), std::string::npos);
    auto rebuilt = kept;
    rebuilt.program += "0";
    EXPECT_NE(refusal(study, rebuilt).find("another build"), std::string::npos);
    auto more = kept;
    more.in_hand.front().replicate = 2;
    EXPECT_NE(refusal(study, more).find("3 replicates are kept, more than the 2 asked for"), std::string::npos);
    auto cut = kept;
    cut.in_hand.front().state = std::make_shared<State::element_type>(kept.in_hand.front().state->begin(), kept.in_hand.front().state->end() - 8);
    EXPECT_NE(refusal(study, cut).find("does not fit"), std::string::npos);
}

TEST(Checkpoint, OfFlippedOrMissingBytesIsRefused)
{
    auto const path = std::filesystem::path{testing::TempDir()} / ("flips_" + std::to_string(getpid()));
    auto study = small_study({arm("baseline")});
    study.arms.front().scenario.population.youths = 300;
    study.arms.front().scenario.output.outcomes = {"starts"};
    auto const kept = kept_of(run_until(0.7, study, 1));
    ASSERT_EQ(kept.in_hand.size(), 1U);
    write_checkpoint(path, kept, Existing::replace);
    std::string bytes(std::filesystem::file_size(path), '\0');
    std::ifstream{path, std::ios::binary}.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    auto const is_refused = [&](std::string const& changed) {
        std::ofstream{path, std::ios::binary | std::ios::trunc} << changed;
        try {
            read_checkpoint(path);
            return false;
        } catch (StatusError const& error) {
            return error.status() == ExitStatus::bad_input;
        }
    };
    EXPECT_FALSE(is_refused(bytes));
    std::minstd_rand draw{7};
    for (int n = 0; n < 200; ++n) {
        auto flipped = bytes;
        auto& byte = flipped[n < 100 ? flipped.size() - 1 - static_cast<std::size_t>(n) : draw() % flipped.size()];
        byte = static_cast<char>(byte ^ 1 << n % 8);
        EXPECT_TRUE(is_refused(flipped)) << n;
        EXPECT_TRUE(is_refused(bytes.substr(0, n < 100 ? bytes.size() - 1 - static_cast<std::size_t>(n) : draw() % bytes.size()))) << n;
    }
    std::filesystem::remove(path);
}

}  // namespace
}  // namespace pijler::test
