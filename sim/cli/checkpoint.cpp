#include "cli/checkpoint.hpp"

namespace pijler {
namespace {

constexpr auto anew = "; --overwrite instead of --resume starts anew";

KeptRun read_kept(std::filesystem::path const& path)
{
    try {
        return read_checkpoint(path);
    } catch (StatusError const& error) {
        throw StatusError{error.status(), error.what() + std::string{anew}};
    }
}

bool is_checkpoint(std::filesystem::path const& path)
{
    try {
        read_checkpoint(path);
        return true;
    } catch (StatusError const&) {
        return false;
    }
}

}  // namespace

Checkpoint::Checkpoint(std::filesystem::path const& output, Start start) : path_{output.string() + ".checkpoint"}
{
    std::error_code unknown;  // then it is met when written
    exists_ = std::filesystem::exists(std::filesystem::symlink_status(path_, unknown));
    if (!exists_) return;
    if (start == Start::resuming) kept_ = read_kept(path_);
    if (start != Start::resuming) check_creatable(path_, Existing::replace);  // a folder is in the way of overwriting too
    if (start == Start::fresh)
        throw StatusError{ExitStatus::cannot_create, path_.string() + (is_checkpoint(path_) ? " holds what a stopped run finished; --resume goes on with it, --overwrite drops it and starts anew"
                                                                                        : ": is in the way, and is no checkpoint of pijler, or is damaged; --overwrite replaces it")};
}

// A file that came while this run went on is another's.
void Checkpoint::keep(KeptRun const& run)
{
    write_checkpoint(path_, run, exists_ ? Existing::replace : Existing::keep);
    exists_ = true;
}

void Checkpoint::drop() const
{
    if (exists_) std::filesystem::remove(path_);
}

}  // namespace pijler
