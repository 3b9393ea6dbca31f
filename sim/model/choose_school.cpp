#include "model/choose_school.hpp"

#include <algorithm>
#include <cmath>

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
    SchoolId best{};
    double best_value = -1e9;
    for (auto const& [distance, school] : near_[place.index][static_cast<std::size_t>(track)]) {
        double const gumbel = -std::log(-std::log(static_cast<double>(random.uniform(who, school_choice, school.index))));
        double const value = gumbel - distance / 3.0;
        if (value > best_value) {
            best_value = value;
            best = school;
        }
    }
    return best;
}

}  // namespace pijler
