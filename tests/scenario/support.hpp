// Words, files and readings that the tests of scenario/ share.
#pragma once

#include "scenario/scenario.hpp"
#include "support/folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace pijler::test {

inline Vocabulary vocabulary()
{
    Vocabulary words;
    words.parameters = {{"norms.descriptive.learning_rate", "per month", 0.1, 0.0, 1.0, "", "", 'J', 0.0},
                        {"education.parents.effect_communication", "sd", 0.2, -1.0, 1.0, "", "", 'B', 0.1}};
    InterventionType parents{"parent_education", "education", "", "", "B", {}, {}, {}, 0.5};
    parents.defaults.coverage = 0.3;
    parents.defaults.every = 12;
    InterventionType youths{
        "youth_education", "education", "", "", "B", {"information", "skills", "normative_feedback"}, {}, {}, 0.9};
    youths.defaults.content = "all";
    youths.can_screen = true;
    youths.price_of_approach = {{3.0, 15.0}, {10.0, 70.0}, {3.0, 15.0}};
    InterventionType leisure{"leisure_offer", "environment", "", "", "C", {}, {}, {}, 0.5};
    leisure.is_lever = true;
    leisure.target_keys = {"neighbourhood"};
    leisure.defaults.every = 1;
    words.interventions = {parents, youths, leisure};
    words.outcomes = {{"starts", "", "", ""}, {"past_month_use", "", "", ""}, {"youths", "", "", ""}};
    words.subgroups = {{"all", ""}, {"age_12_16", ""}, {"female", ""}};
    words.substances = {"cannabis", "party", "alcohol"};
    words.neighbourhoods = {"centre", "residential", "edge"};
    words.stages = {"never", "occasional", "regular", "problematic", "former"};
    words.contents = {"all", "non_user", "experimenting", "parent", "professional"};
    words.tracks = {"vmbo", "havo", "vwo", "mbo", "hbo", "wo", "work"};
    return words;
}

inline std::filesystem::path corpus() { return std::filesystem::path{__FILE__}.parent_path() / "corpus"; }
inline std::filesystem::path good() { return corpus() / "good"; }

// The start of a scenario that needs nothing more; put it last, or before tables.
inline std::string extending_base() { return "title = \"x\"\nextends = \"" + (good() / "base.toml").string() + "\"\n"; }

// The faults of a reading, one a line; empty if there are none.
template <typename Reading>
std::string faults_of(Reading read)
{
    try {
        read();
    } catch (InputError const& error) {
        std::string text;
        for (auto const& fault : error.faults()) text += fault.text() + "\n";
        return text;
    }
    return "";
}

// The message of a StatusError with this status; empty if there is none.
template <typename Reading>
std::string status_of(Reading read, ExitStatus status)
{
    try {
        read();
    } catch (StatusError const& error) {
        EXPECT_EQ(error.status(), status) << error.what();
        return error.what();
    }
    return "";
}

}  // namespace pijler::test
