#include "study/trial_enrolment.hpp"

#include <algorithm>

namespace pijler {
namespace {

constexpr Purpose<SchoolIdentity> order_of_sampling{9, "study.trial.schools"};
constexpr Purpose<SchoolIdentity> order_of_randomising{10, "study.trial.randomised_schools"};
constexpr Purpose<ClassIdentity> order_of_classes{24, "study.trial.classes"};
constexpr int months_in_past_year = 12;

bool is_of_age(World const& world, YouthId youth, Trial const& trial)
{
    int const age = world.youths.school_age[youth];
    return world.youths.present[youth] && in_secondary(world.youths.track[youth]) && age >= trial.age_low && age <= trial.age_high;
}

// Classes with pupils of the trial's ages, by school.
std::vector<std::vector<ClassId>> classes_by_school(World const& world, Trial const& trial)
{
    std::vector<std::vector<ClassId>> classes(world.schools.count());
    for (ClassId group{1}; group.index < world.classes.count(); ++group.index)
        if (std::ranges::any_of(world.classes.members.of(group), [&](YouthId youth) { return is_of_age(world, youth, trial); }))
            classes[world.classes.school[group].index].push_back(group);
    return classes;
}

template <class Who, class Index>
void order_by_draw(std::vector<Id<Who, Index>>& list, MonthRandom const& random, Purpose<Identity<Who>> const& purpose, auto const& identity_of)
{
    std::ranges::sort(list, {}, [&](Id<Who, Index> each) { return std::pair{random.block(identity_of(each), purpose)[0], each}; });
}

SchoolIdentity identity_of_school(SchoolId school) { return {school.index}; }

std::vector<SchoolId> sample_schools(std::vector<std::vector<ClassId>> const& classes, Trial const& trial, MonthRandom const& random)
{
    std::vector<SchoolId> schools;
    for (SchoolId school{1}; school.index < classes.size(); ++school.index)
        if (!classes[school.index].empty()) schools.push_back(school);
    order_by_draw(schools, random, order_of_sampling, identity_of_school);
    if (schools.size() > static_cast<std::size_t>(trial.schools)) schools.resize(static_cast<std::size_t>(trial.schools));
    order_by_draw(schools, random, order_of_randomising, identity_of_school);
    return schools;
}

void enrol_class(World const& world, Trial const& trial, ClassId group, Enrolment& enrolment)
{
    auto const& y = world.youths;
    for (auto const youth : world.classes.members.of(group))
        if (is_of_age(world, youth, trial))
            enrolment.pupils.push_back({youth, y.identity[youth], enrolment.clusters.size() - 1, is_case(y, youth, trial.outcome)});
}

std::vector<std::shared_ptr<Roster const>> rosters_of(Enrolment const& enrolment, TrialUnit unit, std::size_t arms)
{
    std::vector<Roster> rosters(arms);
    for (auto const& pupil : enrolment.pupils) rosters[enrolment.clusters[pupil.cluster].arm].youths.push_back(pupil.identity.value);
    if (unit == TrialUnit::school)
        for (auto const& cluster : enrolment.clusters) rosters[cluster.arm].schools.push_back(cluster.school.index);
    std::vector<std::shared_ptr<Roster const>> shared;
    for (auto& roster : rosters) {
        std::ranges::sort(roster.youths);
        std::ranges::sort(roster.schools);
        shared.push_back(std::make_shared<Roster const>(std::move(roster)));
    }
    return shared;
}

}  // namespace

Enrolment enrol(World const& world, Trial const& trial, std::size_t arms, RandomKey const& key)
{
    MonthRandom const random{key, 0};
    auto classes = classes_by_school(world, trial);
    Enrolment enrolment;
    // Arms take turns in the drawn order, so that no two differ by more than one cluster.
    std::size_t turn = 0;
    for (auto const school : sample_schools(classes, trial, random)) {
        auto& sampled = classes[school.index];
        order_by_draw(sampled, random, order_of_classes, [&](ClassId group) { return world.classes.identity[group]; });
        if (trial.classes && sampled.size() > static_cast<std::size_t>(*trial.classes)) sampled.resize(static_cast<std::size_t>(*trial.classes));
        if (trial.unit == TrialUnit::school) enrolment.clusters.push_back({school, turn++ % arms});
        for (auto const group : sampled) {
            if (trial.unit == TrialUnit::school_class) enrolment.clusters.push_back({school, turn++ % arms});
            enrol_class(world, trial, group, enrolment);
        }
    }
    enrolment.rosters = rosters_of(enrolment, trial.unit, arms);
    return enrolment;
}

bool is_case(Youths const& youths, YouthId youth, TrialOutcome outcome)
{
    switch (outcome) {
        case TrialOutcome::lifetime_use: return youths.stage[youth] != Stage::never;
        case TrialOutcome::past_year_use: return youths.months_since_use[youth] < months_in_past_year;
        case TrialOutcome::past_month_use: return youths.months_since_use[youth] == 0;
        case TrialOutcome::regular_use: return youths.stage[youth] == Stage::regular || youths.stage[youth] == Stage::problematic;
    }
    return false;
}

std::vector<ClusterCount> measure(World const& world, Trial const& trial, Enrolment const& enrolment)
{
    auto const& y = world.youths;
    std::vector<ClusterCount> counts(enrolment.clusters.size());
    for (auto const& pupil : enrolment.pupils) {
        if (!y.present[pupil.youth] || y.identity[pupil.youth] != pupil.identity) continue;
        if (trial.leaves_out_baseline_cases && pupil.baseline_case) continue;
        auto& count = counts[pupil.cluster];
        ++count.measured;
        count.cases += is_case(y, pupil.youth, trial.outcome);
    }
    return counts;
}

}  // namespace pijler
