#include "cli/command_table.hpp"
#include "cli/shell_word.hpp"
#include "study/version.hpp"

#include <algorithm>
#include <csignal>
#include <iostream>

namespace pijler {
namespace {

std::string usage()
{
    std::string text = "pijler simulates how norms about drugs spread among youths, and what prevention does to them.\n\nUsage: pijler COMMAND [options]; pijler COMMAND --help says more\n\n";
    for (auto const& command : commands) {
        std::string name = command.name;
        name.resize(14, ' ');
        text += "  " + name + command.does + "\n";
    }
    return text + "  --version     version and commit\n";
}

ExitStatus dispatch(Words words)
{
    Call call{"pijler"};
    for (auto const& word : words) call.line += " " + shell_word(word);
    if (words.empty()) throw StatusError(ExitStatus::usage, "a command is missing\n\n" + usage());
    auto const name = words.front();
    words.erase(words.begin());
    if (name == "--help" || name == "-h" || name == "help") {
        std::cout << usage();
        return ExitStatus::done;
    }
    if (name == "--version") {
        std::cout << version() << "\n";
        return ExitStatus::done;
    }
    Words known;
    for (auto const& command : commands) {
        if (name == command.name) return command.act(words, call);
        known.emplace_back(command.name);
    }
    auto const hint = did_you_mean(name, known);
    throw StatusError(ExitStatus::usage, "unknown command '" + name + "'" + (hint.empty() ? "" : "; " + hint) + "\n\n" + usage());
}

// Every line of a message says whose it is; help that follows after an empty line does not.
std::string signed_lines(std::string_view message)
{
    std::string text;
    for (auto rest = message; !rest.empty() && rest.front() != '\n';) {
        auto const line = rest.substr(0, rest.find('\n'));
        text += "pijler: " + std::string{line} + "\n";
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (rest.starts_with('\n')) text += rest;
    }
    return text;
}

}  // namespace
}  // namespace pijler

int main(int count, char** words)
{
    using pijler::ExitStatus;
    std::signal(SIGXFSZ, SIG_IGN);  // then a write beyond a limit on the size of files fails as any other, and is told
    auto status = ExitStatus::our_fault;
    try {
        status = pijler::dispatch({words + 1, words + count});
    } catch (pijler::InputError const& error) {
        std::cerr << error.what() << "\n";
        status = ExitStatus::bad_input;
    } catch (pijler::StatusError const& error) {
        std::cerr << pijler::signed_lines(error.what());
        status = error.status();
    } catch (std::bad_alloc const&) {
        std::cerr << "pijler: not enough memory; fewer youths, threads or outcomes need less\n";
    } catch (std::exception const& error) {
        std::cerr << "pijler: " << error.what() << " (a fault of pijler itself; please report it)\n";
    }
    std::cout.flush();
    if (!std::cout && status == ExitStatus::done) {
        std::cerr << "pijler: standard output could not be written\n";
        status = ExitStatus::io_failure;
    }
    return static_cast<int>(status);
}
