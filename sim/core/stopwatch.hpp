// Where time goes: each lap of a stopwatch is added to the part of the work that it went to. It never changes a result.
#pragma once

#include "core/parallel.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>

namespace pijler {

// Time by part, added to from any thread. `Part`: an enum that ends with `count`.
template <class Part>
class TimeSheet {
public:
    void add(Part part, std::chrono::nanoseconds time) { spent_[static_cast<std::size_t>(part)].fetch_add(time.count(), std::memory_order_relaxed); }
    double seconds(Part part) const { return 1e-9 * static_cast<double>(spent_[static_cast<std::size_t>(part)].load()); }

private:
    std::array<std::atomic<std::int64_t>, static_cast<std::size_t>(Part::count)> spent_{};
};

// Runs from its making on. Where all workers serve the part, or wait for it, the time of each counts. Without a sheet it costs the test of a pointer.
template <class Part>
class Stopwatch {
public:
    explicit Stopwatch(TimeSheet<Part>* sheet, Workers workers = {}) : sheet_{sheet}, threads_{workers.threads} { start(); }

    // What passes until now counts nowhere, or has been counted by another.
    void start()
    {
        if (sheet_ != nullptr) last_ = std::chrono::steady_clock::now();
    }
    void lap(Part part)
    {
        if (sheet_ == nullptr) return;
        auto const now = std::chrono::steady_clock::now();
        sheet_->add(part, threads_ * (now - last_));
        last_ = now;
    }

private:
    TimeSheet<Part>* sheet_;
    int threads_;
    std::chrono::steady_clock::time_point last_;
};

}  // namespace pijler
