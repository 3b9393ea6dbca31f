// What a run has done, kept beside the output in OUT.checkpoint until a run takes it up or is told to drop it.
#pragma once

#include "output/checkpoint_file.hpp"

#include <filesystem>
#include <optional>

namespace pijler {

enum class Start { fresh, overwriting, resuming };

class Checkpoint {
public:
    // Call it before a run. Throws StatusError: cannot_create when a file is there that is neither to be resumed nor overwritten;
    // when resuming, what read_checkpoint says of it, and the way on.
    Checkpoint(std::filesystem::path const& output, Start start);

    std::filesystem::path const& path() const { return path_; }
    bool exists() const { return exists_; }
    std::optional<KeptRun> take() { return std::move(kept_); }  // when resuming

    // What was kept before stays until this is safe on disk. Throws StatusError as write_result does.
    void keep(KeptRun const& run);
    void drop() const;  // what was there when the run began, and what it kept

private:
    std::filesystem::path path_;
    bool exists_ = false;
    std::optional<KeptRun> kept_;
};

}  // namespace pijler
