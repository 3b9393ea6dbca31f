// The folder of a sweep: its manifest, the entry of a part, and a part that its entry vouches for.
#include "scratch.hpp"

#include "scenario/checksum.hpp"
#include "study/sweep/parts.hpp"
#include "study/sweep/sealed_json.hpp"

namespace pijler::test {
namespace {

SweepManifest small()
{
    SweepManifest manifest;
    manifest.title = "fuzzed";
    manifest.points = 4;
    manifest.replicates = 5;
    manifest.fingerprint = "f";
    manifest.version = "v";
    return manifest;
}

struct Desk {
    Scratch scratch;
    SweepFolder folder{scratch.path() / "sweep"};
    SweepManifest manifest = small();
    Claim presence = folder.begin(manifest, {}, Existing::keep);
};

// What is in the folder is damaged or another's, however it is sealed: nothing vouches for itself.
void look(Desk const& desk)
{
    read_or_report([&] { desk.folder.manifest(); });
    auto const part = look_at_part(desk.folder, desk.manifest, 0);
    expect(part.state == PartState::damaged || part.state == PartState::foreign, "no file vouches for itself");
    std::vector<std::string> trouble;
    expect(units_left(desk.folder, desk.manifest, {0, desk.manifest.units()}, trouble).size() == 1 && trouble.size() == 1, "its work is left");
}

}  // namespace
}  // namespace pijler::test

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace pijler::test;
    static Desk const desk;
    auto const bytes = bytes_of(data, size);
    desk.scratch.write("sweep/manifest.json", bytes);
    desk.scratch.write("sweep/parts/000000.json", bytes);
    desk.scratch.write("sweep/parts/000000.h5", bytes);
    look(desk);
    constexpr auto shallow = [](int depth, auto, auto&) { return depth < 8; };  // nlohmann writes by recursion
    auto const json = nlohmann::ordered_json::parse(bytes, shallow, false);
    if (!json.is_object()) return 0;
    for (auto const* name : {"manifest.json", "parts/000000.json"}) pijler::publish_json(desk.folder.path() / name, json);
    look(desk);
    return 0;
}
