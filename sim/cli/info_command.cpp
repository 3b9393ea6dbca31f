// pijler info: what a result holds and how it was made.
#include "cli/cost_table.hpp"
#include "cli/options.hpp"
#include "output/result_file.hpp"

#include <iostream>

namespace pijler {
namespace {

std::string text_of(Attribute const& attribute)
{
    struct Text {
        std::string operator()(std::string const& value) const { return value; }
        std::string operator()(double value) const
        {
            std::ostringstream text;
            text << value;
            return text.str();
        }
        std::string operator()(std::int64_t value) const { return std::to_string(value); }
        std::string operator()(std::vector<std::string> const& values) const
        {
            std::string text;
            for (auto const& value : values) text += (text.empty() ? "" : ", ") + value;
            return text.empty() ? "none" : text;
        }
    };
    return std::visit(Text{}, attribute.value);
}

std::string place_of(Variable const& variable)
{
    std::string text;
    for (auto const& dimension : variable.dimensions) text += (text.empty() ? "" : ", ") + dimension;
    return "(" + text + ")";
}

}  // namespace

CommandLine info_line() { return {"pijler info OUT.h5: what a result holds and how it was made"}; }

ExitStatus info_command(Words const& words, Call const&)
{
    auto const given = parse_options(words, info_line());
    if (!given) return ExitStatus::done;
    auto const files = (*given)["file"].as<Words>();
    if (files.size() != 1) throw StatusError(ExitStatus::usage, "expected one result file");
    auto const result = read_result(files.front());
    for (auto const& attribute : result.attributes)
        if (attribute.name != "input_texts" && attribute.name != "declarations") std::cout << attribute.name << ": " << text_of(attribute) << "\n";
    std::cout << "\ndimensions:";
    for (auto const& dimension : result.dimensions) std::cout << " " << dimension.name << " " << dimension.size << ";";
    std::cout << "\n\n";
    for (auto const& variable : result.variables) {
        std::cout << variable.name << place_of(variable) << " [" << variable.units << "] " << variable.long_name << "\n";
        bool const names = variable.dimensions.size() == 1 && variable.dimensions.front() == variable.name && variable.name != "parameter";
        if (auto const* words_in = std::get_if<std::vector<std::string>>(&variable.values); words_in != nullptr && names) {
            std::cout << "   ";
            for (auto const& word : *words_in) std::cout << " " << word;
            std::cout << "\n";
        }
    }
    if (auto const costs = cost_table(ResultView{result}); !costs.empty()) std::cout << "\n" << costs;
    return ExitStatus::done;
}

}  // namespace pijler
