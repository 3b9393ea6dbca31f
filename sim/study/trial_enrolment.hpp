// Who takes part in a trial: schools and classes are sampled and randomised once, and their pupils are followed by identity wherever
// they go in town.
#pragma once

#include "model/world.hpp"
#include "scenario/roster.hpp"
#include "scenario/trial.hpp"

#include <memory>

namespace pijler {

// What was randomised: a school with its sampled classes, or one class.
struct TrialCluster {
    SchoolId school;
    std::size_t arm = 0;
};

struct TrialPupil {
    YouthId youth;
    YouthIdentity identity;
    std::size_t cluster = 0;
    bool baseline_case = false;
};

struct Enrolment {
    std::vector<TrialCluster> clusters;
    std::vector<TrialPupil> pupils;
    std::vector<std::shared_ptr<Roster const>> rosters;  // by arm
};

// In the first month, once the school year has turned. Draws do not depend on what arms do, so that trials of one replicate differ in
// nothing else. Where the town has fewer schools than are to be sampled, all take part.
Enrolment enrol(World const& world, Trial const& trial, std::size_t arms, RandomKey const& key);

// Whether a pupil is a case now.
bool is_case(Youths const& youths, YouthId youth, TrialOutcome outcome);

// Pupils measured and cases among them, cluster by cluster: of those still in town, without cases at baseline where the trial left these out.
struct ClusterCount {
    std::int32_t measured = 0;
    std::int32_t cases = 0;
};
std::vector<ClusterCount> measure(World const& world, Trial const& trial, Enrolment const& enrolment);

}  // namespace pijler
