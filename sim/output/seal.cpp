#include "output/seal.hpp"

#include "scenario/checksum.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <array>
#include <memory>

namespace pijler {

constexpr std::string_view begin_of_seal = "\npijler ";

std::string quick_checksum(std::span<std::string_view const> pieces)
{
    std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> const state{XXH3_createState(), XXH3_freeState};
    if (!state) throw std::bad_alloc{};
    XXH3_128bits_reset(state.get());
    for (auto const piece : pieces) XXH3_128bits_update(state.get(), piece.data(), piece.size());
    XXH128_canonical_t digest;
    XXH128_canonicalFromHash(&digest, XXH3_128bits_digest(state.get()));
    std::string text;
    for (auto const byte : digest.digest)
        for (int const shift : {4, 0}) text += "0123456789abcdef"[byte >> shift & 0xf];
    return text;
}

std::string seal_of(std::span<std::string_view const> pieces) { return "\npijler xxh128 " + quick_checksum(pieces) + "\n"; }

void add_seal(std::vector<unsigned char>& bytes)
{
    auto const seal = seal_of(std::array{std::string_view{reinterpret_cast<char const*>(bytes.data()), bytes.size()}});
    bytes.insert(bytes.end(), seal.begin(), seal.end());
}

std::string_view sealed(std::string_view bytes)
{
    auto const end = bytes.rfind(begin_of_seal);
    return bytes.substr(0, end == std::string_view::npos ? 0 : end);
}

bool has_seal(std::string_view bytes)
{
    auto const body = sealed(bytes);
    if (body.empty()) return false;
    auto const seal = bytes.substr(body.size());
    return seal == seal_of(std::array{body}) || (seal.starts_with("\npijler sha256 ") && seal == "\npijler sha256 " + sha256(body) + "\n");
}

}  // namespace pijler
