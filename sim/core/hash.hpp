// Hashes of texts (FNV-1a): to name draws and to compare inputs, not against forgery.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pijler {

inline std::uint32_t hash32(std::string_view text)
{
    std::uint32_t hash = 2166136261U;
    for (char const letter : text) hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
    return hash;
}

inline std::string hash64_hex(std::string_view text)
{
    std::uint64_t hash = 14695981039346656037U;
    for (char const letter : text) hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211U;
    std::string hex;
    for (int shift = 60; shift >= 0; shift -= 4) hex += "0123456789abcdef"[hash >> shift & 15U];
    return hex;
}

}  // namespace pijler
