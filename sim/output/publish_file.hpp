// Puts a whole file on disk at once: written and flushed under a temporary name in the same folder, then renamed.
#pragma once

#include "output/result_file.hpp"

#include <filesystem>
#include <span>
#include <string>

namespace pijler {

// Throws StatusError cannot_create or io_failure, and leaves nothing behind then.
void publish_file(std::filesystem::path const& path, std::span<unsigned char const> bytes, Existing existing);

// A file that is not there yet under its own name: others may write it by its temporary path. Gone again unless it is published.
class UnpublishedFile {
public:
    // Throws StatusError cannot_create or io_failure.
    UnpublishedFile(std::filesystem::path target, Existing existing);
    UnpublishedFile(UnpublishedFile const&) = delete;
    UnpublishedFile& operator=(UnpublishedFile const&) = delete;
    ~UnpublishedFile();

    std::filesystem::path const& target() const { return target_; }
    std::filesystem::path const& path() const { return temporary_; }
    void write(std::span<unsigned char const> bytes);  // after what is there
    void append_seal();                                // of all that is there: see output/seal.hpp
    void publish();                                    // flushed, and renamed

private:
    std::filesystem::path target_, temporary_;
    Existing existing_;
    int descriptor_;
    bool renamed_ = false;
};

}  // namespace pijler
