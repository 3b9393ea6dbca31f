// The folder of a sweep: its manifest, the entry of a part, and a part that its entry vouches for.
#include "scratch.hpp"

#include "scenario/checksum.hpp"
#include "study/sweep/parts.hpp"

namespace pijler::test {
namespace {

struct Desk {
    Desk()
    {
        manifest.title = "fuzzed";
        manifest.points = 4;
        manifest.replicates = 5;
        manifest.fingerprint = "f";
        manifest.version = "v";
        folder.begin(manifest, {});
    }

    Scratch scratch;
    SweepFolder folder{scratch.path() / "sweep"};
    SweepManifest manifest;
};

}  // namespace
}  // namespace pijler::test

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace pijler::test;
    static Desk const desk;
    auto const bytes = bytes_of(data, size);
    desk.scratch.write("sweep/manifest.json", bytes);
    read_or_report([] { desk.folder.manifest(); });
    desk.scratch.write("sweep/parts/000000.json", bytes);
    desk.scratch.write("sweep/parts/000000.h5", bytes);
    auto const part = pijler::look_at_part(desk.folder, desk.manifest, 0);
    pijler::expect(part.state == pijler::PartState::damaged || part.state == pijler::PartState::foreign, "no file vouches for itself");
    std::vector<std::string> trouble;
    pijler::expect(pijler::units_left(desk.folder, desk.manifest, {0, desk.manifest.units()}, trouble).size() == 1 && trouble.size() == 1, "its work is left");
    return 0;
}
