#include "study/sweep/sweep_folder.hpp"

#include "scenario/checksum.hpp"
#include "scenario/text_file.hpp"
#include "study/sweep/sealed_json.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace pijler {
namespace {

constexpr auto format = "pijler sweep 1";

nlohmann::ordered_json json_of(SweepManifest const& m)
{
    return {{"format", format},
                    {"title", m.title},
                    {"version", m.version},
                    {"fingerprint", m.fingerprint},
                    {"seed", m.seed},
                    {"points", m.points},
                    {"replicates", m.replicates},
                    {"units", m.units()},
                    {"units_per_slot", m.units_per_slot},
                    {"arms", m.arms},
                    {"design", {{"file", "design.csv"}, {"sha256", m.design_checksum}}},
                    {"history", m.history},
                    {"declarations", m.declarations}};
}

SweepManifest manifest_in(std::string const& text)
{
    auto const json = sealed_json_in(text);
    if (json.at("format") != format) throw std::runtime_error("is of another format");
    SweepManifest m;
    m.title = json.at("title");
    m.version = json.at("version");
    m.fingerprint = json.at("fingerprint");
    m.history = json.at("history");
    m.seed = json.at("seed");
    m.points = json.at("points");
    m.replicates = json.at("replicates");
    m.units_per_slot = json.at("units_per_slot");
    m.design_checksum = json.at("design").at("sha256");
    m.arms = json.at("arms").get<std::vector<std::string>>();
    m.declarations = json.value("declarations", "");
    if (m.points == 0 || m.replicates == 0 || m.units_per_slot == 0 || m.points > 100'000'000 || m.replicates > 1'000'000) throw std::runtime_error("has counts that cannot be");
    return m;
}

bool is_there(std::filesystem::path const& path)
{
    std::error_code none;
    return std::filesystem::exists(std::filesystem::symlink_status(path, none));
}

// A lock over one byte of the file of claims.
struct flock lock_of(std::size_t slot)
{
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = static_cast<off_t>(slot);
    lock.l_len = 1;
    return lock;
}

[[noreturn]] void fail(std::filesystem::path const& path, int error)
{
    bool const forbidden = error == EACCES || error == EROFS || error == EPERM;
    throw StatusError{forbidden ? ExitStatus::cannot_create : ExitStatus::io_failure, path.string() + ": " + std::strerror(error)};
}

int open_claims(SweepFolder const& folder)
{
    int const descriptor = open(folder.claims_path().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) fail(folder.claims_path(), errno);
    return descriptor;
}

bool take(int descriptor, std::size_t slot, int how, short kind = F_WRLCK)
{
    auto lock = lock_of(slot);
    lock.l_type = kind;
    return fcntl(descriptor, how, &lock) == 0;
}

[[noreturn]] void refuse(SweepFolder const& folder)
{
    if (errno == ENOLCK || errno == EOPNOTSUPP || errno == ENOSYS)
        throw StatusError{ExitStatus::io_failure, folder.claims_path().string() + ": the file system has no locks, which keep processes from doing the same work; use another"};
    fail(folder.claims_path(), errno);
}

// Whether some process holds any of what the lock would.
bool any_of(SweepFolder const& folder, struct flock lock)
{
    int const descriptor = open(folder.claims_path().c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    lock.l_type = F_RDLCK;
    bool const taken = fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    close(descriptor);
    return taken;
}

constexpr auto made_anew = "; without manifest.json and design.csv the sweep's command makes both anew, and keeps the parts";

// Bytes that no slot has: who begins or drops the sweep, and who is there.
constexpr std::size_t place_of_beginning = std::size_t{1} << 40, place_of_presence = place_of_beginning + 1;

}  // namespace

std::optional<SweepManifest> SweepFolder::manifest() const
{
    if (!is_there(manifest_path())) return std::nullopt;
    auto const file = read_bytes(manifest_path());
    if (!file.bytes) throw StatusError{ExitStatus::io_failure, manifest_path().string() + ": " + file.trouble};
    try {
        return manifest_in(*file.bytes);
    } catch (std::exception const&) {
        throw StatusError{ExitStatus::bad_input, manifest_path().string() + ": is no manifest of a sweep, or is damaged" + made_anew};
    }
}

Design SweepFolder::design(SweepManifest const& manifest) const
{
    auto const file = read_bytes(design_path());
    if (!file.bytes) throw StatusError{ExitStatus::bad_input, design_path().string() + ": " + file.trouble + made_anew};
    if (sha256(*file.bytes) != manifest.design_checksum) throw StatusError{ExitStatus::bad_input, design_path().string() + ": is not the design that the sweep began with" + made_anew};
    return design_in(*file.bytes, design_path().string());
}

Claim SweepFolder::begin(SweepManifest const& manifest, Design const& design, Existing existing) const
{
    make_folder(path_);
    std::error_code unreadable;
    bool const holds_things = !std::filesystem::is_empty(path_, unreadable);
    if (unreadable) fail(path_, unreadable.value());
    // Looked for last: another process may be beginning the same.
    if (holds_things && !is_there(manifest_path()) && !is_there(claims_path()))
        throw StatusError{ExitStatus::cannot_create, path_.string() + ": holds other things; a sweep has a folder of its own"};
    auto const beginning = Claim::wait_for(*this, place_of_beginning);
    if (existing == Existing::replace) clear();
    auto presence = Claim::shared(*this, place_of_presence);
    make_folder(parts_path());
    if (is_there(manifest_path())) return presence;
    auto const csv = csv_of(design);
    publish_file(design_path(), std::array{std::string_view{csv}}, Existing::replace);
    publish_json(manifest_path(), json_of(manifest));
    return presence;
}

// Of the folder only what a sweep makes; the file of claims stays, on which others may wait.
void SweepFolder::clear() const
{
    if (!Claim::of(*this, place_of_presence)) throw StatusError{ExitStatus::cannot_create, path_.string() + ": other processes are at work in it"};
    std::vector<std::filesystem::path> made{manifest_path(), design_path()};
    for (auto const& file : files_of_parts()) {
        auto const ending = file.extension();
        if (ending == ".h5" || ending == ".json" || ending == ".tmp") made.push_back(file);
    }
    for (auto const& path : made) {
        std::error_code error;
        std::filesystem::remove(path, error);
        if (error) fail(path, error.value());
    }
}

void SweepFolder::remove_leftovers() const
{
    // A part is written in seconds: what has lain so long is nobody's any more.
    auto const long_ago = std::filesystem::file_time_type::clock::now() - std::chrono::minutes{10};
    std::error_code gone;  // another process may be at the same
    for (auto const& file : files_of_parts())
        if (file.extension() == ".tmp" && std::filesystem::last_write_time(file, gone) < long_ago && !gone) std::filesystem::remove(file, gone);
}

std::vector<std::filesystem::path> SweepFolder::files_of_parts() const
{
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator at{parts_path(), error}, end; !error && at != end; at.increment(error)) files.push_back(at->path());
    if (error && error != std::errc::no_such_file_or_directory) throw StatusError{ExitStatus::io_failure, parts_path().string() + ": " + error.message()};
    return files;
}

std::optional<Claim> Claim::of(SweepFolder const& folder, std::size_t slot)
{
    Claim claim{open_claims(folder)};
    if (take(claim.descriptor_, slot, F_OFD_SETLK)) return claim;
    if (errno == EAGAIN || errno == EACCES) return std::nullopt;
    refuse(folder);
}

Claim Claim::wait_for(SweepFolder const& folder, std::size_t slot)
{
    Claim claim{open_claims(folder)};
    while (!take(claim.descriptor_, slot, F_OFD_SETLKW))
        if (errno != EINTR) refuse(folder);
    return claim;
}

bool Claim::is_taken(SweepFolder const& folder, std::size_t slot) { return any_of(folder, lock_of(slot)); }

Claim Claim::shared(SweepFolder const& folder, std::size_t slot)
{
    Claim claim{open_claims(folder)};
    while (!take(claim.descriptor_, slot, F_OFD_SETLKW, F_RDLCK))
        if (errno != EINTR) refuse(folder);
    return claim;
}

Claim::Claim(Claim&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}

Claim::~Claim()
{
    if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace pijler
