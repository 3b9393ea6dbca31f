#include "model/follow_substance.hpp"

#include "model/decide_use.hpp"

namespace pijler {

void follow_substance(World& world, World const& followed, AcceptanceParams const& params)
{
    constexpr std::size_t ages = oldest_age + 1;
    std::array<int, ages> youths{}, users{};
    auto& y = world.youths;
    auto const& stage = followed.youths.stage;
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (!y.present[youth]) continue;
        ++youths[y.school_age[youth]];
        users[y.school_age[youth]] += stage[youth] != Stage::never;
    }
    find_proneness(world, params, 0, y.count());
    for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
        if (!y.present[youth]) continue;
        auto const age = y.school_age[youth];
        float const share = static_cast<float>(users[age]) / static_cast<float>(youths[age]);
        float const ever = stage[youth] != Stage::never ? 1.0F : 0.0F;
        y.proneness[youth] += static_cast<float>(params.followed) * (ever - share);
    }
}

}  // namespace pijler
