// CSV files: each is read as the youths of a cohort, as their ties, and as a study's parameter sets and design.
#include "scratch.hpp"

#include "scenario/scenario.hpp"
#include "study/vocabulary.hpp"

namespace pijler::test {
namespace {

struct Desk {
    Desk()
    {
        scratch.link(std::filesystem::path{PIJLER_SOURCE_DIR} / "tests/scenario/corpus/good");
        scratch.write("no-ties.csv", "from,to\n");
    }

    std::filesystem::path cohort(std::string const& nodes, std::string const& ties) const
    {
        return scratch.write("cohort.toml", "title = \"x\"\n[population]\nnodes = \"" + nodes + "\"\nties = \"" + ties + "\"\n");
    }

    Scratch scratch;
    Vocabulary vocabulary = make_vocabulary();
};

}  // namespace
}  // namespace pijler::test

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace pijler::test;
    static Desk const desk;
    desk.scratch.write("fuzzed.csv", bytes_of(data, size));
    read_or_report([] { read_scenario(desk.cohort("fuzzed.csv", "no-ties.csv"), desk.vocabulary); });
    read_or_report([] { read_scenario(desk.cohort("nodes.csv", "fuzzed.csv"), desk.vocabulary); });
    for (std::string const use : {"[study]\nuncertainty", "[sweep]\ndesign"}) {
        auto const study = desk.scratch.write("study.toml", "title = \"x\"\n" + use + " = \"fuzzed.csv\"\n[[arm]]\nname = \"a\"\nscenario = \"base.toml\"\n");
        read_or_report([&] { read_study({study}, desk.vocabulary); });
    }
    return 0;
}
