#include "scenario/text_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

namespace pijler {
namespace {

// Length of the well-formed character at `at` (no overlong forms, no surrogates, at most U+10FFFF); 0 if malformed.
std::size_t well_formed(std::string_view text, std::size_t at)
{
    auto const byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    auto const length = utf8_length(static_cast<unsigned char>(text[at]));
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(at + i) & 0xc0u) != 0x80u) return 0;
    auto const second = byte(at + 1);
    switch (byte(at)) {
        case 0xe0: return second >= 0xa0 ? length : 0;
        case 0xed: return second < 0xa0 ? length : 0;
        case 0xf0: return second >= 0x90 ? length : 0;
        case 0xf4: return second < 0x90 ? length : 0;
        default: return length;
    }
}

std::string hexadecimal(char byte)
{
    char text[8];
    std::snprintf(text, sizeof text, "0x%02X", static_cast<unsigned>(static_cast<unsigned char>(byte)));
    return text;
}

}  // namespace

FileBytes read_bytes(std::filesystem::path const& path)
{
    std::error_code error;
    auto const status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found) return {{}, "no such file"};
    if (error) return {{}, error.message()};
    if (std::filesystem::is_directory(status)) return {{}, "is a folder, not a file"};
    if (!std::filesystem::is_regular_file(status)) return {{}, "is not an ordinary file"};  // a pipe may never end
    errno = 0;
    std::ifstream in{path, std::ios::binary};
    if (!in) return {{}, errno != 0 ? std::strerror(errno) : "cannot be opened"};
    // At once as far as its size is known; the rest is what came since.
    auto const size = std::filesystem::file_size(path, error);
    std::string bytes(error ? 0 : size, '\0');
    bytes.resize(static_cast<std::size_t>(in.read(bytes.data(), static_cast<std::streamsize>(bytes.size())).gcount()));
    if (in) bytes.append(std::istreambuf_iterator<char>{in}, {});
    if (in.bad()) return {{}, "cannot be read"};
    return {std::move(bytes), ""};
}

std::filesystem::path resolved(std::filesystem::path const& by, std::string const& stated)
{
    auto const joined = by.parent_path() / stated;
    // Shorter to read; but "folder/.." of a linked folder is not the folder that it stands in.
    auto const shorter = joined.lexically_normal();
    std::error_code error;
    bool const same = !std::filesystem::exists(joined, error) || std::filesystem::equivalent(joined, shorter, error);
    return same ? shorter : joined;
}

std::string decoded(std::string bytes, std::string const& file)
{
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.erase(0, 3);
    for (std::size_t at = 0; at < bytes.size();) {
        auto const length = well_formed(bytes, at);
        if (length == 0)
            throw InputError{
                {{place_at(bytes, at, file), "byte " + hexadecimal(bytes[at]) + " is not UTF-8 text", "save the file as UTF-8"}}};
        at += length;
    }
    return bytes;
}

std::size_t utf8_length(unsigned char first)
{
    if (first < 0x80) return 1;
    if (first >= 0xc2 && first < 0xe0) return 2;
    if (first >= 0xe0 && first < 0xf0) return 3;
    if (first >= 0xf0 && first < 0xf5) return 4;
    return 0;
}

Place place_at(std::string_view text, std::size_t byte, std::string const& file)
{
    auto const before = text.substr(0, byte);
    auto const line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    auto const line = 1 + std::count(before.begin(), before.end(), '\n');
    auto const in_line = before.substr(line_start);
    auto const column = 1 + std::count_if(in_line.begin(), in_line.end(),
                                          [](char c) { return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u; });
    return {file, static_cast<unsigned>(line), static_cast<unsigned>(column)};
}

}  // namespace pijler
