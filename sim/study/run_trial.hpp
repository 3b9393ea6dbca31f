// A study whose arms are schools or classes of one town: one world a replicate, enrolled, treated, followed up and analysed as a
// published trial was.
#pragma once

#include "output/result_file.hpp"
#include "study/arms.hpp"
#include "study/replicate.hpp"
#include "study/replicate_slices.hpp"
#include "study/trial_analysis.hpp"
#include "study/trial_enrolment.hpp"

namespace pijler {

// The study with a town that holds as many schools as the trial samples, unless its size is stated.
Study with_enough_schools(Study study);

// Its arms as stated, with effects central or, with Uncertainty::priors, drawn per replicate.
ArmPlan plan_trial(Study const& study);

struct TrialArmRecord {
    std::int32_t clusters = 0;  // randomised to the arm
    std::int32_t pupils = 0;
    std::int32_t baseline_cases = 0;
    double contacts = 0.0;      // persons reached, or units of a lever, in the whole trial
    std::vector<std::vector<ClusterCount>> counts;  // by follow-up, of the arm's clusters
};

// False when stopped before its end, as run_replicate. Throws StatusError (bad_input) where the town has fewer clusters than the trial has arms.
bool run_trial_replicate(Study const& study, std::vector<ParameterRow> const& parameters, ArmPlan const& plan, std::uint32_t replicate, Workers workers,
                         std::function<bool()> const& month_done, RunInCache* run_ins, std::vector<TrialArmRecord>& arms, Profile* profile = nullptr, MonthKeeper* keeper = nullptr);
std::size_t months_in_trial(Study const& study, std::optional<int> until = {});  // as months_in

// A replicate of a trial between two months from 1 on, as bytes.
Image image_of(Run const& run, Enrolment const& enrolment, std::vector<TrialArmRecord> const& arms, int month);
// False where it is no such image.
bool read_image(Image const& image, Run& run, Enrolment& enrolment, std::vector<TrialArmRecord>& arms);

// What a trial writes: counts and odds ratios per arm, replicate and follow-up, beside what was published.
class TrialTable {
public:
    TrialTable(Study const& study, std::vector<ParameterRow> const& parameters, ArmPlan const& plan, std::size_t replicates);
    void add(std::size_t replicate, std::vector<TrialArmRecord> const& arms);  // from any thread, each replicate once
    void take(ResultFile const& kept);
    void write(ResultFile& file, ReplicateSet const& done) const;

private:
    struct Series {
        std::string name, units, meaning;
        bool by_followup;
        std::variant<std::vector<std::int32_t>, std::vector<double>> values;
    };
    std::size_t place(std::size_t arm, std::size_t replicate) const { return arm * replicates_ + replicate; }
    void write_published(ResultFile& file) const;
    void write_parameters(ResultFile& file, ReplicateSet const& done) const;

    Study const& study_;
    std::vector<ParameterRow> const& parameters_;
    ArmPlan const& plan_;
    std::size_t replicates_;
    std::size_t followups_;
    std::vector<Series> series_;
};

}  // namespace pijler
