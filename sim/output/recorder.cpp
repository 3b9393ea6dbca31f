#include "output/recorder.hpp"

#include <bit>
#include <mutex>

namespace pijler {
namespace {

constexpr std::size_t stocks = first_flow;
using Row = std::array<std::int32_t, stocks>;

// Nearest whole number of 2^-20 parts, without a branch: adding 1.5 x 2^23 leaves it in the low bits. |value| <= 4.
std::int32_t fixed(float value)
{
    constexpr float shifter = 12582912.0F;
    return std::bit_cast<std::int32_t>(value * mean_unit + shifter) - std::bit_cast<std::int32_t>(shifter);
}

// The stocks of a block of youths, a row per youth.
using Rows = std::array<Row, block_size>;

[[gnu::target_clones("arch=x86-64-v3", "default")]] void fill_rows(Run const& run, std::array<float, oldest_age + 2> const& truth, std::size_t begin, std::size_t end, Rows& rows)
{
    auto const& y = run.world.youths;
    for (auto i = begin; i < end; ++i) {
        YouthId const youth{static_cast<std::uint32_t>(i)};
        auto const stage = y.stage[youth];
        auto const since = y.months_since_use[youth];
        auto const& parents = run.world.households.mean_belief[y.household[youth]];
        auto& row = rows[i - begin];
        auto const put = [&row](Quantity quantity, std::int32_t value) { row[static_cast<std::size_t>(quantity)] = value; };
        put(Quantity::youths, 1);
        put(Quantity::never_users, stage == Stage::never);
        put(Quantity::lifetime_use, stage != Stage::never);
        put(Quantity::past_year_use, since < months_per_year);
        put(Quantity::past_month_use, since == 0);
        put(Quantity::regular_use, stage == Stage::regular || stage == Stage::problematic);
        put(Quantity::problematic_use, stage == Stage::problematic);
        put(Quantity::descriptive_norm, fixed(y.descriptive_norm[youth]));
        put(Quantity::injunctive_norm, fixed(y.injunctive_norm[youth]));
        put(Quantity::misperception, fixed(y.descriptive_norm[youth] - truth[y.school_age[youth]]));
        put(Quantity::approval, fixed(y.approval[youth]));
        put(Quantity::perceived_risk, fixed(y.perceived_risk[youth]));
        put(Quantity::curiosity, fixed(y.curiosity[youth]));
        put(Quantity::refusal_self_efficacy, fixed(y.refusal[youth]));
        put(Quantity::school_bond, fixed(y.bond[youth]));
        put(Quantity::felt_disapproval, fixed(y.parental_disapproval[youth]));
        put(Quantity::parental_knowledge, fixed(parents.knowledge));
        put(Quantity::parental_communication, fixed(parents.communication));
        put(Quantity::parental_disapproval, fixed(parents.disapproval));
        put(Quantity::parental_monitoring, fixed(parents.monitoring));
    }
}

// A block of youths holds at most 2^10 of them, so its sums of 2^-20 parts fit 32 bits.
static_assert(block_size <= 1024);

[[gnu::target_clones("arch=x86-64-v3", "default")]] void add_rows(Youths const& youths, Column<YouthId, Cells> const& cells, Rows const& rows, std::size_t begin,
                                                                  std::size_t end, std::array<Row, cell_count>& sums)
{
    for (auto i = begin; i < end; ++i) {
        YouthId const youth{static_cast<std::uint32_t>(i)};
        if (!youths.present[youth]) continue;
        for (auto const cell : cells[youth])
            for (std::size_t q = 0; q < stocks; ++q) sums[cell][q] += rows[i - begin][q];
    }
}

void add_stocks(Run const& run, Column<YouthId, Cells> const& cells, Workers workers, Record& record)
{
    std::array<float, oldest_age + 2> truth;
    for (std::size_t age = 0; age < truth.size(); ++age) truth[age] = run.surroundings.by_age[age].mean();
    std::mutex guard;
    for_each_block(workers, run.world.youths.count(), [&](std::size_t begin, std::size_t end) {
        std::array<Row, cell_count> sums{};
        Rows rows;
        fill_rows(run, truth, begin, end, rows);
        add_rows(run.world.youths, cells, rows, begin, end, sums);
        std::lock_guard const lock{guard};
        for (std::size_t c = 0; c < cell_count; ++c)
            for (std::size_t q = 0; q < stocks; ++q) record.sum[c][q] += sums[c][q];
    });
}

void add_flows(Run const& run, Column<YouthId, Cells> const& cells, Record& record)
{
    for (YouthId youth{0}; youth.index < run.world.youths.count(); ++youth.index) {
        auto const event = run.event[youth];
        if (event == UseEvent::nothing) continue;
        auto const quantity = event == UseEvent::start ? Quantity::starts : event == UseEvent::quit ? Quantity::quits : Quantity::relapses;
        for (auto const cell : cells[youth]) ++record.sum[cell][static_cast<std::size_t>(quantity)];
    }
}

}  // namespace

Recorder::Recorder(int months, int every) : months_{months}, every_{every}, records_(static_cast<std::size_t>((months + every - 1) / every)) {}

int Recorder::middle(std::size_t record) const
{
    auto const first = static_cast<int>(record) * every_;
    return std::min(first + every_ / 2, months_ - 1);
}

void Recorder::record(Run const& run, Column<YouthId, Cells> const& cells, int month, Workers workers)
{
    auto const number = static_cast<std::size_t>(month / every_);
    add_flows(run, cells, records_[number]);
    if (month == middle(number)) add_stocks(run, cells, workers, records_[number]);
}

void Recorder::record_direct(Run const& twin, Run const& reference, Column<YouthId, Cells> const& cells, int month, Workers workers)
{
    auto& record = at(month);
    std::mutex guard;
    for_each_block(workers, twin.world.youths.count(), [&](std::size_t begin, std::size_t end) {
        std::array<std::array<std::int64_t, direct_flow_count>, cell_count> sums{};
        bool any = false;
        for (auto i = begin; i < end; ++i) {
            YouthId const youth{static_cast<std::uint32_t>(i)};
            double const in_twin = twin.world.youths.start_probability[youth];
            double const in_reference = reference.world.youths.start_probability[youth];
            if (in_twin == in_reference || !twin.world.youths.present[youth]) continue;
            any = true;
            // A probability of 0 means that the youth has started there before.
            auto const flow = in_reference == 0.0      ? DirectFlow::postponed
                              : in_twin == 0.0         ? DirectFlow::forestalled
                              : in_twin < in_reference ? DirectFlow::prevented
                                                       : DirectFlow::provoked;
            auto const size = static_cast<std::int64_t>(std::abs(in_twin - in_reference) * flow_unit + 0.5);
            for (auto const cell : cells[youth]) sums[cell][static_cast<std::size_t>(flow)] += size;
        }
        if (!any) return;
        std::lock_guard const lock{guard};
        for (std::size_t c = 0; c < cell_count; ++c)
            for (std::size_t f = 0; f < direct_flow_count; ++f) record.direct[c][f] += sums[c][f];
    });
}

}  // namespace pijler
