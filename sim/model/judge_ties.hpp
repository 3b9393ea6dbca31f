// Whom a youth considers as a friend, and how a tie is judged: on the state at the start of the month, by keyed hashes of pairs. ODD,
// "Friendship".
#pragma once

#include "core/math.hpp"
#include "model/befriend.hpp"

#include <algorithm>
#include <array>

namespace pijler {

inline constexpr Purpose<YouthIdentity> drop_pick{14, "friendship.drop_pick"};
inline constexpr Purpose<YouthIdentity> drop_accept{15, "friendship.drop_accept"};
inline constexpr Purpose<YouthIdentity> via{16, "friendship.via"};
inline constexpr Purpose<YouthIdentity> candidate{17, "friendship.candidate"};
inline constexpr Purpose<YouthIdentity> form_accept{18, "friendship.form_accept"};
inline constexpr Purpose<YouthIdentity> member{24, "friendship.member"};

// Chances by what two youths have alike, reckoned once a month.
class Chances {
public:
    explicit Chances(FriendshipParams const& params);

    // Of a youth who looks at a tie, that the look is for one fewer.
    float wants_fewer(Appearance youth) const { return wants_fewer_[too_many(youth)]; }
    float wants_more(Appearance youth) const { return wants_more_[too_many(youth)]; }
    // By the number of common friends: that a possible friend becomes one, as far as `one` is concerned, or that a friend is dropped.
    float const* forms(Appearance one, Appearance other) const { return &forms_[place(one, other)]; }
    float const* drops(Appearance one, Appearance other, bool classmates) const { return &drops_[classmates ? 0 : 1][place(one, other)]; }

    static constexpr std::size_t commons = 5;  // more than four common friends attract no more

private:
    static std::size_t too_many(Appearance youth) { return (youth & 15U) + 15U - (youth >> 4 & 15U); }
    static std::size_t place(Appearance one, Appearance other)
    {
        auto const years = std::abs((one >> 8 & 15) - (other >> 8 & 15));
        auto const alike = (one ^ other) >> 12;
        return static_cast<std::size_t>(alike * 16 + years) * commons;
    }
    using ByLikeness = std::array<float, 4 * 16 * commons>;
    ByLikeness forms_;
    std::array<ByLikeness, 2> drops_;  // within a class, outside it
    std::array<float, 31> wants_fewer_, wants_more_;
};

// Chooses and judges on the state at the start of the month.
struct Judge {
    Judge(World const& of, Column<YouthId, Appearance> const& appearances, FriendshipParams const& p, MonthRandom const& month)
        : world{of}, nobody{of.youths.nobody()}, seen{appearances}, to_drop{month.pair_hash(drop_pick)}, dropped{month.pair_hash(drop_accept)}, between{month.pair_hash(via)},
          to_meet{month.pair_hash(candidate)}, formed{month.pair_hash(form_accept)}, whom{month.pair_hash(member)},
          chances{p}, through_friends{static_cast<float>(p.through_friends)}, through_class{static_cast<float>(p.through_class)}
    {
    }

    World const& world;
    YouthId nobody;
    Column<YouthId, Appearance> const& seen;
    PairHash to_drop, dropped, between, to_meet, formed, whom;
    Chances chances;
    float through_friends, through_class;

    Youths const& y() const { return world.youths; }

    // That a youth drops a friend under review, by the number of common friends. The class is looked up only where it decides.
    bool drops(YouthId youth, YouthId other, std::size_t common, float draw) const
    {
        auto const chance = [&](bool classmates) { return chances.drops(seen[youth], seen[other], classmates)[common]; };
        if (draw < std::min(chance(true), chance(false))) return true;
        if (draw >= std::max(chance(true), chance(false))) return false;
        return draw < chance(y().class_group[youth] == y().class_group[other] && y().class_group[youth].index != 0);
    }
    // That a possible friend becomes one.
    float forming(YouthId youth, YouthId other, std::size_t common) const
    {
        return chances.forms(seen[youth], seen[other])[common] * chances.wants_more(seen[other]);
    }
    bool forms(YouthId youth, YouthId other, std::size_t common, float draw) const { return draw < forming(youth, other, common); }
    // What these are at least and at most, so that common friends (and the class) are looked up only where they decide.
    struct Bounds {
        float least, most;
    };
    Bounds of_dropping(YouthId youth, YouthId other) const
    {
        float const inside = chances.drops(seen[youth], seen[other], true)[0], outside = chances.drops(seen[youth], seen[other], false)[0];
        return {0.0F, inside < outside ? outside : inside};
    }
    Bounds of_forming(YouthId youth, YouthId other, std::size_t at_least_common) const
    {
        auto const* const by_common = chances.forms(seen[youth], seen[other]);
        float const wants_more = chances.wants_more(seen[other]);
        return {by_common[at_least_common] * wants_more, by_common[Chances::commons - 1] * wants_more};
    }

    // Where a member of the class or club stands; nobody where there is no other. Membership is the same in every arm, so a position in its
    // list is as stable as a keyed hash.
    YouthId const* from_circle(YouthId youth, float draw) const
    {
        bool const in_club = y().club[youth].index != 0;
        bool const of_class = !in_club || draw < through_class;
        auto const members = of_class ? world.classes.members.of(y().class_group[youth]) : world.clubs.members.of(y().club[youth]);
        if (members.size() < 2) return &nobody;
        float const place = of_class ? draw / (in_club ? through_class : 1.0F) : (draw - through_class) / (1.0F - through_class);
        return members.data() + std::min(members.size() - 1, static_cast<std::size_t>(place * static_cast<float>(members.size())));
    }
};

}  // namespace pijler
