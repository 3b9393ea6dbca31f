// pijler schema: what files may hold, as the readers that check them say.
#include "cli/json_schema.hpp"
#include "cli/options.hpp"
#include "scenario/file_shapes.hpp"
#include "study/vocabulary.hpp"

#include <algorithm>
#include <iostream>

namespace pijler {

CommandLine schema_line()
{
    CommandLine line{"pijler schema scenario|study|municipality|substance: what such a file may hold, as a JSON Schema by which editors complete and check it"};
    line.place = "kind";
    line.words = {"scenario", "study", "municipality", "substance"};
    return line;
}

ExitStatus schema_command(Words const& words, Call const&)
{
    auto const line = schema_line();
    auto const given = parse_options(words, line);
    if (!given) return ExitStatus::done;
    auto const kinds = (*given)["kind"].as<Words>();
    if (kinds.size() != 1 || std::ranges::find(line.words, kinds.front()) == line.words.end()) {
        auto const hint = kinds.size() == 1 ? did_you_mean(kinds.front(), line.words) : "";
        throw StatusError(ExitStatus::usage, "schema takes one of scenario, study, municipality, substance" + (hint.empty() ? "" : "; " + hint));
    }
    auto const vocabulary = make_vocabulary();
    auto const& kind = kinds.front();
    if (kind == "scenario") std::cout << json_schema(scenario_shape(vocabulary), "A scenario of pijler");
    else if (kind == "study") std::cout << json_schema(study_shape(vocabulary), "A study of pijler");
    else if (kind == "municipality") std::cout << json_schema(municipality_shape(), "A municipality of pijler");
    else std::cout << json_schema(substance_shape(vocabulary), "A substance of pijler");
    return ExitStatus::done;
}

}  // namespace pijler
