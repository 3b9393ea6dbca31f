#include "output/recorder.hpp"

#include "core/transpose.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <mutex>

namespace pijler {
namespace {

// What a youth adds to its cells: 16 whole numbers, so that adding a row to a cell takes two vector instructions. Counts of yes and no
// share a number, two to each; means are in parts of 2^-20.
constexpr std::size_t lanes = 16;
using Row [[gnu::vector_size(lanes * sizeof(std::uint32_t))]] = std::uint32_t;

constexpr std::array count_lanes{std::pair{Quantity::never_users, Quantity::past_year_use}, std::pair{Quantity::past_month_use, Quantity::regular_use},
                                 std::pair{Quantity::youths, Quantity::problematic_use}};
constexpr std::size_t youths_lane = 2;
// The lanes that follow; the parents' four lie side by side.
constexpr std::array mean_lanes{Quantity::descriptive_norm, Quantity::injunctive_norm, Quantity::misperception, Quantity::approval,
                                Quantity::perceived_risk, Quantity::curiosity, Quantity::refusal_self_efficacy, Quantity::school_bond,
                                Quantity::felt_disapproval, Quantity::parental_knowledge, Quantity::parental_communication,
                                Quantity::parental_disapproval, Quantity::parental_monitoring};
constexpr std::size_t parents_lane = lanes - 4;
static_assert(count_lanes.size() + mean_lanes.size() == lanes);

// The sums of a block of youths cannot overflow.
constexpr int field_bits = 16;
static_assert(block_size < 1U << field_bits && block_size * (1U << 20) < 1U << 31);

// Youths whose rows are made at once: they stay in the nearest cache.
constexpr std::size_t stretch = 128;

// Adding 1.5 x 2^23 leaves the nearest whole number of 2^-20 parts in the low bits, on top of a constant that is taken off the sum.
constexpr float shifter = 12582912.0F;
constexpr auto shifted_zero = std::bit_cast<std::uint32_t>(shifter);
std::uint32_t shifted(float value) { return std::bit_cast<std::uint32_t>(value * mean_unit + shifter); }

struct Stretch {
    std::array<std::array<std::uint32_t, stretch + 16>, parents_lane> column;  // a cache line apart, see BlockOf
    std::array<Row, stretch> row;
};

// Four columns of four youths to four rows.
inline void turn_four(Stretch& s, std::size_t lane, std::size_t k)
{
    using Four = FourOf<std::uint32_t>;
    std::array<Four, 4> column;
    for (std::size_t n = 0; n < 4; ++n) std::memcpy(&column[n], &s.column[lane + n][k], sizeof(Four));
    auto const row = transposed(column);
    for (std::size_t n = 0; n < 4; ++n) std::memcpy(reinterpret_cast<std::uint32_t*>(&s.row[k + n]) + lane, &row[n], sizeof(Four));
}

IN_VECTORS void fill_rows(Run const& run, std::array<float, oldest_age + 2> const& truth, std::size_t begin, std::size_t count,
                          Stretch& s)
{
    auto const& y = run.world.youths;
    auto const at = [begin](auto const& column) { return column.data() + begin; };
    auto const* stage = at(y.stage);
    auto const* since = at(y.months_since_use);
    auto const* age = at(y.school_age);
    auto const* believed = at(y.descriptive_norm);
    for (std::size_t k = 0; k < count; ++k) {
        auto const both = [](bool first, bool second) { return std::uint32_t{first} | std::uint32_t{second} << field_bits; };
        s.column[0][k] = both(stage[k] == Stage::never, since[k] < months_per_year);
        s.column[1][k] = both(since[k] == 0, stage[k] == Stage::regular || stage[k] == Stage::problematic);
        s.column[youths_lane][k] = both(true, stage[k] == Stage::problematic);
    }
    for (std::size_t k = 0; k < count; ++k) s.column[5][k] = shifted(believed[k] - truth[age[k]]);
    auto const put = [&s, count](std::size_t lane, float const* value) {
        for (std::size_t k = 0; k < count; ++k) s.column[lane][k] = shifted(value[k]);
    };
    put(3, believed);
    put(4, at(y.injunctive_norm));
    put(6, at(y.approval));
    put(7, at(y.perceived_risk));
    put(8, at(y.curiosity));
    put(9, at(y.refusal));
    put(10, at(y.bond));
    put(11, at(y.parental_disapproval));
    for (std::size_t lane = 0; lane < parents_lane; lane += 4)
        for (std::size_t k = 0; k < count; k += 4) turn_four(s, lane, k);
    auto const* household = at(y.household);
    auto const* parents = run.world.households.mean_belief.data();
    for (std::size_t k = 0; k < count; ++k) {
        float const* belief = &parents[household[k].index].knowledge;
        for (std::size_t n = 0; n < 4; ++n) s.row[k][parents_lane + n] = shifted(belief[n]);
    }
}

using Sums = std::array<Row, cell_count + 1>;  // the last for those who are not there

IN_VECTORS void add_rows(Cells const* cells, std::array<Row, stretch> const& row, std::size_t count, Sums& sums)
{
    for (std::size_t k = 0; k < count; ++k) {
        Row const adds = row[k];
        for (auto const cell : cells[k]) sums[cell] += adds;
    }
}

void unpack(Sums const& sums, Record& record)
{
    for (std::size_t c = 0; c < cell_count; ++c) {
        auto const& row = sums[c];
        if (row[youths_lane] == 0) continue;
        auto& sum = record.sum[c];
        auto const at = [&sum](Quantity quantity) -> std::int64_t& { return sum[static_cast<std::size_t>(quantity)]; };
        auto const low = [&row](std::size_t lane) { return row[lane] & ((1U << field_bits) - 1); };
        for (std::size_t lane = 0; lane < count_lanes.size(); ++lane) {
            at(count_lanes[lane].first) += low(lane);
            at(count_lanes[lane].second) += row[lane] >> field_bits;
        }
        at(Quantity::lifetime_use) += low(youths_lane) - low(0);
        for (std::size_t n = 0; n < mean_lanes.size(); ++n)
            at(mean_lanes[n]) += static_cast<std::int32_t>(row[count_lanes.size() + n] - low(youths_lane) * shifted_zero);
    }
}

void sum_stocks(Run const& run, Column<YouthId, Cells> const& cells, std::size_t begin, std::size_t end, Sums& sums)
{
    std::array<float, oldest_age + 2> truth;
    for (std::size_t age = 0; age < truth.size(); ++age) truth[age] = run.surroundings.by_age[age].mean();
    Stretch s;
    for (auto i = begin; i < end; i += stretch) {
        auto const count = std::min(stretch, end - i);
        fill_rows(run, truth, i, count, s);
        add_rows(cells.data() + i, s.row, count, sums);
    }
}

void add_flows(Run const& run, Column<YouthId, Cells> const& cells, std::size_t begin, std::size_t end, Record& record)
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
        for (auto const cell : cells[YouthId{static_cast<std::uint32_t>(i)}]) ++record.sum[cell][static_cast<std::size_t>(quantity)];
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
    MonthRecorder recorder{*this, cells, month};
    for_each_block(workers, run.world.youths.count(), [&](std::size_t begin, std::size_t end) { recorder.look(run, begin, end); });
}

void MonthRecorder::look(Run const& run, std::size_t begin, std::size_t end)
{
    auto const number = static_cast<std::size_t>(month_ / recorder_.every_);
    bool const takes_stock = month_ == recorder_.middle(number);
    Sums sums{};
    if (takes_stock) sum_stocks(run, cells_, begin, end, sums);
    auto& record = recorder_.records_[number];
    std::lock_guard const lock{guard_};
    if (takes_stock) unpack(sums, record);
    add_flows(run, cells_, begin, end, record);
}

void Recorder::record_services(World const& world, Column<YouthId, Cells> const& cells, std::array<double, town_measure_count> const& town, int month)
{
    auto const number = static_cast<std::size_t>(month / every_);
    auto& record = records_[number];
    auto const add = [&](YouthId youth, Quantity quantity, std::int64_t by = 1) {
        for (auto const cell : cells[youth])
            if (cell < cell_count) record.sum[cell][static_cast<std::size_t>(quantity)] += by;
    };
    static_assert(static_cast<std::size_t>(Quantity::fines) - static_cast<std::size_t>(Quantity::signals_raised) == static_cast<std::size_t>(Happens::fine));
    for (auto const& [youth, what] : world.happenings) add(youth, static_cast<Quantity>(static_cast<std::size_t>(Quantity::signals_raised) + static_cast<std::size_t>(what)));
    if (month != middle(number)) return;
    for (auto const& [youth, help, waits, months] : world.cases) {
        add(youth, waits ? Quantity::waiting : Quantity::in_care);
        if (waits) add(youth, Quantity::months_waited, months * static_cast<std::int64_t>(mean_unit));
        bool const treatment = help == Care::treatment;
        add(youth, waits ? treatment ? Quantity::waiting_for_treatment : Quantity::waiting_for_light_help : treatment ? Quantity::in_treatment : Quantity::in_light_help);
    }
    record.town = town;
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
