// Sums over youths, cell by cell, of one world. Integers throughout: no order of addition and no thread can show.
#pragma once

#include "core/column.hpp"
#include "output/outcomes.hpp"
#include "output/subgroups.hpp"
#include "simulation/advance_month.hpp"

#include <mutex>
#include <span>

namespace pijler {

// One record of one world: fixed-point sums (means: 2^-20; flows of a twin: 2^-32).
struct Record {
    std::array<std::array<std::int64_t, quantity_count>, cell_count> sum{};
    std::array<std::array<std::int64_t, direct_flow_count>, cell_count> direct{};
    std::array<float, network_measure_count> network{};
    std::array<double, town_measure_count> town{};
};
inline constexpr float mean_unit = 0x1p20F;
inline constexpr double flow_unit = 0x1p32;

using Records = std::vector<Record, ColumnMemory<Record>>;

// The `months` of a run in records of `every` months each; a shorter last record is kept.
struct RecordCalendar {
    int months, every;
    std::size_t count() const { return static_cast<std::size_t>((months + every - 1) / every); }
    // Month in which a record's stocks are taken.
    int middle(std::size_t record) const;
};

class Recorder {
public:
    explicit Recorder(RecordCalendar calendar) : calendar_{calendar}, records_(calendar.count()) {}

    // After each month (0, 1, ...): flows always, stocks in the middle month of a record.
    void record(Run const& run, Membership const& members, int month, Workers workers);

    // Of a direct twin, after record(): expected flows against the reference world of the same month.
    void record_direct(Run const& twin, Run const& reference, Membership const& members, int month, Workers workers);

    // The survey of friendships that the record of this month holds.
    void record_network(std::array<float, network_measure_count> const& survey, int month) { at(month).network = survey; }

    // After record(): what services and enforcement did, who is in care, what neighbours noticed.
    void record_services(World const& world, Membership const& members, std::array<double, town_measure_count> const& town, int month);

    // The records of the months before `month`; those after hold nothing yet.
    std::span<Record> until(int month) { return std::span{records_}.first(count_until(month)); }
    std::span<Record const> until(int month) const { return std::span{records_}.first(count_until(month)); }

    Records const& records() const { return records_; }
    Records take() { return std::move(records_); }
    RecordCalendar const& calendar() const { return calendar_; }

private:
    friend class MonthRecorder;
    std::size_t count_until(int month) const { return RecordCalendar{month, calendar_.every}.count(); }
    Record& at(int month) { return records_[static_cast<std::size_t>(month / calendar_.every)]; }

    RecordCalendar calendar_;
    Records records_;
};

// Records a month block by block while the month goes over it: the same as record() afterwards.
class MonthRecorder final : public BlockWatcher {
public:
    MonthRecorder(Recorder& recorder, Membership const& members, int month) : recorder_{recorder}, members_{members}, month_{month} {}
    void look(Run const& run, std::size_t begin, std::size_t end) override;

private:
    Recorder& recorder_;
    Membership const& members_;
    int month_;
    std::mutex guard_;
};

}  // namespace pijler
