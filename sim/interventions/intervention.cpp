#include "interventions/intervention.hpp"

#include <algorithm>

namespace pijler {
namespace {

constexpr std::array<char const*, track_count> track_names{"vmbo", "havo", "vwo", "mbo", "hbo", "wo", "work", "none"};

}  // namespace

bool in_target(Youths const& youths, YouthId youth, Delivery const& delivery)
{
    if (!youths.present[youth]) return false;
    int const age = youths.school_age[youth];
    if (age < delivery.age_low || age > delivery.age_high) return false;
    if (!delivery.sex.empty() && (delivery.sex == "male") != (youths.sex[youth] == Sex::male)) return false;
    auto const* track = track_names[static_cast<std::size_t>(youths.track[youth])];
    return delivery.tracks.empty() || std::ranges::find(delivery.tracks, track) != delivery.tracks.end();
}

}  // namespace pijler
