// The results of single units, stacked along a dimension of their own.
#pragma once

#include "output/result_file.hpp"
#include "study/arms.hpp"
#include "study/replicate.hpp"

#include <string>
#include <vector>

namespace pijler {

// What each unit of a sweep has in common: everything that its results are shaped by, and room for what one of them holds.
class UnitTable {
public:
    // `study`: of the sweep's own settings, before any design point changes them. `payers`: who pays at some point.
    UnitTable(Study const& study, std::vector<ParameterRow> const& parameters, std::vector<std::string> const& payers = {});

    // What one replicate of a point's study came to: a variable for each that differs between units, without the dimension replicate.
    // Throws StatusError (bad_input) where the point's arms, payers or records are not those of the sweep.
    std::vector<Variable> of_unit(Study const& study, ArmPlan const& plan, std::uint32_t replicate, ReplicateRecords const& records) const;

    // The arms of a point's study: those of every point.
    static ArmPlan plan_of(Study const& study);

    // What the sweep asks of a replicate of a point's study.
    ReplicateTask task(Study const& study, ArmPlan const& plan, RunInCache* run_ins = nullptr, Profile* profile = nullptr) const;

    // Dimensions, coordinates and other variables that all units share.
    ResultFile const& frame() const { return frame_; }
    // Without compression, one unit.
    std::size_t bytes_a_unit() const { return bytes_; }
    ArmPlan const& plan() const { return plan_; }

private:
    std::vector<ParameterRow> const& parameters_;
    std::vector<std::size_t> groups_;
    ArmPlan plan_;
    std::vector<std::string> payers_;
    ResultFile frame_;
    std::size_t bytes_ = 0;
    bool twins_, butterfly_, network_;
};

// Stacks units of one part.
class UnitStack {
public:
    explicit UnitStack(ResultFile const& frame) : file_{frame} {}
    void add(std::size_t point, std::size_t replicate, std::vector<Variable> variables);
    std::size_t count() const { return points_.size(); }
    // The frame and, if there is any unit, point(unit), replicate_number(unit) and each variable with `unit` before its dimensions.
    ResultFile take() &&;

private:
    ResultFile file_;
    std::vector<std::int32_t> points_, replicates_;
    std::vector<Variable> stacked_;
};

}  // namespace pijler
