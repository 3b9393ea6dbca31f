#include "output/recorder.hpp"

#include "core/transpose.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <mutex>

namespace pijler {
namespace {

// What a youth adds to its cells: a row of 16 numbers, so that adding it takes one or two vector instructions. Counts of yes and no share a
// number, two to each.
constexpr std::size_t lanes = 16;
using Row [[gnu::vector_size(lanes * sizeof(float))]] = float;
using RowSum [[gnu::vector_size(lanes * sizeof(std::uint32_t))]] = std::uint32_t;

// Means fill the lanes from the first and from the last on, in the order of their quantities.
constexpr auto first_mean = static_cast<std::size_t>(Quantity::descriptive_norm);
constexpr std::size_t first_means = static_cast<std::size_t>(Quantity::parental_knowledge) - first_mean, parents_lane = lanes - 4;
constexpr std::size_t count_lane = first_means, youths_lane = count_lane + 2;
constexpr std::array count_lanes{std::pair{Quantity::never_users, Quantity::past_year_use}, std::pair{Quantity::past_month_use, Quantity::regular_use},
                                 std::pair{Quantity::youths, Quantity::problematic_use}};
static_assert(count_lane + count_lanes.size() == parents_lane);

// A value in parts of 2^-20: adding 1.5 x 2^23 leaves the nearest whole number of them in the low bits, on top of a constant that is taken off
// the sum.
constexpr float shifter = 12582912.0F;
constexpr auto shifted_zero = std::bit_cast<std::uint32_t>(shifter);

// The sums of a block of youths cannot overflow.
constexpr int field_bits = 16;
static_assert(block_size < 1U << field_bits && block_size * (1U << 20) < 1U << 31 && (shifted_zero & ((1U << field_bits) - 1)) == 0);

using Rows = std::array<Row, block_size>;
using RowSums = std::array<RowSum, cell_count + 1>;  // the last for those who are not there

// Youths whose rows are made at once: they stay in the nearest cache.
constexpr std::size_t stretch = 128;
using Computed = std::array<float, stretch + 16>;  // a cache line apart, see BlockOf

IN_VECTORS void fill_rows(Run const& run, std::array<float, oldest_age + 2> const& truth, std::size_t begin, std::size_t count, Row* row)
{
    auto const& y = run.world.youths;
    auto const* parents = run.world.households.mean_belief.data();
    auto const* household = y.household.data() + begin;
    // Homes are far from one another: those of the youths who come next are asked for now.
    for (auto k = begin + count; k < std::min(begin + 2 * count, y.count()); ++k) __builtin_prefetch(&parents[y.household.data()[k].index]);
    auto const at = [begin](auto const& column) { return column.data() + begin; };
    auto const* stage = at(y.stage);
    auto const* since = at(y.months_since_use);
    auto const* age = at(y.school_age);
    auto const* believed = at(y.descriptive_norm);
    Computed misperception;
    std::array<Computed, count_lanes.size()> counts;
    for (std::size_t k = 0; k < count; ++k) {
        auto const both = [](bool first, bool second) { return static_cast<float>(std::int32_t{first} | std::int32_t{second} << field_bits) / mean_unit; };
        counts[0][k] = both(stage[k] == Stage::never, since[k] < months_per_year);
        counts[1][k] = both(since[k] == 0, stage[k] == Stage::regular || stage[k] == Stage::problematic);
        counts[2][k] = both(true, stage[k] == Stage::problematic);
    }
    for (std::size_t k = 0; k < count; ++k) misperception[k] = believed[k] - truth[age[k]];
    auto* const lane = reinterpret_cast<float*>(row);
    lay_out_records(count, {believed, at(y.injunctive_norm), misperception.data(), at(y.approval)}, lane, lanes);
    lay_out_records(count, {at(y.perceived_risk), at(y.curiosity), at(y.refusal), at(y.bond)}, lane + 4, lanes);
    lay_out_records(count, {at(y.parental_disapproval), counts[0].data(), counts[1].data(), counts[2].data()}, lane + count_lane - 1, lanes);
    for (std::size_t k = 0; k < count; ++k) std::memcpy(lane + k * lanes + parents_lane, &parents[household[k].index], sizeof(ParentBeliefs));
}

IN_VECTORS void add_rows(Membership const& members, std::size_t begin, std::size_t count, Rows const& rows, RowSums& sums)
{
    for (std::size_t pair = 0; pair < Membership::pairs; ++pair) {
        auto const* next = members.groups(pair, begin);
        for (std::size_t n = 0; n < count;) {
            unsigned const cells = *next++;
            RowSum sum{};
            unsigned place;
            do {
                place = *next++;
                ++n;
                Row const shifted = rows[place & (Membership::last - 1U)] * mean_unit + shifter;
                sum += reinterpret_cast<RowSum>(shifted);
            } while ((place & Membership::last) == 0);
            sums[cells & 0xff] += sum;
            sums[cells >> 8] += sum;
        }
    }
}

void unpack(RowSums const& sums, Record& record)
{
    for (std::size_t c = 0; c < cell_count; ++c) {
        auto const youths = sums[c][youths_lane] & ((1U << field_bits) - 1);
        if (youths == 0) continue;
        RowSum const row = sums[c] - youths * shifted_zero;
        auto& sum = record.sum[c];
        for (std::size_t n = 0; n < first_means; ++n) sum[first_mean + n] += static_cast<std::int32_t>(row[n]);
        for (std::size_t n = parents_lane; n < lanes; ++n) sum[first_mean + first_means + n - parents_lane] += static_cast<std::int32_t>(row[n]);
        auto const at = [&sum](Quantity quantity) -> std::int64_t& { return sum[static_cast<std::size_t>(quantity)]; };
        auto const low = [&row](std::size_t lane) { return row[lane] & ((1U << field_bits) - 1); };
        for (std::size_t n = 0; n < count_lanes.size(); ++n) {
            at(count_lanes[n].first) += low(count_lane + n);
            at(count_lanes[n].second) += row[count_lane + n] >> field_bits;
        }
        at(Quantity::lifetime_use) += youths - low(count_lane);
    }
}

void sum_stocks(Run const& run, Membership const& members, std::size_t begin, std::size_t end, RowSums& sums)
{
    std::array<float, oldest_age + 2> truth;
    for (std::size_t age = 0; age < truth.size(); ++age) truth[age] = run.surroundings.by_age[age].mean();
    Rows rows;
    for (auto i = begin; i < end; i += stretch) fill_rows(run, truth, i, std::min(stretch, end - i), &rows[i - begin]);
    add_rows(members, begin, end - begin, rows, sums);
}

void add_flows(Run const& run, Membership const& members, std::size_t begin, std::size_t end, Record& record)
{
    auto const* const events = run.event.data();
    for (auto i = begin; i < end; ++i) {
        // Few youths have one: eight at a time tell that none of them has.
        std::uint64_t eight;
        static_assert(sizeof(UseEvent) == 1 && static_cast<int>(UseEvent::nothing) == 0);
        if (i + sizeof eight <= end) {
            std::memcpy(&eight, events + i, sizeof eight);
            if (eight == 0) {
                i += sizeof eight - 1;
                continue;
            }
        }
        if (events[i] == UseEvent::nothing) continue;
        auto const quantity = events[i] == UseEvent::start ? Quantity::starts : events[i] == UseEvent::quit ? Quantity::quits : Quantity::relapses;
        for (auto const cell : members[YouthId{static_cast<std::uint32_t>(i)}]) ++record.sum[cell][static_cast<std::size_t>(quantity)];
    }
}

}  // namespace

int RecordCalendar::middle(std::size_t record) const
{
    auto const first = static_cast<int>(record) * every;
    return std::min(first + every / 2, months - 1);
}

void Recorder::record(Run const& run, Membership const& members, int month, Workers workers)
{
    MonthRecorder recorder{*this, members, month};
    for_each_block(workers, run.world.youths.count(), [&](std::size_t begin, std::size_t end) { recorder.look(run, begin, end); });
}

void MonthRecorder::look(Run const& run, std::size_t begin, std::size_t end)
{
    auto const number = static_cast<std::size_t>(month_ / recorder_.calendar_.every);
    bool const takes_stock = month_ == recorder_.calendar_.middle(number);
    RowSums sums{};
    if (takes_stock) sum_stocks(run, members_, begin, end, sums);
    auto& record = recorder_.records_[number];
    std::lock_guard const lock{guard_};
    if (takes_stock) unpack(sums, record);
    add_flows(run, members_, begin, end, record);
}

void Recorder::record_services(World const& world, Membership const& members, std::array<double, town_measure_count> const& town, int month)
{
    auto const number = static_cast<std::size_t>(month / calendar_.every);
    auto& record = records_[number];
    auto const add = [&](YouthId youth, Quantity quantity, std::int64_t by = 1) {
        for (auto const cell : members[youth])
            if (cell < cell_count) record.sum[cell][static_cast<std::size_t>(quantity)] += by;
    };
    static_assert(static_cast<std::size_t>(Quantity::fines) - static_cast<std::size_t>(Quantity::signals_raised) == static_cast<std::size_t>(Happens::fine));
    for (auto const& [youth, what] : world.happenings) add(youth, static_cast<Quantity>(static_cast<std::size_t>(Quantity::signals_raised) + static_cast<std::size_t>(what)));
    if (month != calendar_.middle(number)) return;
    for (auto const& [youth, help, waits, months] : world.cases) {
        add(youth, waits ? Quantity::waiting : Quantity::in_care);
        if (waits) add(youth, Quantity::months_waited, months * static_cast<std::int64_t>(mean_unit));
        bool const treatment = help == Care::treatment;
        add(youth, waits ? treatment ? Quantity::waiting_for_treatment : Quantity::waiting_for_light_help : treatment ? Quantity::in_treatment : Quantity::in_light_help);
    }
    record.town = town;
}

void Recorder::record_direct(Run const& twin, Run const& reference, Membership const& members, int month, Workers workers)
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
            for (auto const cell : members[youth]) sums[cell][static_cast<std::size_t>(flow)] += size;
        }
        if (!any) return;
        std::lock_guard const lock{guard};
        for (std::size_t c = 0; c < cell_count; ++c)
            for (std::size_t f = 0; f < direct_flow_count; ++f) record.direct[c][f] += sums[c][f];
    });
}

}  // namespace pijler
