#include "study/result_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace pijler {
namespace {

// Of each group all quantities at once: those of a cell lie side by side.
template <std::size_t n>
using Totals = std::vector<std::array<std::int64_t, n>>;

template <std::size_t n>
void add_up(std::array<std::array<std::int64_t, n>, cell_count> const& cells, std::vector<std::size_t> const& groups, Totals<n>& totals)
{
    totals.assign(groups.size(), {});
    for (std::size_t g = 0; g < groups.size(); ++g)
        for (auto const cell : subgroups()[groups[g]].cells)
            for (std::size_t i = 0; i < n; ++i) totals[g][i] += cells[cell][i];
}

void add_once(std::vector<std::size_t>& places, std::size_t place)
{
    if (std::ranges::find(places, place) == places.end()) places.push_back(place);
}

}  // namespace

std::vector<std::string> payers_of(ArmPlan const& plan, std::vector<std::string> const& others)
{
    std::set<std::string> names{others.begin(), others.end()};
    names.insert("municipality");
    for (auto const& run : plan.runs)
        for (auto const& spec : run.specs) names.insert(spec.delivery.cost.payer);
    return {names.begin(), names.end()};
}

ResultTable::ResultTable(Study const& study, std::vector<ParameterRow> const& parameters, ArmPlan const& plan, std::vector<std::size_t> groups, std::vector<std::string> payers,
                         std::size_t replicates)
    : study_{study}, parameters_{parameters}, plan_{plan}, replicates_{replicates},
      calendar_{study.arms.front().scenario.simulation.months, study.arms.front().scenario.output.every}, groups_{std::move(groups)}, payers_{std::move(payers)}
{
    auto const& output = study.arms.front().scenario.output;
    records_ = calendar_.count();
    for (auto const& substance : study.arms.front().scenario.substances) substances_.push_back(substance.name);
    auto chosen = select_outcomes(output.outcomes);
    bool const compares = plan.runs.size() > 1;
    if (compares) add_once(chosen, select_outcomes({study.estimand.outcome}).front());  // whatever else is recorded, the study is answered
    for (auto const n : chosen) {
        auto const& outcome = outcomes()[n];
        auto const kind = outcome.kind;
        bool const between = kind == OutcomeKind::net || kind == OutcomeKind::direct_flow || kind == OutcomeKind::direct_count || kind == OutcomeKind::noise_floor;
        if (between && !compares) continue;
        Block block{&outcome, {}, {}, {}};
        auto const layers = outcome.per_substance ? substances_.size() : 1;
        auto const full = plan.runs.size() * replicates * records_ * layers;
        switch (kind) {
            case OutcomeKind::count:
            case OutcomeKind::direct_count:
            case OutcomeKind::net: block.counts.resize(full * groups_.size()); break;
            case OutcomeKind::noise_floor: block.counts.resize(replicates * records_ * groups_.size() * layers); break;
            case OutcomeKind::mean: block.means.resize(full * groups_.size()); break;
            case OutcomeKind::network: block.means.resize(full); break;
            case OutcomeKind::town: block.flows.resize(full); break;
            case OutcomeKind::direct_flow: block.flows.resize(full * groups_.size()); break;
            case OutcomeKind::delivery: block.flows.resize(full * pillars.size() * payers_.size()); break;
        }
        blocks_.push_back(std::move(block));
    }
    coverage_scale_.assign(plan.runs.size() * replicates, 1.0);
    expected_spending_.assign(plan.runs.size() * replicates, std::numeric_limits<double>::quiet_NaN());
}

bool ResultTable::wants(OutcomeKind kind) const
{
    return std::ranges::any_of(blocks_, [kind](Block const& block) { return block.outcome->kind == kind; });
}

ReplicateTask ResultTable::task(RunInCache* run_ins, Profile* profile) const
{
    bool const twins = wants(OutcomeKind::direct_flow) || wants(OutcomeKind::direct_count);
    return {study_, parameters_, plan_, twins && plan_.runs.size() > 1, wants(OutcomeKind::noise_floor), wants(OutcomeKind::network), run_ins, profile};
}

std::size_t ResultTable::place(std::size_t arm, std::size_t replicate, std::size_t record, std::size_t group) const
{
    return ((arm * replicates_ + replicate) * records_ + record) * groups_.size() + group;
}

void ResultTable::add_layer(std::size_t arm, std::size_t replicate, ReplicateRecords const& records, std::size_t layer)
{
    auto const& own = records.arms[arm].own[layer];
    auto const& reference = records.arms[plan_.runs[arm].reference].own[layer];
    // What the reference does directly is what it does.
    auto const& twin = records.arms[arm].twin.empty() ? own : records.arms[arm].twin[layer];
    bool const has_net = wants(OutcomeKind::net), has_direct_counts = wants(OutcomeKind::direct_count), has_flows = wants(OutcomeKind::direct_flow);
    Totals<quantity_count> here, in_reference, in_twin;
    Totals<direct_flow_count> flows;
    for (std::size_t record = 0; record < records_; ++record) {
        add_up(own[record].sum, groups_, here);
        if (has_net) add_up(reference[record].sum, groups_, in_reference);
        if (has_direct_counts) add_up(twin[record].sum, groups_, in_twin);
        if (has_flows) add_up(twin[record].direct, groups_, flows);
        for (auto& block : blocks_) {
            auto const layers = layers_of(block);
            if (layer >= layers) continue;
            auto const& outcome = *block.outcome;
            auto const n = outcome.index;
            auto const of_town = ((arm * replicates_ + replicate) * records_ + record) * layers + layer;
            auto const fill = [&](auto& values, auto const& value_of) {
                auto const first = place(arm, replicate, record, 0);
                for (std::size_t g = 0; g < groups_.size(); ++g) values[(first + g) * layers + layer] = value_of(g);
            };
            switch (outcome.kind) {
                case OutcomeKind::count: fill(block.counts, [&](std::size_t g) { return static_cast<std::int32_t>(here[g][n]); }); break;
                case OutcomeKind::direct_count: fill(block.counts, [&](std::size_t g) { return static_cast<std::int32_t>(in_twin[g][n]); }); break;
                case OutcomeKind::net: fill(block.counts, [&](std::size_t g) { return static_cast<std::int32_t>(here[g][n] - in_reference[g][n]); }); break;
                case OutcomeKind::direct_flow: fill(block.flows, [&](std::size_t g) { return static_cast<double>(flows[g][n]) / flow_unit; }); break;
                case OutcomeKind::mean:
                    fill(block.means, [&](std::size_t g) {
                        auto const members = static_cast<double>(here[g][static_cast<std::size_t>(outcome.denominator)]);
                        return members == 0.0 ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(static_cast<double>(here[g][n]) / (static_cast<double>(mean_unit) * members));
                    });
                    break;
                case OutcomeKind::town: block.flows[of_town] = own[record].town[n]; break;
                case OutcomeKind::network: block.means[of_town] = own[record].network[n]; break;
                case OutcomeKind::noise_floor:
                case OutcomeKind::delivery: break;
            }
        }
    }
}

void ResultTable::add_delivery(Block& block, std::size_t replicate, ReplicateRecords const& records)
{
    for (std::size_t arm = 0; arm < records.arms.size(); ++arm) {
        auto const& specs = plan_.runs[arm].specs;
        for (std::size_t record = 0; record < records_; ++record) {
            auto const& delivery = records.arms[arm].delivery[record];
            for (std::size_t n = 0; n < specs.size(); ++n) {
                auto const pillar = std::ranges::find(pillars, intervention_kind(specs[n].type).type.pillar) - pillars.begin();
                auto const payer = std::ranges::find(payers_, specs[n].delivery.cost.payer) - payers_.begin();
                auto const at = (((arm * replicates_ + replicate) * records_ + record) * pillars.size() + static_cast<std::size_t>(pillar)) * payers_.size() +
                                static_cast<std::size_t>(payer);
                block.flows[at] += delivery[n][block.outcome->index];
            }
        }
    }
}

void ResultTable::add_noise_floor(Block& block, std::size_t replicate, ReplicateRecords const& records)
{
    auto const n = block.outcome->index;
    Totals<quantity_count> butterfly, reference;
    for (std::size_t record = 0; record < records_; ++record)
        for (std::size_t layer = 0; layer < layers_of(block); ++layer) {
            add_up(records.butterfly[layer][record].sum, groups_, butterfly);
            add_up(records.arms.front().own[layer][record].sum, groups_, reference);
            for (std::size_t g = 0; g < groups_.size(); ++g)
                block.counts[place(0, replicate, record, g) * layers_of(block) + layer] = static_cast<std::int32_t>(butterfly[g][n] - reference[g][n]);
        }
}

void ResultTable::add(std::size_t replicate, ReplicateRecords const& records)
{
    for (auto& block : blocks_) {
        if (block.outcome->kind == OutcomeKind::delivery) add_delivery(block, replicate, records);
        if (block.outcome->kind == OutcomeKind::noise_floor) add_noise_floor(block, replicate, records);
    }
    for (std::size_t arm = 0; arm < records.arms.size(); ++arm)
        for (std::size_t layer = 0; layer < substances_.size(); ++layer) add_layer(arm, replicate, records, layer);
    for (std::size_t arm = 0; arm < records.equal.size(); ++arm) {
        if (plan_.runs[arm].delivery != DeliveryForm::equalised) continue;
        coverage_scale_[arm * replicates_ + replicate] = records.equal[arm].scale;
        expected_spending_[arm * replicates_ + replicate] = records.equal[arm].spent;
    }
}

void ResultTable::take(ResultFile const& kept)
{
    auto const done = replicates_in(kept);
    expect(done.empty() || *done.rbegin() < replicates_, "no more replicates are kept than asked for");
    for (auto const& saved : kept.variables) {
        if (saved.name == "coverage_scale") put_replicates(coverage_scale_, std::get<std::vector<double>>(saved.values), plan_.runs.size(), replicates_, done);
        if (saved.name == "expected_spending") put_replicates(expected_spending_, std::get<std::vector<double>>(saved.values), plan_.runs.size(), replicates_, done);
        auto const block = std::ranges::find(blocks_, saved.name, [](Block const& b) { return b.outcome->row.name; });
        if (block == blocks_.end()) continue;
        auto const arms = block->outcome->kind == OutcomeKind::noise_floor ? 1 : plan_.runs.size();
        if (!block->counts.empty()) put_replicates(block->counts, std::get<std::vector<std::int32_t>>(saved.values), arms, replicates_, done);
        if (!block->means.empty()) put_replicates(block->means, std::get<std::vector<float>>(saved.values), arms, replicates_, done);
        if (!block->flows.empty()) put_replicates(block->flows, std::get<std::vector<double>>(saved.values), arms, replicates_, done);
    }
}

template <class AnyBlock>
Variable ResultTable::variable(AnyBlock&& block, ReplicateSet const& done) const
{
    auto const& row = block.outcome->row;
    std::vector<std::string> dimensions{"arm", "replicate", "month", "subgroup"};
    auto arms = plan_.runs.size();
    switch (block.outcome->kind) {
        case OutcomeKind::noise_floor:
            dimensions.erase(dimensions.begin());
            arms = 1;
            break;
        case OutcomeKind::network:
        case OutcomeKind::town: dimensions.pop_back(); break;
        case OutcomeKind::delivery: dimensions = {"arm", "replicate", "month", "pillar", "payer"}; break;
        default: break;
    }
    if (block.outcome->per_substance) dimensions.push_back("substance");
    Variable result{row.name, dimensions, row.unit, row.meaning + " (of: " + row.denominator + ")", {}};
    if (!block.counts.empty()) result.values = of_replicates(std::forward<AnyBlock>(block).counts, arms, replicates_, done);
    if (!block.means.empty()) result.values = of_replicates(std::forward<AnyBlock>(block).means, arms, replicates_, done);
    if (!block.flows.empty()) result.values = of_replicates(std::forward<AnyBlock>(block).flows, arms, replicates_, done);
    return result;
}

void ResultTable::write(ResultFile& file, ReplicateSet const& done) const
{
    file.dimensions = {{"arm", plan_.runs.size()}, {"replicate", done.size()}, {"month", records_}, {"subgroup", groups_.size()},
                       {"substance", substances_.size()}, {"parameter", parameters_.size()}, {"pillar", pillars.size()}, {"payer", payers_.size()}};
    file.variables = coordinates(done);
    for (auto const& block : blocks_) file.variables.push_back(variable(block, done));
}

void ResultTable::hand_over(ResultFile& file, ReplicateSet const& done)
{
    auto blocks = std::exchange(blocks_, {});
    write(file, done);
    for (auto& block : blocks) file.variables.push_back(variable(std::move(block), done));
}

}  // namespace pijler
