// Puts a whole file on disk at once: written and flushed under a temporary name in the same folder, then renamed.
#pragma once

#include "output/result_file.hpp"

#include <filesystem>
#include <span>
#include <string_view>

namespace pijler {

// Throws StatusError cannot_create or io_failure, and leaves nothing behind then.
void publish_file(std::filesystem::path const& path, std::span<unsigned char const> bytes, Existing existing);
void publish_file(std::filesystem::path const& path, std::span<std::string_view const> pieces, Existing existing);  // one after another

}  // namespace pijler
