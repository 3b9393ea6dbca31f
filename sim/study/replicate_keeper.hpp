// Keeps the replicates of a run at month boundaries while it goes on, and has them written beside those that are finished.
#pragma once

#include "output/checkpoint_file.hpp"
#include "study/replicate.hpp"

#include <chrono>
#include <future>
#include <map>
#include <mutex>
#include <set>

namespace pijler {

class ReplicateKeeper {
public:
    // Called in a thread of its own, one call at a time, with the replicates finished and the states of those in hand.
    using Write = std::function<void(std::set<std::size_t> const& finished, std::vector<KeptReplicate> const& in_hand)>;

    // Keeps a replicate before every month that `every` divides, but never so often that more than 1 % of the time goes to it; only at the
    // end where `every` is 0.
    ReplicateKeeper(int every, Write write) : every_{every}, write_{std::move(write)} {}
    ~ReplicateKeeper() { wait(); }
    ReplicateKeeper(ReplicateKeeper const&) = delete;
    ReplicateKeeper& operator=(ReplicateKeeper const&) = delete;

    // What an earlier run kept.
    void take(std::set<std::size_t> finished, std::vector<KeptReplicate> const& in_hand);

    // For one replicate, from its beginning until finish().
    MonthKeeper begin(std::size_t replicate);
    void finish(std::size_t replicate);

    // Until what is being written is.
    void wait();
    // All that is kept; not while replicates run.
    std::set<std::size_t> const& finished() const { return finished_; }
    std::vector<KeptReplicate> in_hand() const;

private:
    using Clock = std::chrono::steady_clock;
    bool is_writing() const;
    bool is_due(std::size_t replicate, int next_month);
    void keep(std::size_t replicate, Image state);
    void write_if_all_are_new();

    int every_;
    Write write_;
    mutable std::mutex guard_;  // of all below
    std::set<std::size_t> finished_;
    std::map<std::size_t, State> states_;
    std::set<std::size_t> running_;
    std::set<std::size_t> new_;  // kept since the last writing
    std::map<std::size_t, Clock::time_point> asked_;  // when a replicate's state was found due
    Clock::duration slowest_{};  // making of a state, since the last writing
    Clock::time_point not_before_{};
    std::future<void> writing_;
};

}  // namespace pijler
