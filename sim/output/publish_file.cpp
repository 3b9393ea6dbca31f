// Plain POSIX calls, so that a full disk, a vanished folder or a read-only one is told by its own errno.
#include "output/publish_file.hpp"

#include "output/seal.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace pijler {
namespace {

[[noreturn]] void refuse(ExitStatus status, std::filesystem::path const& path, std::string const& why)
{
    throw StatusError{status, path.string() + ": " + why};
}

[[noreturn]] void fail(std::filesystem::path const& path, int error, std::string const& what = "cannot be written: ")
{
    bool const forbidden = error == EACCES || error == EROFS || error == EPERM || error == ENAMETOOLONG || error == EISDIR;
    refuse(forbidden ? ExitStatus::cannot_create : ExitStatus::io_failure, path,
           what + std::strerror(error));
}

std::filesystem::path folder_of(std::filesystem::path const& path)
{
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
}

std::filesystem::path temporary_for(std::filesystem::path const& path)
{
    std::string name{"."};
    name += path.filename().string();
    name += '.';
    name += std::to_string(getpid());  // another process may have it too, on another machine or where each sees only its own; so
    unsigned apart = 0;
    if (getentropy(&apart, sizeof apart) == 0) name += '.' + std::to_string(apart);
    name += ".tmp";
    return folder_of(path) / name;
}


// Makes the new name itself survive a power cut, where the file system can.
void flush_folder(std::filesystem::path const& folder)
{
    int const descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    fsync(descriptor);
    close(descriptor);
}

void refuse_occupied(std::filesystem::path const& path, Existing existing)
{
    struct stat found {};
    if (stat(path.c_str(), &found) != 0) return;
    if (S_ISDIR(found.st_mode)) refuse(ExitStatus::cannot_create, path, "is a folder");
    // Renaming over a device such as /dev/null would remove it.
    if (!S_ISREG(found.st_mode)) refuse(ExitStatus::cannot_create, path, "is not an ordinary file");
    if (existing == Existing::keep) refuse(ExitStatus::cannot_create, path, "exists; --overwrite replaces it");
}

}  // namespace

void check_creatable(std::filesystem::path const& path, Existing existing)
{
    if (!path.has_filename()) refuse(ExitStatus::cannot_create, path, "names no file");
    auto const folder = folder_of(path);
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) {
        bool const hidden = error && error != std::errc::no_such_file_or_directory && error != std::errc::not_a_directory;
        refuse(ExitStatus::cannot_create, path, hidden ? "the folder " + folder.string() + " cannot be reached: " + error.message() : "there is no folder " + folder.string());
    }
    refuse_occupied(path, existing);
    // Only trying tells: for root, access() calls every folder writable.
    UnpublishedFile{path, existing};
}

void make_folder(std::filesystem::path const& folder)
{
    if (mkdir(folder.c_str(), 0777) == 0) return;
    int const error = errno;
    struct stat found {};
    if (stat(folder.c_str(), &found) == 0 && S_ISDIR(found.st_mode)) return;
    if (error == EEXIST) refuse(ExitStatus::cannot_create, folder, "is not a folder");
    if (error == ENOENT || error == ENOTDIR) refuse(ExitStatus::cannot_create, folder, "cannot be created: there is no folder " + folder_of(folder).string());
    fail(folder, error, "cannot be created: ");
}

UnpublishedFile::UnpublishedFile(std::filesystem::path target, Existing existing, Name name) : target_{std::move(target)}, temporary_{temporary_for(target_)}, existing_{existing}
{
    struct stat found {};
    if (lstat(temporary_.c_str(), &found) != 0 && errno == ENAMETOOLONG) fail(target_, errno);
    if (name == Name::none && access("/proc/self/fd", X_OK) == 0) descriptor_ = open(folder_of(target_).c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
    if (descriptor_ >= 0) return;
    named_ = true;
    descriptor_ = open(temporary_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor_ < 0) fail(target_, errno);
}

UnpublishedFile::~UnpublishedFile()
{
    if (descriptor_ >= 0) close(descriptor_);
    if (named_) unlink(temporary_.c_str());
}

void UnpublishedFile::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        ssize_t const written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written >= 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            fail(target_, errno);
    }
}

void UnpublishedFile::append_seal()
{
    off_t const size = lseek(descriptor_, 0, SEEK_END);
    if (size <= 0) fail(target_, errno);
    void* const bytes = mmap(nullptr, static_cast<std::size_t>(size), PROT_READ, MAP_SHARED, descriptor_, 0);
    if (bytes == MAP_FAILED) fail(target_, errno);
    auto const seal = seal_of(std::array{std::string_view{static_cast<char const*>(bytes), static_cast<std::size_t>(size)}});
    munmap(bytes, static_cast<std::size_t>(size));
    write(seal);
}

void UnpublishedFile::publish()
{
    if (fsync(descriptor_) != 0) fail(target_, errno);
    if (!named_ && linkat(AT_FDCWD, ("/proc/self/fd/" + std::to_string(descriptor_)).c_str(), AT_FDCWD, temporary_.c_str(), AT_SYMLINK_FOLLOW) != 0) fail(target_, errno);
    named_ = true;
    if (close(std::exchange(descriptor_, -1)) != 0) fail(target_, errno);
    // File systems that cannot refuse to replace say EINVAL; check_creatable has looked just before.
    bool const refused = existing_ == Existing::keep && renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE) != 0;
    if (refused && errno == EEXIST) refuse(ExitStatus::cannot_create, target_, "exists; --overwrite replaces it");
    if (refused && errno != EINVAL && errno != ENOSYS) fail(target_, errno);
    if ((refused || existing_ == Existing::replace) && rename(temporary_.c_str(), target_.c_str()) != 0) fail(target_, errno);
    named_ = false;
    flush_folder(folder_of(target_));
}

void publish_file(std::filesystem::path const& path, std::span<std::string_view const> pieces, Existing existing)
{
    refuse_occupied(path, existing);
    UnpublishedFile file{path, existing};
    for (auto const piece : pieces) file.write(piece);
    file.publish();
}

void publish_file(std::filesystem::path const& path, std::span<unsigned char const> bytes, Existing existing)
{
    publish_file(path, std::array{std::string_view{reinterpret_cast<char const*>(bytes.data()), bytes.size()}}, existing);
}

}  // namespace pijler
