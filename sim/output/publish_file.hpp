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

// A file that is gone again unless it is published: without a name until then where the file system can, so that even a killed process leaves
// nothing behind, else under a temporary name.
class UnpublishedFile {
public:
    enum class Name { none, temporary };  // a temporary one for libraries that write it by its path
    // Throws StatusError cannot_create or io_failure.
    UnpublishedFile(std::filesystem::path target, Existing existing, Name name = Name::none);
    UnpublishedFile(UnpublishedFile const&) = delete;
    UnpublishedFile& operator=(UnpublishedFile const&) = delete;
    ~UnpublishedFile();

    std::filesystem::path const& target() const { return target_; }
    std::filesystem::path const& temporary_path() const { return temporary_; }
    void write(std::string_view bytes);  // after what is there
    void append_seal();                  // of all that is there: see output/seal.hpp
    void publish();                      // flushed, and under its own name

private:
    std::filesystem::path target_, temporary_;
    Existing existing_;
    int descriptor_ = -1;
    bool named_ = false;
};

}  // namespace pijler
