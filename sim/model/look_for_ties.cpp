#include "model/look_for_ties.hpp"

#include "model/tie_rows.hpp"

#include <algorithm>

namespace pijler {
namespace {

// Youths who look for the same, and whom each look is about.
struct Looks {
    std::size_t count = 0;
    BlockOf<std::uint32_t> youth, other;

    YouthId from(std::size_t n) const { return {youth[n]}; }
    YouthId to(std::size_t n) const { return {other[n]}; }

    void add_if(bool looks, std::uint32_t one)
    {
        youth[count] = one;
        count += looks;
    }
    // What lies behind the last look belongs to nobody, so that looks can be taken in whole vectors.
    void pad(YouthId nobody)
    {
        for (auto n = count; n < TieRows::in_vectors(count); ++n) youth[n] = other[n] = nobody.index;
    }
};

template <class Act>
void in_stretches(Looks const& looks, Act const& act)
{
    for (std::size_t begin = 0; begin < looks.count; begin += TieRows::most) act(begin, std::min(TieRows::most, looks.count - begin));
}

using Stretch = std::array<std::uint32_t, TieRows::most + TieRows::lanes>;

// Each look's `other` becomes one of the youth's friends, picked by the hash; nobody for who has none.
void pick_friends(TieRows const& own, PairHash const& hash, std::uint32_t nobody, std::size_t count, std::uint32_t const* youth, std::uint32_t* other)
{
    Stretch chooser;
    for_lanes(TieRows::in_vectors(count), [&](std::size_t n) { chooser[n] = hash.from({youth[n]}); });
    own.pick(chooser.data(), nobody, count, [nobody](std::size_t, std::uint32_t one) { return one != nobody; }, other);
}

IN_VECTORS void look_at_friends(Judge const& judge, Looks& looks)
{
    auto const& y = judge.y();
    TieRows own;
    in_stretches(looks, [&](std::size_t begin, std::size_t count) {
        own.gather(y, &looks.youth[begin], count);
        pick_friends(own, judge.to_drop, judge.nobody.index, count, &looks.youth[begin], &looks.other[begin]);
    });
}

// Each look's `other` becomes a friend of a friend who is none of the youth's yet; nobody where there is none.
IN_VECTORS void look_through_friends(Judge const& judge, Looks& looks)
{
    auto const& y = judge.y();
    auto const nobody = judge.nobody.index;
    std::array<TieRows, block_size / TieRows::most> rows;
    TieRows theirs;
    Stretch chooser;
    in_stretches(looks, [&](std::size_t begin, std::size_t count) {
        auto const* const youth = &looks.youth[begin];
        auto* const other = &looks.other[begin];
        auto& own = rows[begin / TieRows::most];
        own.gather(y, youth, count);
        pick_friends(own, judge.between, nobody, count, youth, other);
        for_lanes(count, [&](std::size_t n) { other[n] = other[n] == nobody ? youth[n] : other[n]; });  // whose friends are all the youth's
        for (std::size_t n = 0; n < count; ++n) TieRows::expect(y, {other[n]});
    });
    in_stretches(looks, [&](std::size_t begin, std::size_t count) {
        auto const* const youth = &looks.youth[begin];
        auto* const other = &looks.other[begin];
        for_lanes(TieRows::in_vectors(count), [&](std::size_t n) { chooser[n] = judge.to_meet.from({youth[n]}); });
        auto const& own = rows[begin / TieRows::most];
        theirs.gather(y, other, count);
        theirs.pick(chooser.data(), nobody, count,
                    [&own, youth, nobody](std::size_t n, std::uint32_t one) { return own.lacks(n, one) & (one != nobody) & (one != youth[n]); }, other);
    });
}

// Each look's `other` becomes a member of the youth's class or club who is no friend yet; nobody if the draw falls on another.
IN_VECTORS void look_in_circle(Judge const& judge, Looks& looks)
{
    auto const& y = judge.y();
    auto const nobody = judge.nobody.index;
    BlockOf<float> draw;
    BlockOf<YouthId const*> member;
    for_lanes(looks.count, [&](std::size_t n) { draw[n] = uniform(judge.whom.directed(looks.from(n), looks.from(n))); });
    for (std::size_t n = 0; n < looks.count; ++n) {
        member[n] = judge.from_circle(looks.from(n), draw[n]);
        __builtin_prefetch(member[n]);
    }
    for (std::size_t n = 0; n < looks.count; ++n) looks.other[n] = member[n]->index;
    TieRows own;
    in_stretches(looks, [&](std::size_t begin, std::size_t count) {
        auto const* const youth = &looks.youth[begin];
        auto* const other = &looks.other[begin];
        own.gather(y, youth, count);
        for_lanes(TieRows::in_vectors(count), [&](std::size_t n) {
            other[n] = (own.lacks(n, other[n]) & (other[n] != youth[n])) ? other[n] : nobody;
        });
    });
}

// Leaves out looks that are about nobody, and tells who made them; asks for what the others are seen as.
template <class Otherwise>
void keep(Judge const& judge, Looks& looks, Otherwise const& otherwise)
{
    auto const nobody = judge.nobody.index;
    auto const* const seen = judge.seen.data();
    std::size_t kept = 0;
    for (std::size_t n = 0; n < looks.count; ++n) {
        auto const youth = looks.youth[n], other = looks.other[n];
        looks.youth[kept] = youth;
        looks.other[kept] = other;
        __builtin_prefetch(seen + other);
        kept += other != nobody;
        otherwise(other == nobody, youth);
    }
    looks.count = kept;
}
void keep(Judge const& judge, Looks& looks)
{
    keep(judge, looks, [](bool, std::uint32_t) {});
}

// Looks that become proposals, by the youth's own judgement; returns how many are added.
template <class Bound, class Decide>
IN_VECTORS std::size_t judge_looks(Judge const& judge, PairHash const& hash, Looks const& looks, Bound const& bounds, Decide const& decides, Proposal* proposals)
{
    std::size_t proposed = 0;
    Looks open;
    BlockOf<float> draw, open_draw;
    for_lanes(looks.count, [&](std::size_t n) { draw[n] = uniform(hash.directed(looks.from(n), looks.to(n))); });
    for (std::size_t n = 0; n < looks.count; ++n) {
        auto const [least, most] = bounds(looks.from(n), looks.to(n));
        proposals[proposed] = {looks.from(n), looks.to(n)};
        proposed += draw[n] < least;
        open.youth[open.count] = looks.youth[n];
        open.other[open.count] = looks.other[n];
        open_draw[open.count] = draw[n];
        open.count += (draw[n] >= least) & (draw[n] < most);
    }
    for (std::size_t n = 0; n < open.count; ++n) TieRows::expect(judge.y(), open.to(n));
    TieRows own, theirs;
    Stretch common;
    in_stretches(open, [&](std::size_t begin, std::size_t count) {
        own.gather(judge.y(), &open.youth[begin], count);
        theirs.gather(judge.y(), &open.other[begin], count);
        own.count_common(theirs, judge.nobody.index, count, common.data());
        for (std::size_t n = 0; n < count; ++n) {
            auto const known = std::min<std::size_t>(common[n], Chances::commons - 1);
            proposals[proposed] = {open.from(begin + n), open.to(begin + n)};
            proposed += decides(open.from(begin + n), open.to(begin + n), known, open_draw[begin + n]);
        }
    });
    return proposed;
}

}  // namespace

// In passes over the block, so that reading the rows of friends overlaps.
void look_for_ties(Judge const& judge, Lookers const& lookers, Proposals& proposals)
{
    auto const nobody = judge.nobody;
    Looks fewer, by_friends, by_circle;
    for (std::size_t n = 0; n < lookers.count; ++n) {
        // The draw's remainder tells where the youth looks for one more.
        auto const youth = lookers.youth[n];
        TieRows::expect(judge.y(), {youth});
        float const draw = lookers.draw[youth % block_size];
        float const wants_fewer = judge.chances.wants_fewer(judge.seen[{youth}]);
        bool const drops = draw < wants_fewer;
        bool const asks = draw - wants_fewer < judge.through_friends * judge.chances.wants_more(judge.seen[{youth}]);
        fewer.add_if(drops, youth);
        by_friends.add_if(!drops & asks, youth);
        by_circle.add_if(!drops & !asks, youth);
    }
    fewer.pad(nobody);
    look_at_friends(judge, fewer);
    keep(judge, fewer);
    by_friends.pad(nobody);
    look_through_friends(judge, by_friends);
    keep(judge, by_friends, [&](bool none, std::uint32_t youth) { by_circle.add_if(none, youth); });  // no friend with another friend
    by_circle.pad(nobody);
    look_in_circle(judge, by_circle);
    keep(judge, by_circle);

    BlockOf<Proposal> made;
    auto const dropping = [&](YouthId youth, YouthId other) { return judge.of_dropping(youth, other); };
    auto const drops = [&](YouthId youth, YouthId other, std::size_t common, float draw) { return judge.drops(youth, other, common, draw); };
    auto const forms = [&](YouthId youth, YouthId other, std::size_t common, float draw) { return judge.forms(youth, other, common, draw); };
    auto const forming = [&](std::size_t common) { return [&judge, common](YouthId youth, YouthId other) { return judge.of_forming(youth, other, common); }; };
    auto const hand_in = [&](std::size_t count, std::vector<Proposal>& list) {
        if (list.capacity() < count) list.reserve(count + count / 2);
        list.assign(made.begin(), made.begin() + static_cast<std::ptrdiff_t>(count));
    };
    hand_in(judge_looks(judge, judge.dropped, fewer, dropping, drops, made.data()), proposals.drop);
    auto const through_friends = judge_looks(judge, judge.formed, by_friends, forming(1), forms, made.data());
    hand_in(through_friends + judge_looks(judge, judge.formed, by_circle, forming(0), forms, made.data() + through_friends), proposals.form);
}

}  // namespace pijler
