#include "study/sweep/parts.hpp"

#include "output/publish_file.hpp"
#include "output/result_image.hpp"
#include "output/seal.hpp"
#include "scenario/checksum.hpp"
#include "scenario/text_file.hpp"
#include "study/sweep/sealed_json.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace pijler {
namespace {

using Json = nlohmann::ordered_json;

std::filesystem::path path_of(SweepFolder const& folder, SweepManifest const& manifest, std::size_t first_unit, char const* ending)
{
    auto const digits = std::max<std::size_t>(6, std::to_string(manifest.units()).size());
    auto number = std::to_string(first_unit);
    return folder.parts_path() / (std::string(digits - std::min(digits, number.size()), '0') + number + ending);
}

Json json_of(PartEntry const& e, std::string const& file)
{
    auto failed = Json::array();
    for (auto const& [unit, reason] : e.failed) failed.push_back({{"unit", unit}, {"reason", reason}});
    return {{"file", file},       {"units", {e.units.begin, e.units.end}}, {"bytes", e.bytes}, {"sha256", e.checksum}, {"fingerprint", e.fingerprint}, {"version", e.version},
                    {"seed", e.seed},     {"seconds", e.seconds},                  {"ended", e.ended},     {"failed", failed}};
}

PartEntry entry_in(std::string const& text)
{
    auto const json = sealed_json_in(text);
    PartEntry e;
    e.units = {json.at("units").at(0), json.at("units").at(1)};
    e.bytes = json.at("bytes");
    e.checksum = json.at("sha256");
    e.fingerprint = json.at("fingerprint");
    e.version = json.at("version");
    e.seed = json.at("seed");
    e.seconds = json.at("seconds");
    e.ended = json.at("ended");
    for (auto const& one : json.at("failed")) e.failed.push_back({one.at("unit"), one.at("reason")});
    return e;
}

// What may not be read is not taken for missing or damaged.
bool is_readable(std::filesystem::path const& path)
{
    if (access(path.c_str(), R_OK) == 0) return true;
    if (errno == ENOENT || errno == ENOTDIR) return false;
    throw StatusError{ExitStatus::io_failure, path.string() + ": " + std::strerror(errno)};
}

// Empty where the entry is of this sweep.
std::string foreign_in(PartEntry const& entry, SweepManifest const& manifest)
{
    if (entry.seed != manifest.seed) return "is of a sweep with another seed, " + std::to_string(entry.seed);
    if (entry.version != manifest.version) return "was made by another version, " + entry.version;
    if (entry.fingerprint != manifest.fingerprint) return "is of another sweep: its study, scenarios, settings or design differ";
    return {};
}

}  // namespace

std::filesystem::path part_path(SweepFolder const& folder, SweepManifest const& manifest, std::size_t first_unit) { return path_of(folder, manifest, first_unit, ".h5"); }
std::filesystem::path entry_path(SweepFolder const& folder, SweepManifest const& manifest, std::size_t first_unit) { return path_of(folder, manifest, first_unit, ".json"); }

std::optional<PartEntry> read_entry(SweepFolder const& folder, SweepManifest const& manifest, std::size_t first_unit)
{
    auto const file = read_bytes(entry_path(folder, manifest, first_unit));
    if (!file.bytes) return std::nullopt;
    try {
        auto entry = entry_in(*file.bytes);
        auto const is_within = [&](FailedUnit const& one) { return one.unit >= entry.units.begin && one.unit < entry.units.end; };
        bool const fits = entry.units.begin == first_unit && entry.units.end > first_unit && entry.units.end <= manifest.units() && std::ranges::all_of(entry.failed, is_within);
        return fits || entry.fingerprint != manifest.fingerprint ? std::optional{entry} : std::nullopt;
    } catch (std::exception const&) {
        return std::nullopt;
    }
}

Part look_at_part(SweepFolder const& folder, SweepManifest const& manifest, std::size_t first_unit)
{
    auto const path = part_path(folder, manifest, first_unit), beside = entry_path(folder, manifest, first_unit);
    if (!is_readable(beside)) return {};  // the process that wrote it was stopped before it was entered
    auto const damaged = [&](std::string const& why) { return Part{PartState::damaged, {}, path.string() + ": " + why}; };
    for (auto const& file : {path, beside})
        if (std::error_code none; std::filesystem::is_directory(file, none)) return {PartState::damaged, {}, file.string() + ": is a folder where a file belongs; remove it first"};
    auto const entry = read_entry(folder, manifest, first_unit);
    if (!entry) return damaged("its entry " + beside.filename().string() + " is damaged");
    if (auto const foreign = foreign_in(*entry, manifest); !foreign.empty()) return {PartState::foreign, *entry, path.string() + ": " + foreign};
    auto const file = read_bytes(path);
    if (!file.bytes) return damaged("is entered, but cannot be read: " + file.trouble);
    if (sha256(*file.bytes) != entry->checksum) return damaged("is damaged: its checksum is not that of its entry");
    return {PartState::sound, *entry, {}};
}

void write_part(SweepFolder const& folder, SweepManifest const& manifest, PartEntry entry, ResultFile const& result)
{
    auto const path = part_path(folder, manifest, entry.units.begin);
    auto const bytes = sealed_image(path, result);
    entry.checksum = sha256({reinterpret_cast<char const*>(bytes.data()), bytes.size()});
    entry.bytes = bytes.size();
    entry.fingerprint = manifest.fingerprint;
    entry.version = manifest.version;
    entry.seed = manifest.seed;
    publish_file(path, bytes, Existing::replace);
    publish_json(entry_path(folder, manifest, entry.units.begin), json_of(entry, path.filename().string()));
}

std::vector<Units> units_left(SweepFolder const& folder, SweepManifest const& manifest, Units units, std::vector<std::string>& trouble)
{
    std::vector<Units> left;
    for (auto unit = units.begin; unit < units.end;) {
        auto const part = look_at_part(folder, manifest, unit);
        if (part.state == PartState::sound) {
            unit = part.entry.units.end;
            continue;
        }
        if (!part.trouble.empty()) trouble.push_back(part.trouble);
        if (left.empty() || left.back().end != unit) left.push_back({unit, unit});
        ++left.back().end;
        ++unit;
    }
    return left;
}

}  // namespace pijler
