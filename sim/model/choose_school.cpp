#include "model/choose_school.hpp"

#include "core/math.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> school_choice{8, "calendar.school_choice"};

}  // namespace

SchoolsNearBy::SchoolsNearBy(World const& world)
{
    auto const& schools = world.schools;
    auto const& places = world.neighbourhoods;
    near_.resize(places.count());
    std::vector<Near> all;
    for (NeighbourhoodId place{0}; place.index < places.count(); ++place.index)
        for (std::size_t track = 0; track < tracks; ++track) {
            all.clear();
            for (SchoolId school{1}; school.index < schools.count(); ++school.index) {
                double const dx = schools.x[school] - places.x[place];
                double const dy = schools.y[school] - places.y[place];
                if (schools.teaches[school][track]) all.push_back({std::sqrt(dx * dx + dy * dy), school});
            }
            auto const kept = all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), choices));
            std::partial_sort(all.begin(), kept, all.end(),
                              [](Near const& a, Near const& b) { return std::pair{a.distance, a.school} < std::pair{b.distance, b.school}; });
            near_[place.index][track].assign(all.begin(), kept);
        }
}

SchoolId SchoolsNearBy::choose(YouthIdentity who, NeighbourhoodId place, Track track, RandomKey const& key) const
{
    MonthRandom const random{key, 0};
    // Each school waits an exponential time, shorter where it is near; the first is chosen, with a probability as its attraction.
    SchoolId best{};
    float shortest = std::numeric_limits<float>::infinity();
    for (auto const& [distance, school] : near_[place.index][static_cast<std::size_t>(track)]) {
        float const time = -natural_log(random.uniform(who, school_choice, school.index)) * exponential(static_cast<float>(distance) * (1.0F / 3.0F));
        if (time < shortest) {
            shortest = time;
            best = school;
        }
    }
    return best;
}

}  // namespace pijler
