#include "study/sweep/sweep_folder.hpp"

#include "output/publish_file.hpp"
#include "scenario/checksum.hpp"
#include "scenario/text_file.hpp"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace pijler {
namespace {

using Json = nlohmann::ordered_json;
constexpr auto format = "pijler sweep 1";

std::string text_of(SweepManifest const& m)
{
    Json const json{{"format", format},
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
                    {"history", m.history}};
    return json.dump(2) + "\n";
}

SweepManifest manifest_in(std::string const& text)
{
    auto const json = Json::parse(text);
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
    if (m.points == 0 || m.replicates == 0 || m.units_per_slot == 0 || m.points > 100'000'000 || m.replicates > 1'000'000) throw std::runtime_error("has counts that cannot be");
    return m;
}

bool is_there(std::filesystem::path const& path)
{
    std::error_code none;
    return std::filesystem::exists(std::filesystem::symlink_status(path, none));
}

// A lock over one byte of the file of claims.
struct flock lock_of(std::size_t slot, off_t slots = 1)
{
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = static_cast<off_t>(slot);
    lock.l_len = slots;
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

bool take(int descriptor, std::size_t slot, int how)
{
    auto lock = lock_of(slot);
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

constexpr std::size_t beginning = std::size_t{1} << 40;  // a byte that no slot has: who begins the sweep

}  // namespace

std::optional<SweepManifest> SweepFolder::manifest() const
{
    if (!is_there(manifest_path())) return std::nullopt;
    auto const file = read_bytes(manifest_path());
    if (!file.bytes) throw StatusError{ExitStatus::io_failure, manifest_path().string() + ": " + file.trouble};
    try {
        return manifest_in(*file.bytes);
    } catch (std::exception const&) {
        throw StatusError{ExitStatus::bad_input, manifest_path().string() + ": is no manifest of a sweep, or is damaged"};
    }
}

Design SweepFolder::design(SweepManifest const& manifest) const
{
    auto const file = read_bytes(design_path());
    if (!file.bytes) throw StatusError{ExitStatus::bad_input, design_path().string() + ": " + file.trouble};
    if (sha256(*file.bytes) != manifest.design_checksum) throw StatusError{ExitStatus::bad_input, design_path().string() + ": is not the design that the sweep began with"};
    return design_in(*file.bytes, design_path().string());
}

void SweepFolder::begin(SweepManifest const& manifest, Design const& design) const
{
    make_folder(path_);
    if (!is_there(manifest_path()) && !is_there(claims_path()) && !std::filesystem::is_empty(path_))
        throw StatusError{ExitStatus::cannot_create, path_.string() + ": holds other things; a sweep has a folder of its own"};
    auto const first = Claim::wait_for(*this, beginning);
    if (is_there(manifest_path())) return;
    make_folder(parts_path());
    auto const publish = [](std::filesystem::path const& path, std::string const& text) {
        publish_file(path, {reinterpret_cast<unsigned char const*>(text.data()), text.size()}, Existing::replace);
    };
    publish(design_path(), csv_of(design));
    publish(manifest_path(), text_of(manifest));
}

void SweepFolder::clear() const
{
    if (!is_there(claims_path())) return;  // no sweep's folder
    if (Claim::is_any_taken(*this)) throw StatusError{ExitStatus::cannot_create, path_.string() + ": other processes are at work in it"};
    for (auto const& path : {manifest_path(), design_path()}) std::filesystem::remove(path);  // the claims stay: another process may open them now
    if (!is_there(parts_path())) return;
    for (auto const& file : std::filesystem::directory_iterator{parts_path()}) {
        auto const ending = file.path().extension();
        if (ending == ".h5" || ending == ".json" || ending == ".tmp") std::filesystem::remove(file.path());
    }
    std::error_code not_empty;
    std::filesystem::remove(parts_path(), not_empty);
}

void SweepFolder::remove_leftovers() const
{
    // A part is written in seconds: what has lain so long is nobody's any more.
    auto const long_ago = std::filesystem::file_time_type::clock::now() - std::chrono::minutes{10};
    std::error_code gone;  // another process may be at the same
    for (auto const& file : std::filesystem::directory_iterator{parts_path(), gone})
        if (file.path().extension() == ".tmp" && file.last_write_time(gone) < long_ago && !gone) std::filesystem::remove(file.path(), gone);
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
bool Claim::is_any_taken(SweepFolder const& folder) { return any_of(folder, lock_of(0, 0)); }  // 0: to the end

Claim::Claim(Claim&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}

Claim::~Claim()
{
    if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace pijler
