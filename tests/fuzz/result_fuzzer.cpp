// Result files: bytes as they are, and the same bytes as edits of a sound result. A file that was changed anywhere is refused.
#include "scratch.hpp"

#include "output/result_file.hpp"

#include <fuzzer/FuzzedDataProvider.h>

#include <iterator>

namespace pijler::test {
namespace {

ResultFile small_result()
{
    return {{{"title", std::string{"fuzzed"}}, {"seed", std::int64_t{7}}},
            {{"arm", 2}, {"month", 100}},
            {{"arm", {"arm"}, "", "arm", std::vector<std::string>{"a", "b"}}, {"starts", {"arm", "month"}, "1", "starts", std::vector<std::int32_t>(200, 3)}}};
}

struct Desk {
    Desk()
    {
        auto const file = scratch.path() / "sound.h5";
        write_result(file, small_result(), Existing::keep);
        std::ifstream in{file, std::ios::binary};
        sound.assign(std::istreambuf_iterator<char>{in}, {});
    }

    Scratch scratch;
    std::string sound;
};

// Sets bytes of a sound file, and cuts it off or lengthens it.
std::string edited(std::string bytes, std::uint8_t const* data, std::size_t size)
{
    FuzzedDataProvider edits{data, size};
    while (edits.remaining_bytes() > 1) {
        auto const at = edits.ConsumeIntegralInRange<std::size_t>(0, bytes.size());
        auto const byte = static_cast<char>(edits.ConsumeIntegral<std::uint8_t>());
        if (at < bytes.size())
            bytes[at] = byte;
        else if (byte < 0 && !bytes.empty())
            bytes.resize(bytes.size() - std::min(bytes.size(), static_cast<std::size_t>(-byte)));
        else
            bytes += byte;
        if (bytes.empty()) break;
    }
    return bytes;
}

bool is_read(std::filesystem::path const& file)
{
    bool read = false;
    read_or_report([&] {
        read_result(file);
        read = true;
    });
    return read;
}

}  // namespace
}  // namespace pijler::test

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace pijler::test;
    static Desk const desk;
    is_read(desk.scratch.write("raw.h5", bytes_of(data, size)));
    auto const bytes = edited(desk.sound, data, size);
    pijler::expect(is_read(desk.scratch.write("edited.h5", bytes)) == (bytes == desk.sound), "what was changed, and nothing else, is refused");
    return 0;
}
