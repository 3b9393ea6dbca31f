// Two kinds of fault: the user's (InputError, every fault with its place) and ours (expect).
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace pijler {

// Exit status, after sysexits.h.
enum class ExitStatus : int {
    done = 0,
    usage = 64,
    bad_input = 65,
    no_input = 66,
    our_fault = 70,
    cannot_create = 73,
    io_failure = 74,
    stopped = 75,
};

// A place in a text file; lines and columns count from 1, columns in characters.
struct Place {
    std::string file;
    unsigned line = 1;
    unsigned column = 1;
};

struct Fault {
    Place place;
    std::string problem;
    std::string remedy;  // what would be right; may be empty

    // "FILE:LINE:COLUMN: error: problem; remedy"
    std::string text() const;
};

// All faults found in what the user wrote.
class InputError : public std::runtime_error {
public:
    explicit InputError(std::vector<Fault> faults);
    std::vector<Fault> const& faults() const { return faults_; }

private:
    std::vector<Fault> faults_;
};

// A fault outside any file's text: usage, missing or uncreatable files, I/O.
class StatusError : public std::runtime_error {
public:
    StatusError(ExitStatus status, std::string const& problem) : std::runtime_error(problem), status_{status} {}
    ExitStatus status() const { return status_; }

private:
    ExitStatus status_;
};

// Our own assumption; a broken one is a bug of pijler (exit status 70).
inline void expect(bool holds, char const* assumption)
{
    if (!holds) throw std::logic_error(std::string{"broken assumption: "} + assumption);
}

// The known name closest to a misspelt one, whatever its capitals; none when nothing is near.
std::optional<std::string> nearest_name(std::string_view written, std::vector<std::string> const& known);
// The same as "did you mean 'x'?", or empty.
std::string did_you_mean(std::string_view written, std::vector<std::string> const& known);

}  // namespace pijler
