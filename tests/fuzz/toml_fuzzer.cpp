// Scenario, study, municipality and substance files, as `pijler validate` reads them, among the shipped ones, which they may extend.
#include "scratch.hpp"

#include "scenario/scenario.hpp"
#include "study/vocabulary.hpp"

namespace pijler::test {
namespace {

struct Desk {
    Desk()
    {
        std::filesystem::path const source{PIJLER_SOURCE_DIR};
        for (auto const* within : {"", "here"}) scratch.link(source / "scenarios", within);  // for "baseline.toml" and "../baseline.toml"
        scratch.link(source / "tests/scenario/corpus/good", "here/good");
    }

    Scratch scratch;
    Vocabulary vocabulary = make_vocabulary();
};

void read(std::filesystem::path const& file, Vocabulary const& vocabulary)
{
    switch (kind_of_file(file)) {
        case FileKind::scenario: read_scenario(file, vocabulary); break;
        case FileKind::study: read_study({file}, vocabulary); break;
        case FileKind::municipality: read_municipality(file); break;
        case FileKind::substance: read_substance(file, vocabulary); break;
    }
}

}  // namespace
}  // namespace pijler::test

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace pijler::test;
    static Desk const desk;
    auto const file = desk.scratch.write("here/fuzzed.toml", bytes_of(data, size));
    read_or_report([&] { read(file, desk.vocabulary); });
    return 0;
}
