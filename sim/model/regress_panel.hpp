// Influence and selection as researchers estimate them from two yearly surveys of the same pupils: lagged logistic regressions with the covariates
// that stochastic actor models have. They say nothing of what the model does; they are what a survey of it would find. ODD, "Observation".
#pragma once

#include "model/world.hpp"

#include <array>

namespace pijler {

inline constexpr std::size_t names_max = 8;

// Friends whom a youth named.
struct Names {
    std::size_t count = 0;
    std::array<YouthId, names_max> named{};

    auto all() const { return std::span{named}.first(count); }
    bool has(YouthId youth) const { return std::ranges::find(all(), youth) != all().end(); }
};

inline constexpr YouthIdentity not_surveyed{0xffffffffU};

// What a survey noted of each youth.
struct SurveyWave {
    Column<YouthId, Names> names;
    Column<YouthId, YouthIdentity> who;      // not_surveyed: was not asked
    Column<YouthId, std::uint8_t> uses;      // not former
};

// Whether a youth took part in both, and nobody else has the place since.
inline bool in_both(SurveyWave const& before, SurveyWave const& now, YouthId youth)
{
    return now.who[youth] != not_surveyed && now.who[youth] == before.who[youth];
}

// Log-odds of use now when all friends named a year ago used then instead of half of them: the coefficient of 2 p - 1, beside own use then, age and
// sex. NaN where nobody uses, or all do.
float influence(World const& world, SurveyWave const& before, SurveyWave const& now);

// Log-odds of naming a classmate when neither named the other a year ago, and both used then or neither did, against one of the two: beside who of
// them used, same sex, friends in common and age. NaN where nobody is named anew.
float selection(World const& world, SurveyWave const& before, SurveyWave const& now);

}  // namespace pijler
