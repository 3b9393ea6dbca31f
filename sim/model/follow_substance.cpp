#include "model/follow_substance.hpp"

#include "model/decide_use.hpp"

#include <array>

namespace pijler {
namespace {

// Of each school age; places of those who left hold a year more than the oldest.
template <class Value>
using ByAge = std::array<Value, oldest_age + 2>;

// The share of each school age that ever used.
ByAge<float> ever_used(Youths const& y, Column<YouthId, Stage> const& stages)
{
    ByAge<int> youths{}, users{};
    auto const* const age = y.school_age.data();
    auto const* const present = y.present.data();
    auto const* const stage = stages.data();
    for (std::size_t i = 0; i < y.count();) {
        // Those of an age lie side by side: their sums are kept at hand.
        auto const of = age[i];
        int here = 0, used = 0;
        for (; i < y.count() && age[i] == of; ++i) {
            here += present[i];
            used += present[i] & (stage[i] != Stage::never);
        }
        youths[of] += here;
        users[of] += used;
    }
    ByAge<float> share{};
    for (std::size_t n = 0; n < share.size(); ++n) share[n] = youths[n] > 0 ? static_cast<float>(users[n]) / static_cast<float>(youths[n]) : 0.0F;
    return share;
}

}  // namespace

void follow_substance(World& world, World const& followed, AcceptanceParams const& params)
{
    auto& y = world.youths;
    auto const weight = static_cast<float>(params.followed);
    std::array<ByAge<float>, 2> added{};  // for those who never used and who did
    auto const share = ever_used(y, followed.youths.stage);
    for (std::size_t age = 0; age < share.size(); ++age)
        for (std::size_t ever = 0; ever < added.size(); ++ever) added[ever][age] = weight * (static_cast<float>(ever) - share[age]);
    find_proneness(world, params, 0, y.count());
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index)
        y.proneness[youth] += y.present[youth] ? added[followed.youths.stage[youth] != Stage::never][y.school_age[youth]] : 0.0F;
}

}  // namespace pijler
