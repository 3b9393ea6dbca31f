// pijler completion: a script by which a shell completes commands, options and their values.
#include "cli/completion_facts.hpp"
#include "cli/options.hpp"

#include <algorithm>
#include <iostream>

namespace pijler {

CommandLine completion_line()
{
    CommandLine line{"pijler completion bash|zsh|fish: a script by which the shell completes commands, options and names; its first lines say where it goes"};
    line.place = "shell";
    line.words = {"bash", "zsh", "fish"};
    return line;
}

ExitStatus completion_command(Words const& words, Call const&)
{
    auto const line = completion_line();
    auto const given = parse_options(words, line);
    if (!given) return ExitStatus::done;
    auto const shells = (*given)["shell"].as<Words>();
    if (shells.size() != 1 || std::ranges::find(line.words, shells.front()) == line.words.end()) throw StatusError(ExitStatus::usage, "completion takes one of bash, zsh, fish");
    auto const facts = completion_facts();
    auto const& shell = shells.front();
    std::cout << (shell == "bash" ? bash_completion(facts) : shell == "zsh" ? zsh_completion(facts) : fish_completion(facts));
    return ExitStatus::done;
}

}  // namespace pijler
