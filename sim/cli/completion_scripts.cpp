#include "cli/completion_facts.hpp"
#include "cli/shell_word.hpp"

#include <algorithm>

namespace pijler {
namespace {

// Words as a shell reads them back: bash's and zsh's ways are the same here.
std::string in_shell(Words const& words)
{
    std::string text;
    for (auto const& word : words) text += (text.empty() ? "" : " ") + shell_word(word);
    return text;
}

std::string replaced(std::string text, std::string_view what, std::string_view by)
{
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) text.replace(at, what.size(), by);
    return text;
}

std::string in_fish(std::string const& text) { return "'" + replaced(replaced(text, "\\", "\\\\"), "'", "\\'") + "'"; }

// The first words of what an option does, which is all that fits beside it.
std::string in_short(std::string const& meaning)
{
    constexpr std::size_t most = 72;
    auto text = meaning.substr(0, meaning.find(';'));
    if (text.size() <= most) return text;
    return text.substr(0, text.rfind(' ', most)) + " ...";
}

Words spelt(OptionFacts const& option)
{
    Words words{"--" + option.name};
    if (!option.letter.empty()) words.push_back("-" + option.letter);
    return words;
}

std::string alternatives(OptionFacts const& option)
{
    std::string text;
    for (auto const& word : spelt(option)) text += (text.empty() ? "" : "|") + word;
    return text;
}

// In bash and zsh: names, where one of these words is among those before; else on to what follows.
std::string names_after(CommandFacts const& command, std::string const& before, std::string const& offer, std::string const& margin)
{
    if (command.names.empty()) return "";
    auto text = margin + "local each\n" + margin + "for each in " + before + "; do\n" + margin + "    case $each in\n";
    for (auto const& [word, names] : command.names) text += margin + "        " + word + ") " + offer + " " + in_shell(names) + "; return ;;\n";
    return text + margin + "    esac\n" + margin + "done\n";
}

std::string bash_command(CommandFacts const& command)
{
    Words options;
    std::string values;
    Words other;
    for (auto const& option : command.options) {
        for (auto const& word : spelt(option)) options.push_back(word);
        if (!option.takes_value) continue;
        if (option.is_setting) values += "            " + alternatives(option) + ") _pijler_settings; return ;;\n";
        else if (option.is_list) values += "            " + alternatives(option) + ") _pijler_list " + in_shell(option.choices) + "; return ;;\n";
        else if (!option.choices.empty()) values += "            " + alternatives(option) + ") _pijler_offer " + in_shell(option.choices) + "; return ;;\n";
        else other.push_back(alternatives(option));
    }
    std::string files;
    for (auto const& option : other) files += (files.empty() ? "" : "|") + option;
    if (!files.empty()) values += "            " + files + ") return ;;\n";  // files, or a number
    return "    " + command.name + ")\n" + (values.empty() ? "" : "        case $option in\n" + values + "        esac\n") + "        if [[ $word == -* ]]; then _pijler_offer " + in_shell(options) + "; return; fi\n" +
           names_after(command, "\"${COMP_WORDS[@]:2:COMP_CWORD-2}\"", "_pijler_offer", "        ") + (command.words.empty() ? "" : "        _pijler_names " + in_shell(command.words) + "\n") + "        ;;\n";
}

std::string zsh_text(std::string const& text) { return replaced(replaced(replaced(replaced(text, "'", "'\\''"), "[", "\\["), "]", "\\]"), ":", "\\:"); }

std::string zsh_option(OptionFacts const& option)
{
    auto const words = spelt(option);
    std::string const not_with = option.repeats ? "*" : words.size() > 1 ? "(" + words[0] + " " + words[1] + ")" : "";
    std::string value;
    if (option.takes_value) {
        value = ":" + option.name + ":";
        if (option.is_setting) value += "_pijler_settings";
        else if (option.is_list) value += "_sequence compadd - " + in_shell(option.choices);
        else value += option.choices.empty() ? "_files" : "(" + in_shell(option.choices) + ")";
    }
    auto const told = "[" + zsh_text(in_short(option.meaning)) + "]" + value + "'";
    if (words.size() == 1) return "'" + not_with + words[0] + told;
    return "'" + not_with + "'{" + words[1] + "," + words[0] + "}'" + told;
}

std::string zsh_command(CommandFacts const& command)
{
    auto text = "    " + command.name + ")\n        _arguments";
    for (auto const& option : command.options) text += " \\\n            " + zsh_option(option);
    if (command.words.empty()) text += " \\\n            '*:file:_files'";
    else text += " \\\n            '*:" + command.name + ":_pijler_words_of_" + command.name + "'";
    return text + "\n        ;;\n";
}

std::string fish_command(CommandFacts const& command)
{
    std::string const here = "complete -c pijler -n '__fish_seen_subcommand_from " + command.name + "'";
    std::string text;
    for (auto const& option : command.options) {
        text += here + " -l " + option.name + (option.letter.empty() ? "" : " -s " + option.letter) + " -d " + in_fish(in_short(option.meaning));
        if (option.is_setting) {
            text += " -x -a '(__pijler_settings)'";
        } else if (!option.choices.empty()) {
            std::string choices;
            for (auto const& word : option.choices) choices += (choices.empty() ? "" : " ") + word;
            text += " -x -a " + in_fish(choices);
        } else if (option.takes_value) {
            text += " -r -F";
        }
        text += "\n";
    }
    if (command.words.empty()) return text + here + " -F\n";
    auto const offered = [](Words const& offer) {
        std::string words;
        for (auto const& word : offer) words += " " + in_fish(word);
        return " -a '(printf \"%s\\n\"" + replaced(replaced(words, "\\", "\\\\"), "'", "\\'") + ")'\n";
    };
    auto const seen = [&](std::string const& condition) { return "complete -c pijler -n '__fish_seen_subcommand_from " + command.name + "; and " + condition + "'"; };
    if (command.names.empty()) return text + here + offered(command.words);
    std::string kinds;
    for (auto const& [word, names] : command.names) {
        text += seen("__fish_seen_subcommand_from " + word) + offered(names);
        kinds += " " + word;
    }
    return text + seen("not __fish_seen_subcommand_from" + kinds) + offered(command.words);
}

}  // namespace

std::string bash_completion(Facts const& facts)
{
    Words names;
    std::string cases;
    for (auto const& command : facts.commands) {
        names.push_back(command.name);
        cases += bash_command(command);
    }
    return R"sh(# Completion of pijler in bash, written by `pijler completion bash`. In ~/.bashrc:  eval "$(pijler completion bash)"

# Those of the words that begin as what is typed does.
_pijler_offer() {
    local each
    for each in "$@"; do
        [[ $each == "$word"* || ${each,,} == "${word,,}"* ]] && COMPREPLY+=("$lead$(printf %q "$each")")
    done
}

# The same of names, which may have several words, typed as they are, with backslashes or after a quote.
_pijler_names() {
    local before="${COMP_WORDS[*]:2:COMP_CWORD-2}" typed="${word//\\/}" each
    [[ $before == *--* ]] && before=""
    before="${before:+${before//\\/} }"
    for each in "$@"; do
        if [[ $typed == \"* ]]; then
            before="${typed:1}"
            [[ ${each,,} == "${before,,}"* ]] && COMPREPLY+=("$each")
        elif [[ ${each,,} == "${before,,}${typed,,}"* ]]; then
            COMPREPLY+=("$(printf %q "${each:${#before}}")")
        fi
    done
}

# The same after the last comma.
_pijler_list() {
    local before=""
    [[ $word == *,* ]] && before="${word%,*},"
    lead="$lead$before"
    word="${word##*,}"
    _pijler_offer "$@"
    compopt -o nospace 2>/dev/null
}

_pijler_settings() {
    [[ $word == *=* ]] && return
    local each
    for each in )sh" + in_shell(facts.settings) + R"sh(; do
        [[ $each == "$word"* ]] && COMPREPLY+=("$lead$each=")
    done
    compopt -o nospace 2>/dev/null
}

_pijler() {
    local word="${COMP_WORDS[COMP_CWORD]}" option="" lead=""
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        _pijler_offer )sh" + in_shell(names) + R"sh( --help --version
        return
    fi
    option="${COMP_WORDS[COMP_CWORD - 1]}"
    # bash takes --option=value apart at the sign, unless it is told not to.
    if [[ $word == "=" ]]; then
        word=""
    elif [[ $option == "=" ]]; then
        option="${COMP_WORDS[COMP_CWORD - 2]}"
    elif [[ $word == --*=* ]]; then
        option="${word%%=*}"
        lead="$option="
        word="${word#*=}"
    fi
    case "${COMP_WORDS[1]}" in
)sh" + cases + R"sh(    esac
}
complete -o default -F _pijler pijler
)sh";
}

std::string zsh_completion(Facts const& facts)
{
    std::string names, cases, words;
    for (auto const& command : facts.commands) {
        names += "    '" + command.name + ":" + zsh_text(command.does) + "'\n";
        cases += zsh_command(command);
        if (command.words.empty()) continue;
        std::string const offer = "compadd -M 'm:{a-zA-Z}={A-Za-z}' -";
        words += "_pijler_words_of_" + command.name + "() {\n" + names_after(command, "${words[1,CURRENT-1]}", offer, "    ") + "    " + offer + " " + in_shell(command.words) + "\n}\n\n";
    }
    return R"sh(#compdef pijler
# Completion of pijler in zsh, written by `pijler completion zsh`. As _pijler in a folder of $fpath, or in ~/.zshrc after compinit:
#   source <(pijler completion zsh)

_pijler_settings() {
    compset -P '*=' && return
    compadd -S '=' - )sh" + in_shell(facts.settings) + "\n}\n\n" + words + R"sh(_pijler() {
    local -a commands=(
)sh" + names + R"sh(    )
    if ((CURRENT == 2)); then
        _describe command commands
        compadd - --help --version
        return
    fi
    shift words
    ((CURRENT--))
    case $words[1] in
)sh" + cases + R"sh(    esac
}

if [[ $funcstack[1] == _pijler ]]; then
    _pijler "$@"
elif (($+functions[compdef])); then
    compdef _pijler pijler
fi
)sh";
}

std::string fish_completion(Facts const& facts)
{
    std::string text = "# Completion of pijler in fish, written by `pijler completion fish`:\n#   pijler completion fish > ~/.config/fish/completions/pijler.fish\n\nfunction __pijler_settings\n    printf '%s=\\n' " +
                       in_shell(facts.settings) + "\nend\n\ncomplete -c pijler -f\ncomplete -c pijler -n __fish_use_subcommand -l help -s h -d 'show the commands'\ncomplete -c pijler -n __fish_use_subcommand -l version -d 'version and commit'\n";
    for (auto const& command : facts.commands) text += "complete -c pijler -n __fish_use_subcommand -a " + command.name + " -d " + in_fish(command.does) + "\n";
    for (auto const& command : facts.commands) text += "\n" + fish_command(command);
    return text;
}

}  // namespace pijler
