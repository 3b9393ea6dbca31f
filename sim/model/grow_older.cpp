#include "model/grow_older.hpp"

#include "model/cohorts.hpp"

#include <algorithm>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> group{9, "calendar.group"};
constexpr Purpose<YouthIdentity> career{10, "calendar.career"};
constexpr Purpose<YouthIdentity> reshuffle{23, "calendar.reshuffle"};

// Where a track of secondary school leads: at the age when it ends, shares of youths go on to each track.
struct Route {
    int ends;
    std::array<float, 2> up_to;
    std::array<Track, 3> to;
};
constexpr std::array routes{Route{16, {0.95F, 1.0F}, {Track::mbo, Track::none, Track::none}}, Route{17, {0.75F, 0.92F}, {Track::hbo, Track::mbo, Track::work}},
                            Route{18, {0.80F, 0.95F}, {Track::wo, Track::hbo, Track::work}}};

// Track of a youth in education, from the year before. `rank` is the youth's own for life: how long education lasts.
Track next_track(Demography const& d, Track now, int age, float rank, float draw)
{
    if (in_secondary(now)) {
        auto const& route = routes[static_cast<std::size_t>(now)];
        return age < route.ends ? now : route.to[static_cast<std::size_t>(draw >= route.up_to[0]) + static_cast<std::size_t>(draw >= route.up_to[1])];
    }
    auto const years = d.years_after_18[static_cast<std::size_t>(now) - static_cast<std::size_t>(Track::mbo)];
    bool const leaves = age >= 18 && age - 18 >= static_cast<int>(years * (0.5 + rank) + 0.5);
    return !leaves ? now : draw < static_cast<float>(d.neither_share) ? Track::none : Track::work;
}

// Some youths of a block.
struct Some {
    std::size_t count = 0;
    BlockOf<std::uint32_t> place;  // within the block
    BlockOf<YouthIdentity> who;

    void add_if(bool included, std::size_t k, YouthIdentity one)
    {
        place[count] = static_cast<std::uint32_t>(k);
        who[count] = one;
        count += included;
    }
    std::span<YouthIdentity const> all() const { return {who.data(), count}; }
};

// A block of youths, all present ones a year older.
class YearOn {
public:
    YearOn(World& world, MonthRandom const& random, std::size_t begin, std::size_t end, Turn* turn)
        : d_{world.demography}, random_{random}, for_life_{random.key(), 0}, count_{end - begin}, turn_{turn}, who_{world.youths.identity.data() + begin},
          age_{world.youths.school_age.data() + begin}, track_{world.youths.track.data() + begin}, school_{world.youths.school.data() + begin},
          group_{world.youths.class_group.data() + begin}, club_{world.youths.club.data() + begin}
    {
        auto const* const present = world.youths.present.data() + begin;
        // An imported youth may be past the oldest age, and leaves now: no table by age has room for more than a year beyond it.
        for (std::size_t k = 0; k < count_; ++k) age_[k] = static_cast<std::uint8_t>(std::min<int>(age_[k] + present[k], oldest_age + 1));
        for (std::size_t k = 0; k < count_; ++k) turn_[k] = (present[k] != 0) & (age_[k] > oldest_age) ? Turn::departs : Turn::stays;
        for (std::size_t k = 0; k < count_; ++k) here_[k] = present[k] != 0 && age_[k] <= oldest_age ? age_[k] : std::uint8_t{0};
        for (std::size_t k = 0; k < count_; ++k) eldest_ = here_[k] > eldest_ ? here_[k] : eldest_;
    }

    // Clubs have fewer members from 18 on.
    void leave_clubs()
    {
        if (eldest_ < 18 || d_.places_per_cohort == 0) return;
        choose([this](std::size_t k) { return here_[k] == 18; });
        for_life_.blocks(some_.all(), club_life, bits_);
        for (std::size_t n = 0; n < some_.count; ++n)
            if (uniform(bits_[n][0]) >= static_cast<float>(d_.club_share_18)) club_[some_.place[n]] = {};
    }

    // Who ends a track goes on to the next, to a group that goes with it.
    void change_tracks()
    {
        if (eldest_ < 16) return;
        choose([this](std::size_t k) { return (here_[k] >= 16) & (track_[k] < Track::work); });
        for_life_.blocks(some_.all(), career, bits_);
        Some movers;
        BlockOf<std::uint32_t> to;
        for (std::size_t n = 0; n < some_.count; ++n) {
            auto const k = some_.place[n];
            auto const next = next_track(d_, track_[k], age_[k], uniform(bits_[n][0]), uniform(bits_[n][in_secondary(track_[k]) ? 1 : 2]));
            to[movers.count] = static_cast<std::uint32_t>(next);
            movers.add_if(next != track_[k], k, some_.who[n]);
        }
        for_life_.blocks(movers.all(), group, std::span<std::uint32_t const>{to.data(), movers.count}, bits_);
        for (std::size_t n = 0; n < movers.count; ++n) {
            auto const k = movers.place[n];
            turn_[k] = Turn::moves;
            track_[k] = static_cast<Track>(to[n]);
            if (!in_secondary(track_[k])) school_[k] = {};
            group_[k] = later_group(d_, cohort_of(who_[k]), track_[k], uniform(bits_[n][0]));
        }
    }

    // Classes are made anew: a share of pupils and students goes to another class of the same school and track.
    void reshuffle_classes(float share)
    {
        if (eldest_ == 0 || d_.classes_per_cohort == 0) return;
        choose([this](std::size_t k) { return (here_[k] > 0) & (turn_[k] == Turn::stays) & (track_[k] < Track::work); });
        random_.blocks(some_.all(), reshuffle, bits_);
        for (std::size_t n = 0; n < some_.count; ++n) {
            auto const k = some_.place[n];
            auto const t = static_cast<std::size_t>(track_[k]);
            bool const pupil = in_secondary(track_[k]);
            auto const& first = pupil ? d_.first_class[school_[k].index][t] : d_.first_study_group[t - routes.size()];
            auto const& groups = pupil ? d_.classes_per_track[t] : d_.study_groups[t - routes.size()];
            auto const next = cohort_class(d_, cohort_of(who_[k]), first + pick(uniform(bits_[n][1]), groups));
            bool const moves = (uniform(bits_[n][0]) < share) & (next != group_[k]);
            turn_[k] = moves ? Turn::moves : Turn::stays;
            group_[k] = moves ? next : group_[k];
        }
    }

private:
    template <class Which>
    void choose(Which const& which)
    {
        some_.count = 0;
        for (std::size_t k = 0; k < count_; ++k) some_.add_if(which(k), k, who_[k]);
    }

    Demography const& d_;
    MonthRandom const& random_;
    MonthRandom for_life_;
    std::size_t count_;
    Turn* turn_;
    YouthIdentity const* who_;
    std::uint8_t* age_;
    Track* track_;
    SchoolId* school_;
    ClassId* group_;
    ClubId* club_;
    std::uint8_t eldest_ = 0;
    BlockOf<std::uint8_t> here_;  // ages of those who are present and stay in town, else 0
    Some some_;
    BlockOf<RandomBlock> bits_;
};

}  // namespace

void grow_older(World& world, double reshuffled, MonthRandom const& random, std::size_t begin, std::size_t end, Turn* turn)
{
    YearOn year{world, random, begin, end, turn};
    year.leave_clubs();
    year.change_tracks();
    year.reshuffle_classes(static_cast<float>(reshuffled));
}

}  // namespace pijler
