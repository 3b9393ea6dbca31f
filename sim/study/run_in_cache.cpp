#include "study/run_in_cache.hpp"

#include "output/publish_file.hpp"
#include "output/town_image.hpp"
#include "scenario/checksum.hpp"
#include "study/arm_values.hpp"
#include "study/version.hpp"

#include <fstream>
#include <sstream>

namespace pijler {

std::string run_in_of(Study const& study, std::uint32_t replicate)
{
    auto const& reference = study.arms.front().scenario;
    auto const& settings = reference.simulation;
    std::ostringstream text;
    text.precision(17);
    text << version() << ' ' << program_checksum() << '|' << settings.seed << ' ' << replicate << ' ' << settings.run_in_months << ' '
         << reference.population.youths.value_or(0.0) << '|' << figures_of(*reference.population.municipality);
    auto const values = with_parameter_set(study, reference.parameters, replicate);
    for (auto const& substance : reference.substances) {
        text << '|' << substance.name << ' ' << substance.follows << ' ';
        for (auto const& [name, value] : values_for(substance, values)) text << name << '=' << value << ';';
    }
    return text.str();
}

RunInCache::RunInCache(std::filesystem::path folder) : folder_{std::move(folder)} { make_folder(folder_); }

std::filesystem::path RunInCache::path_of(std::string const& made_from) const { return folder_ / (sha256(made_from).substr(0, 32) + ".town"); }

std::optional<Town> RunInCache::find(std::string const& made_from) const
{
    auto const path = path_of(made_from);
    std::error_code none;
    auto const size = std::filesystem::file_size(path, none);
    std::ifstream file{path, std::ios::binary};
    if (none || !file) return std::nullopt;
    std::string image(size, '\0');
    if (!file.read(image.data(), static_cast<std::streamsize>(size))) return std::nullopt;
    return town_in(image, made_from);
}

void RunInCache::keep(std::string const& made_from, Town const& town)
{
    try {
        publish_file(path_of(made_from), image_of(town, made_from), Existing::replace);
    } catch (StatusError const& error) {
        std::lock_guard const lock{guard_};
        if (trouble_.empty()) trouble_ = error.what();
    }
}

}  // namespace pijler
