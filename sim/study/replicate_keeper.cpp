#include "study/replicate_keeper.hpp"

#include <algorithm>
#include <utility>

namespace pijler {
namespace {

constexpr int rarity = 100;  // times that what a keeping took passes before the next

}  // namespace

void ReplicateKeeper::take(std::set<std::size_t> finished, std::vector<KeptReplicate> const& in_hand)
{
    finished_ = std::move(finished);
    for (auto const& [replicate, state] : in_hand) states_[replicate] = state;
}

MonthKeeper ReplicateKeeper::begin(std::size_t replicate)
{
    std::lock_guard const lock{guard_};
    running_.insert(replicate);
    auto const kept = states_.find(replicate);
    return {kept != states_.end() ? kept->second : nullptr, [this, replicate](int next_month) { return is_due(replicate, next_month); },
            [this, replicate](Image state) { keep(replicate, std::move(state)); }};
}

void ReplicateKeeper::finish(std::size_t replicate)
{
    std::lock_guard const lock{guard_};
    running_.erase(replicate);
    states_.erase(replicate);
    new_.erase(replicate);
    finished_.insert(replicate);
    write_if_all_are_new();
}

void ReplicateKeeper::wait()
{
    if (writing_.valid()) writing_.wait();
}

std::vector<KeptReplicate> ReplicateKeeper::in_hand() const
{
    std::vector<KeptReplicate> kept;
    for (auto const& [replicate, state] : states_) kept.push_back({static_cast<std::uint32_t>(replicate), state});
    return kept;
}

bool ReplicateKeeper::is_writing() const { return writing_.valid() && writing_.wait_for(std::chrono::seconds{0}) != std::future_status::ready; }

bool ReplicateKeeper::is_due(std::size_t replicate, int next_month)
{
    if (every_ == 0 || next_month % every_ != 0) return false;
    std::lock_guard const lock{guard_};
    auto const now = Clock::now();
    if (new_.contains(replicate) || is_writing() || now < not_before_) return false;
    asked_[replicate] = now;
    return true;
}

void ReplicateKeeper::keep(std::size_t replicate, Image state)
{
    std::lock_guard const lock{guard_};
    states_[replicate] = std::make_shared<State::element_type>(std::move(state));
    auto const asked = asked_.find(replicate);
    if (asked == asked_.end()) return;  // at the end, which is written by whoever stopped the run
    slowest_ = std::max(slowest_, Clock::now() - asked->second);
    asked_.erase(asked);
    new_.insert(replicate);
    write_if_all_are_new();
}

// Replicates that run side by side are written together, not each time that one of them is kept.
void ReplicateKeeper::write_if_all_are_new()
{
    if (every_ == 0 || running_.empty() || !std::ranges::includes(new_, running_) || is_writing()) return;
    new_.clear();
    auto const made = std::exchange(slowest_, {});
    writing_ = std::async(std::launch::async, [this, finished = finished_, kept = in_hand(), made] {
        auto const begun = Clock::now();
        write_(finished, kept);
        std::lock_guard const lock{guard_};
        not_before_ = Clock::now() + rarity * (Clock::now() - begun + made);
    });
}

}  // namespace pijler
