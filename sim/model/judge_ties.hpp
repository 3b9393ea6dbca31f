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
    explicit Chances(FriendshipParams const& p)
    {
        for (std::size_t alike = 0; alike < 4; ++alike)
            for (std::size_t years = 0; years < 16; ++years)
                for (std::size_t common = 0; common < commons; ++common) {
                    double const attraction = (alike & 2U ? 0.0 : p.same_sex) + (alike & 1U ? -p.selection : p.selection) +
                                              p.age_gap * static_cast<double>(years) + p.common_friends * static_cast<double>(common);
                    auto const place = (alike * 16 + years) * commons + common;
                    forms_[place] = chance(p.form_intercept + attraction);
                    drops_[0][place] = chance(p.drop_intercept - attraction);
                    drops_[1][place] = chance(p.drop_intercept - attraction + p.drop_outside_class);
                }
        for (int gap = -15; gap <= 15; ++gap) wants_fewer_[static_cast<std::size_t>(gap + 15)] = chance(p.degree_pull * gap);
    }

    // Of a youth who looks at a tie, that the look is for one fewer.
    float wants_fewer(Appearance youth) const { return wants_fewer_[(youth & 15U) + 15U - (youth >> 4 & 15U)]; }
    // By the number of common friends: that a possible friend becomes one, as far as `one` is concerned, or that a friend is dropped.
    float const* forms(Appearance one, Appearance other) const { return &forms_[place(one, other)]; }
    float const* drops(Appearance one, Appearance other, bool classmates) const { return &drops_[classmates ? 0 : 1][place(one, other)]; }

    static constexpr std::size_t commons = 5;  // more than four common friends attract no more

private:
    static float chance(double log_odds) { return logistic(static_cast<float>(log_odds)); }
    static std::size_t place(Appearance one, Appearance other)
    {
        auto const years = std::abs((one >> 8 & 15) - (other >> 8 & 15));
        auto const alike = (one ^ other) >> 12;
        return static_cast<std::size_t>(alike * 16 + years) * commons;
    }
    using ByLikeness = std::array<float, 4 * 16 * commons>;
    ByLikeness forms_;
    std::array<ByLikeness, 2> drops_;  // within a class, outside it
    std::array<float, 31> wants_fewer_;
};

// Chooses and judges on the state at the start of the month.
struct Judge {
    Judge(World const& of, Column<YouthId, Appearance> const& appearances, FriendshipParams const& p, MonthRandom const& month)
        : world{of}, seen{appearances}, to_drop{month.pair_hash(drop_pick)}, dropped{month.pair_hash(drop_accept)}, between{month.pair_hash(via)},
          to_meet{month.pair_hash(candidate)}, formed{month.pair_hash(form_accept)}, whom{month.pair_hash(member)},
          chances{p}, through_friends{static_cast<float>(p.through_friends)}, through_class{static_cast<float>(p.through_class)}
    {
    }

    World const& world;
    Column<YouthId, Appearance> const& seen;
    PairHash to_drop, dropped, between, to_meet, formed, whom;
    Chances chances;
    float through_friends, through_class;

    Youths const& y() const { return world.youths; }
    TieRow const& ties(YouthId youth) const { return y().ties[youth]; }

    // The one in a row with the smallest keyed rank, `out` left out; nobody when none is left. The place stands in a rank's lowest bits.
    YouthId pick(std::uint32_t chooser, TieRow const& row, TieLanes const& out) const
    {
        using Four = TieLanes::Four;
        constexpr std::uint32_t places = 15;
        static_assert(tie_capacity == 12 && tie_capacity < places);
        TieLanes const lanes{row};
        auto const rank = [&](std::uint32_t four) -> Four {
            return (PairHash::rank(chooser, lanes.part()[four]) & ~places) | (Four{0, 1, 2, 3} + 4 * four) | out.part()[four];
        };
        auto const smaller = [](Four const& a, Four const& b) -> Four { return a < b ? a : b; };
        Four const best = smaller(smaller(rank(0), rank(1)), rank(2));
        auto const smallest = std::min(std::min(best[0], best[1]), std::min(best[2], best[3]));
        return smallest == ~std::uint32_t{0} ? y().nobody() : row[smallest & places];
    }
    YouthId pick(std::uint32_t chooser, TieRow const& row) const { return pick(chooser, row, TieLanes{row}.holding(y().nobody())); }

    std::size_t common_friends(YouthId a, YouthId b) const
    {
        auto const common = TieLanes{ties(a)}.among(ties(b)).without(TieLanes{ties(a)}.holding(y().nobody())).count();
        return std::min(static_cast<std::size_t>(common), Chances::commons - 1);
    }

    bool drops(YouthId youth, YouthId other) const
    {
        float const draw = uniform(dropped.directed(youth, other));
        // Class and common friends are looked up only where they decide.
        auto const* inside = chances.drops(seen[youth], seen[other], true);
        auto const* outside = chances.drops(seen[youth], seen[other], false);
        if (draw >= inside[0] && draw >= outside[0]) return false;
        bool const classmates = y().class_group[youth] == y().class_group[other] && y().class_group[youth].index != 0;
        return draw < (classmates ? inside : outside)[common_friends(youth, other)];
    }

    // `at_least`: common friends known of.
    bool forms(YouthId youth, YouthId other, std::size_t at_least) const
    {
        auto const* chance = chances.forms(seen[youth], seen[other]);
        float const welcome = 1.0F - chances.wants_fewer(seen[other]);
        float const draw = uniform(formed.directed(youth, other));
        if (draw < chance[at_least] * welcome) return true;
        if (draw >= chance[Chances::commons - 1] * welcome) return false;
        return draw < chance[common_friends(youth, other)] * welcome;
    }

    // A member of the class or club. Membership is the same in every arm, so a position in its list is as stable as a keyed hash.
    YouthId from_circle(YouthId youth) const
    {
        float const draw = uniform(whom.directed(youth, youth));
        bool const in_club = y().club[youth].index != 0;
        bool const of_class = !in_club || draw < through_class;
        auto const members = of_class ? world.classes.members.of(y().class_group[youth]) : world.clubs.members.of(y().club[youth]);
        if (members.size() < 2) return y().nobody();
        float const place = of_class ? draw / (in_club ? through_class : 1.0F) : (draw - through_class) / (1.0F - through_class);
        auto const other = members[std::min(members.size() - 1, static_cast<std::size_t>(place * static_cast<float>(members.size())))];
        return other == youth || tied(y(), youth, other) ? y().nobody() : other;
    }

    // A friend of the go-between who is no friend yet.
    YouthId friend_of(YouthId middle, YouthId youth) const
    {
        TieLanes const theirs{ties(middle)};
        auto out = theirs.among(ties(youth));
        out |= theirs.holding(youth);
        out |= theirs.holding(y().nobody());
        return pick(to_meet.from(youth), ties(middle), out);
    }
};

}  // namespace pijler
