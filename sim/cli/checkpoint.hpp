// What a stopped run has finished, kept beside the output in OUT.checkpoint until a run takes it up or is told to drop it.
#pragma once

#include "output/result_file.hpp"

#include <filesystem>
#include <optional>

namespace pijler {

enum class Start { fresh, overwriting, resuming };

class Checkpoint {
public:
    // Call it before a run. Throws StatusError: cannot_create when a file is there that is neither to be resumed nor overwritten;
    // when resuming, what read_result says of it, and the way on.
    Checkpoint(std::filesystem::path const& output, Start start);

    std::filesystem::path const& path() const { return path_; }
    bool exists() const { return exists_; }  // when the run began
    std::optional<ResultFile> const& kept() const { return kept_; }  // when resuming

    void keep(ResultFile const& result) const;
    void drop() const;  // what was there when the run began

private:
    std::filesystem::path path_;
    bool exists_ = false;
    std::optional<ResultFile> kept_;
};

}  // namespace pijler
