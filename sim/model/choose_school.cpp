#include "model/choose_school.hpp"

#include "core/math.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> school_choice{8, "calendar.school_choice"};

}  // namespace

SchoolsNearBy::SchoolsNearBy(World const& world, Workers workers) : near_(world.neighbourhoods.count() * tracks)
{
    auto const& schools = world.schools;
    auto const& places = world.neighbourhoods;
    for_each_index(workers, places.count(), [&](std::size_t n) {
        NeighbourhoodId const place{static_cast<std::uint16_t>(n)};
        using Kept = std::array<std::pair<double, SchoolId>, choices>;  // squared distance, km2
        std::array<Kept, tracks> nearest;
        for (auto& of_track : nearest) of_track.fill({std::numeric_limits<double>::infinity(), {}});
        for (SchoolId school{1}; school.index < schools.count(); ++school.index) {
            double const dx = schools.x[school] - places.x[place];
            double const dy = schools.y[school] - places.y[place];
            double const squared = dx * dx + dy * dy;
            for (std::size_t track = 0; track < tracks; ++track) {
                auto& kept = nearest[track];
                if (squared >= kept.back().first || !schools.teaches[school][track]) continue;
                kept.back() = {squared, school};
                for (auto rank = choices - 1; rank > 0 && kept[rank].first < kept[rank - 1].first; --rank) std::swap(kept[rank], kept[rank - 1]);
            }
        }
        for (std::size_t track = 0; track < tracks; ++track)
            for (std::size_t rank = 0; rank < choices; ++rank) {
                auto const [squared, school] = nearest[track][rank];
                auto& near = near_[n * tracks + track];
                near.school[rank] = school;
                near.wait[rank] = school.index == 0 ? std::numeric_limits<float>::infinity() : exponential(static_cast<float>(std::sqrt(squared)) * (1.0F / 3.0F));
            }
    });
}

IN_VECTORS void SchoolsNearBy::choose(std::span<YouthIdentity const> who, NeighbourhoodId const* place, Track const* track, RandomKey const& key, SchoolId* chosen) const
{
    MonthRandom const random{key, 0};
    auto const count = who.size();
    BlockOf<Near const*> nearest;
    BlockOf<std::uint32_t> school, best;
    BlockOf<float> wait, shortest;
    BlockOf<RandomBlock> bits;
    for (std::size_t k = 0; k < count; ++k) nearest[k] = &near_[place[k].index * tracks + static_cast<std::size_t>(track[k])];
    best.fill(0);
    shortest.fill(std::numeric_limits<float>::infinity());
    // Each school waits an exponential time, shorter where it is near; the first is chosen, with a probability as its attraction.
    for (std::size_t rank = 0; rank < choices; ++rank) {
        for (std::size_t k = 0; k < count; ++k) {
            school[k] = nearest[k]->school[rank].index;
            wait[k] = nearest[k]->wait[rank];
        }
        random.blocks(who, school_choice, std::span<std::uint32_t const>{school.data(), count}, bits);
        for_lanes(count, [&](std::size_t k) {
            float const time = -natural_log(uniform(bits[k][0])) * wait[k];
            best[k] = time < shortest[k] ? school[k] : best[k];
            shortest[k] = time < shortest[k] ? time : shortest[k];
        });
    }
    for (std::size_t k = 0; k < count; ++k) chosen[k] = {static_cast<std::uint16_t>(best[k])};
}

}  // namespace pijler
