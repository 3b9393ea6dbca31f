// Cohorts, their classes and what is drawn from few.
#pragma once

#include "model/world.hpp"

#include <algorithm>

namespace pijler {

// Whether a youth is in a club, and in which team.
inline constexpr Purpose<YouthIdentity> club_life{11, "calendar.club"};

// The n-th youth of a cohort.
constexpr YouthIdentity member_of(Cohort cohort, int n) { return {static_cast<std::uint32_t>(cohort) << 24 | static_cast<std::uint32_t>(n)}; }
constexpr Cohort cohort_of(YouthIdentity who) { return static_cast<Cohort>(who.value >> 24); }
inline Cohort cohort_at_18(Demography const& d) { return d.next_cohort - (18 - youngest_age); }

// One of `count`, all as likely.
inline int pick(float uniform, int count) { return std::min(count - 1, static_cast<int>(uniform * static_cast<float>(count))); }

// The n-th class of a cohort.
inline ClassId cohort_class(Demography const& d, Cohort cohort, int n) { return {static_cast<std::uint32_t>(1 + (cohort % cohort_count) * d.classes_per_cohort + n)}; }

// The group that goes with a track after secondary school: a study group of the cohort, a workplace of all ages, or none.
inline ClassId later_group(Demography const& d, Cohort cohort, Track track, float draw)
{
    if (track == Track::work) return d.workplaces > 0 ? ClassId{static_cast<std::uint32_t>(1 + cohort_count * d.classes_per_cohort + pick(draw, d.workplaces))} : ClassId{};
    if (track == Track::none || d.classes_per_cohort == 0) return {};
    auto const kind = static_cast<std::size_t>(track) - static_cast<std::size_t>(Track::mbo);
    return cohort_class(d, cohort, d.first_study_group[kind] + pick(draw, d.study_groups[kind]));
}

}  // namespace pijler
