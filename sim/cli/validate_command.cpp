// pijler validate: checks files, runs nothing.
#include "cli/options.hpp"
#include "scenario/scenario.hpp"
#include "study/vocabulary.hpp"

#include <iostream>

namespace pijler {
namespace {

void check(std::filesystem::path const& file, Vocabulary const& vocabulary)
{
    switch (kind_of_file(file)) {
        case FileKind::scenario: read_scenario(file, vocabulary); break;
        case FileKind::study:
            for (auto const& note : read_study({file}, vocabulary).notes) std::cerr << file.string() << ": note: " << note << "\n";
            break;
        case FileKind::municipality: read_municipality(file); break;
        case FileKind::substance: read_substance(file, vocabulary); break;
    }
}

}  // namespace

CommandLine validate_line() { return {"pijler validate FILE...: checks scenario, study, municipality and substance files"}; }

ExitStatus validate_command(Words const& words, Call const&)
{
    auto const given = parse_options(words, validate_line());
    if (!given) return ExitStatus::done;
    auto const files = (*given)["file"].as<Words>();
    if (files.empty()) throw StatusError(ExitStatus::usage, "expected files to check");
    auto const vocabulary = make_vocabulary();
    auto worst = ExitStatus::done;
    for (auto const& file : files) {
        try {
            check(file, vocabulary);
            std::cout << file << ": right\n";
        } catch (InputError const& error) {
            std::cerr << error.what() << "\n";
            worst = ExitStatus::bad_input;
        } catch (StatusError const& error) {
            std::cerr << "pijler: " << error.what() << "\n";
            if (worst == ExitStatus::done) worst = error.status();
        }
    }
    return worst;
}

}  // namespace pijler
