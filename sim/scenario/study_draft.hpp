// A study as its files state it, from which the study of each point of a sweep is made.
#pragma once

#include "scenario/draft.hpp"
#include "scenario/sweep_plan.hpp"

namespace pijler {

struct StudyDraft {
    Study study;  // without arms
    std::vector<ArmDraft> arms;
    std::optional<SweepPlan> sweep;
};

// Throws as read_study does.
StudyDraft read_study_draft(std::vector<std::filesystem::path> const& paths, Vocabulary const& vocabulary);

// Throws StatusError (usage) for what an option changes, InputError for what a file does.
Study finished(StudyDraft draft, Overrides const& overrides, Vocabulary const& vocabulary);

// [sweep]; `by` is the file that states it.
SweepPlan read_sweep(Section& section, std::filesystem::path const& by, Vocabulary const& vocabulary, std::vector<InputText>& inputs);

// Every factor names what can vary, and is tried alone at both ends, or at each of its values.
void check_factors(StudyDraft const& draft, Vocabulary const& vocabulary, Faults& faults);

}  // namespace pijler
