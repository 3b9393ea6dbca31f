#include "cli/terminal.hpp"

#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace pijler {
namespace {

// Signal handlers can reach nothing else: the one flag of the process.
std::atomic<bool> stop_asked{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void on_signal(int signal)
{
    if (stop_asked.exchange(true)) _exit(128 + signal);
}

constexpr int stop_signals[] = {SIGINT, SIGTERM, SIGUSR1};

std::string duration(double seconds)
{
    auto const whole = static_cast<long>(seconds + 0.5);
    if (whole < 60) return std::to_string(whole) + " s";
    return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
}

}  // namespace

ProgressBar::ProgressBar(std::string title, ProgressWish wish)
    : title_{std::move(title)}, shown_{wish == ProgressWish::always || (wish == ProgressWish::automatic && isatty(STDERR_FILENO) != 0)}
{
}

ProgressBar::~ProgressBar()
{
    if (drawn_) std::fputs("\r\033[K", stderr);
}

void ProgressBar::show(double share_done)
{
    auto const now = std::chrono::steady_clock::now();
    if (!shown_ || now - last_ < std::chrono::milliseconds{100}) return;
    last_ = now;
    drawn_ = true;
    constexpr int width = 30;
    auto const full = static_cast<int>(share_done * width);
    double const spent = std::chrono::duration<double>(now - begun_).count();
    std::string const bar(static_cast<std::size_t>(full), '#');
    std::string const left = share_done > 0.02 ? duration(spent / share_done * (1.0 - share_done)) + " to go" : "";
    std::fprintf(stderr, "\r%s [%-*s] %3.0f %%  %-18s", title_.c_str(), width, bar.c_str(), 100.0 * share_done, left.c_str());
    std::fflush(stderr);
}

void ProgressBar::note(std::string const& text) { std::fprintf(stderr, "%snote: %s\n", drawn_.exchange(false) ? "\r\033[K" : "", text.c_str()); }

StopOnSignal::StopOnSignal()
{
    stop_asked = false;
    for (auto const signal : stop_signals) std::signal(signal, on_signal);
}

StopOnSignal::~StopOnSignal()
{
    for (auto const signal : stop_signals) std::signal(signal, SIG_DFL);
}

std::atomic<bool> const& StopOnSignal::asked() const { return stop_asked; }

}  // namespace pijler
