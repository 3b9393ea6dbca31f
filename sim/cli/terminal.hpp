// What goes to standard error while a study runs: a progress bar on a terminal, and signals that ask it to stop.
#pragma once

#include <atomic>
#include <chrono>
#include <string>

namespace pijler {

enum class ProgressWish { automatic, always, never };

class ProgressBar {
public:
    ProgressBar(std::string title, ProgressWish wish);
    ~ProgressBar();
    ProgressBar(ProgressBar const&) = delete;
    ProgressBar& operator=(ProgressBar const&) = delete;

    void show(double share_done);
    void note(std::string const& text);  // a line of its own; from any thread

private:
    std::string title_;
    bool shown_;
    std::atomic<bool> drawn_ = false;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point last_{};
};

// While it lives, SIGINT, SIGTERM and SIGUSR1 raise the flag; a second signal ends the program at once.
class StopOnSignal {
public:
    StopOnSignal();
    ~StopOnSignal();
    StopOnSignal(StopOnSignal const&) = delete;
    StopOnSignal& operator=(StopOnSignal const&) = delete;

    std::atomic<bool> const& asked() const;
};

}  // namespace pijler
