// The variables of a result, filled replicate by replicate.
#pragma once

#include "output/result_file.hpp"
#include "study/replicate.hpp"
#include "study/replicate_slices.hpp"

namespace pijler {

// In the order of results, the municipality among them whether it pays or not; `others`: who pays elsewhere.
std::vector<std::string> payers_of(ArmPlan const& plan, std::vector<std::string> const& others = {});

class ResultTable {
public:
    // `groups`: the subgroups shown. `payers`: all that deliveries have, and perhaps more.
    ResultTable(Study const& study, std::vector<ParameterRow> const& parameters, ArmPlan const& plan, std::vector<std::size_t> groups, std::vector<std::string> payers, std::size_t replicates);

    // Writes one replicate into its place; different replicates may be added from different threads.
    void add(std::size_t replicate, ReplicateRecords const& records);

    // Copies the replicates of an earlier, unfinished result of the same study.
    void take(ResultFile const& kept);

    // Dimensions and variables of the replicates `done`, which have been added (others may be added meanwhile).
    void write(ResultFile& file, ReplicateSet const& done) const;
    // The same; the table is empty afterwards.
    void hand_over(ResultFile& file, ReplicateSet const& done);

    // What the table asks of each replicate.
    ReplicateTask task(RunInCache* run_ins = nullptr, Profile* profile = nullptr) const;

private:
    bool wants(OutcomeKind kind) const;
    struct Block {
        Outcome const* outcome;
        std::vector<std::int32_t> counts;
        std::vector<float> means;
        std::vector<double> flows;
    };
    std::size_t layers_of(Block const& block) const { return block.outcome->per_substance ? substances_.size() : 1; }
    void add_layer(std::size_t arm, std::size_t replicate, ReplicateRecords const& records, std::size_t layer);
    void add_delivery(Block& block, std::size_t replicate, ReplicateRecords const& records);
    void add_noise_floor(Block& block, std::size_t replicate, ReplicateRecords const& records);
    std::size_t place(std::size_t arm, std::size_t replicate, std::size_t record, std::size_t group) const;
    void append_values(ParameterValues const& given, std::vector<double>& values) const;  // of every parameter
    std::vector<Variable> coordinates(ReplicateSet const& done) const;
    template <class AnyBlock>
    Variable variable(AnyBlock&& block, ReplicateSet const& done) const;

    Study const& study_;
    std::vector<ParameterRow> const& parameters_;
    ArmPlan const& plan_;
    std::size_t replicates_;
    std::size_t records_;
    RecordCalendar calendar_;
    std::vector<std::size_t> groups_;
    std::vector<std::string> payers_;
    std::vector<std::string> substances_;
    std::vector<Block> blocks_;
    // arm x replicate: of equalised arms
    std::vector<double> coverage_scale_;
    std::vector<double> expected_spending_;
};

inline constexpr std::array<char const*, 4> pillars{"education", "support", "environment", "regulation"};

}  // namespace pijler
