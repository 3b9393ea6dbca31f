#include "output/checkpoint_file.hpp"

#include "output/publish_file.hpp"
#include "output/result_image.hpp"
#include "output/seal.hpp"
#include "scenario/text_file.hpp"

#include <optional>

namespace pijler {
namespace {

constexpr std::string_view kind = "\npijler states 1\n";  // ends the list of states, which ends the file but for the seal

// Which states there are, and where: their program, then replicate and size of each, how many, and the size of all this.
Image list_of(KeptRun const& kept)
{
    ImageWriter write{kept.program.size() + (3 + 2 * kept.in_hand.size()) * sizeof(std::uint64_t) + kind.size()};
    write("program", kept.program);
    for (auto const& one : kept.in_hand) write.number(one.replicate), write.number(one.state->size());
    auto const size = write.written().size();
    write.number(kept.in_hand.size());
    write.number(size);
    write.text(kind);
    return write.take();
}

// Takes the last `size` bytes off.
std::optional<std::string_view> take_last(std::string_view& bytes, std::size_t size)
{
    if (size > bytes.size()) return std::nullopt;
    auto const last = bytes.substr(bytes.size() - size);
    bytes.remove_suffix(size);
    return last;
}

// The states of a file with a seal; false where they are not as list_of() says.
bool read_states(std::string_view bytes, KeptRun& kept)
{
    bytes = sealed(bytes);
    if (!bytes.ends_with(kind)) return true;
    bytes.remove_suffix(kind.size());
    auto const sizes = take_last(bytes, 2 * sizeof(std::uint64_t));
    if (!sizes) return false;
    ImageReader about{*sizes};
    auto const count = about.number();
    auto const list = take_last(bytes, about.number());
    if (!list) return false;
    ImageReader read{*list};
    read("program", kept.program);
    std::vector<std::uint64_t> of;
    for (std::uint64_t n = 0; read.good() && n < count; ++n) {
        kept.in_hand.push_back({static_cast<std::uint32_t>(read.number()), {}});
        of.push_back(read.number());
    }
    if (!read.at_end()) return false;
    for (std::size_t n = kept.in_hand.size(); n-- > 0;) {
        auto const state = take_last(bytes, of[n]);
        if (!state) return false;
        ImageWriter copy{state->size()};
        copy.text(*state);
        kept.in_hand[n].state = std::make_shared<State::element_type>(copy.take());
    }
    return true;
}

}  // namespace

void write_checkpoint(std::filesystem::path const& path, KeptRun const& kept, Existing existing)
{
    auto const result = checked_image(path, kept.finished);
    auto const list = list_of(kept);
    std::vector<std::string_view> pieces{bytes_of(result)};
    for (auto const& one : kept.in_hand) pieces.push_back(bytes_of(*one.state));
    pieces.push_back(bytes_of(list));
    auto const seal = seal_of(pieces);
    pieces.push_back(seal);
    publish_file(path, pieces, existing);
}

KeptRun read_checkpoint(std::filesystem::path const& path)
{
    KeptRun kept{read_result(path), {}, {}, path};
    auto const file = read_bytes(path);
    if (!file.bytes || !has_seal(*file.bytes) || !read_states(*file.bytes, kept)) throw StatusError{ExitStatus::bad_input, path.string() + ": is no checkpoint of pijler, or is damaged"};
    return kept;
}

}  // namespace pijler
