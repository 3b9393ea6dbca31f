#include "study/sweep/sweep_status.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace pijler {
namespace {

// Of this sweep, by their first unit.
std::vector<PartEntry> entries_in(SweepFolder const& folder, SweepManifest const& manifest)
{
    std::vector<PartEntry> entries;
    std::error_code gone;
    for (auto const& file : folder.files_of_parts()) {
        auto const name = file.stem().string();
        std::size_t unit = 0;
        auto const [end, fault] = std::from_chars(name.data(), name.data() + name.size(), unit);
        if (file.extension() != ".json" || fault != std::errc{} || end != name.data() + name.size()) continue;
        auto entry = read_entry(folder, manifest, unit);
        bool const is_whole = entry && std::filesystem::file_size(part_path(folder, manifest, unit), gone) == entry->bytes;
        if (is_whole && entry->fingerprint == manifest.fingerprint) entries.push_back(std::move(*entry));
    }
    std::ranges::sort(entries, {}, [](PartEntry const& entry) { return entry.units.begin; });
    return entries;
}

double rate_of(std::vector<PartEntry> const& entries)
{
    std::int64_t last = 0;
    for (auto const& entry : entries) last = std::max(last, entry.ended);
    auto first = static_cast<double>(last);
    double units = 0.0;
    for (auto const& entry : entries) {
        if (entry.ended < last - 3600) continue;
        first = std::min(first, static_cast<double>(entry.ended) - entry.seconds);
        units += static_cast<double>(entry.units.count());
    }
    return units == 0.0 ? 0.0 : units / std::max(1.0, static_cast<double>(last) - first);
}

}  // namespace

double SweepStatus::seconds_to_go() const
{
    auto const left = static_cast<double>(manifest.units() - units_done);
    return units_a_second > 0.0 ? left / units_a_second : 0.0;
}

SweepStatus status_of(SweepFolder const& folder)
{
    auto const manifest = folder.manifest();
    if (!manifest) throw StatusError{ExitStatus::no_input, folder.path().string() + ": holds no sweep (there is no manifest.json)"};
    SweepStatus status;
    status.manifest = *manifest;
    auto const entries = entries_in(folder, *manifest);
    std::vector<char> done(manifest->units(), 0);
    for (auto const& entry : entries) {
        std::fill(done.begin() + static_cast<std::ptrdiff_t>(entry.units.begin), done.begin() + static_cast<std::ptrdiff_t>(entry.units.end), char{1});
        status.failed.insert(status.failed.end(), entry.failed.begin(), entry.failed.end());
    }
    status.units_done = static_cast<std::size_t>(std::ranges::count(done, char{1}));
    std::set<std::size_t> failed;
    for (auto const& one : status.failed) failed.insert(one.unit / manifest->replicates);
    status.points_failed = failed.size();
    for (std::size_t point = 0; point < manifest->points; ++point) {
        auto const begin = done.begin() + static_cast<std::ptrdiff_t>(point * manifest->replicates);
        if (std::all_of(begin, begin + static_cast<std::ptrdiff_t>(manifest->replicates), [](char one) { return one != 0; }) && !failed.contains(point)) ++status.points_whole;
    }
    for (std::size_t slot = 0; slot < manifest->slots(); ++slot) {
        auto const units = manifest->slot(slot);
        bool const left = std::find(done.begin() + static_cast<std::ptrdiff_t>(units.begin), done.begin() + static_cast<std::ptrdiff_t>(units.end), char{0}) !=
                          done.begin() + static_cast<std::ptrdiff_t>(units.end);
        if (left && Claim::is_taken(folder, slot)) ++status.slots_in_hand;
    }
    status.units_a_second = rate_of(entries);
    return status;
}

}  // namespace pijler
