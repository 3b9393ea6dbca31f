// Small sweeps and their folders, for the tests of study/sweep/.
#pragma once

#include "study/sweep/run_sweep.hpp"
#include "study/vocabulary.hpp"
#include "support/folder.hpp"

#include <gtest/gtest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pijler::test {

inline Vocabulary const& whole_vocabulary()
{
    static auto const vocabulary = make_vocabulary();
    return vocabulary;
}

inline constexpr auto six_points = "design = \"sobol\"\npoints = 6\n[sweep.parameters]\n\"norms.descriptive.learning_rate\" = [0.05, 0.3]\n"
                                   "\"arm.lessons.youth_education.coverage\" = [0.1, 0.8]\n";

// Two arms, two replicates of 300 youths, a few months: a unit takes milliseconds. `design`: the lines of [sweep].
inline Sweep small_sweep(Folder const& folder, std::string const& design = six_points, std::uint64_t seed = 7)
{
    std::string const scenarios = PIJLER_SOURCE_DIR "/scenarios/";
    auto const arm = [&](std::string const& name, std::string const& file) { return "[[arm]]\nname = \"" + name + "\"\nscenario = \"" + scenarios + file + "\"\n"; };
    auto const file = folder.write("study.toml", "title = \"small\"\n" + arm("baseline", "baseline.toml") + arm("lessons", "youth_skills.toml") + "[sweep]\n" + design);
    Overrides over;
    over.youths = 300;
    over.months = 4;
    over.replicates = 2;
    over.seed = seed;
    over.outcomes = {"starts", "past_month_use", "cost"};
    over.set.emplace_back("simulation.run_in_months", "3");
    return Sweep{read_study_draft({file}, whole_vocabulary()), over, whole_vocabulary(), "test"};
}

// A sweep that is only described, and a part that only says so: nothing runs.
inline SweepManifest plain_manifest(std::size_t points = 5, std::size_t replicates = 2)
{
    SweepManifest manifest;
    manifest.title = "plain";
    manifest.version = "1";
    manifest.fingerprint = "f";
    manifest.history = "test";
    manifest.seed = 7;
    manifest.points = points;
    manifest.replicates = replicates;
    manifest.arms = {"baseline", "parents"};
    manifest.declarations = R"({"interventions":[],"parameters":[]})";
    return manifest;
}
inline void write_plain_part(SweepFolder const& folder, SweepManifest const& manifest, Units units, std::vector<FailedUnit> failed = {}, std::int64_t ended = 1000,
                             double seconds = 10.0)
{
    PartEntry entry;
    entry.units = units;
    entry.ended = ended;
    entry.seconds = seconds;
    entry.failed = std::move(failed);
    write_part(folder, manifest, entry, {{{"title", std::string{"plain"}}}, {}, {}});
}

inline void flip_a_bit(std::filesystem::path const& path, std::size_t byte)
{
    auto bytes = read_text(path);
    bytes.at(byte) = static_cast<char>(bytes[byte] ^ 4);
    std::ofstream{path, std::ios::binary} << bytes;
}

// The message of what `act` throws, which must have this status; empty if it throws nothing.
template <class Act>
std::string refusal(ExitStatus status, Act const& act)
{
    try {
        act();
    } catch (StatusError const& error) {
        EXPECT_EQ(error.status(), status) << error.what();
        return error.what();
    }
    return {};
}

// Another process, which has done `act` when this is made, and does nothing more until it is killed.
class OtherProcess {
public:
    template <class Act>
    explicit OtherProcess(Act const& act)
    {
        int ends[2];
        if (pipe(ends) != 0) throw std::runtime_error{"no pipe"};
        child_ = fork();
        if (child_ == 0) {
            {
                auto const held = act();
                char const ready = 1;
                if (write(ends[1], &ready, 1) == 1)
                    for (;;) pause();
            }
            _exit(1);
        }
        close(ends[1]);
        char ready = 0;
        EXPECT_EQ(read(ends[0], &ready, 1), 1);
        close(ends[0]);
    }
    ~OtherProcess() { end(); }
    OtherProcess(OtherProcess const&) = delete;
    OtherProcess& operator=(OtherProcess const&) = delete;

    void end()
    {
        if (child_ <= 0) return;
        kill(child_, SIGKILL);
        waitpid(child_, nullptr, 0);
        child_ = -1;
    }

private:
    pid_t child_;
};

}  // namespace pijler::test
