// Who uses among the youths of a block.
#pragma once

#include "model/world.hpp"

#include <bit>
#include <cstring>

namespace pijler {

// Calls act(youth) for each user in [begin, end), in order. Few use: eight stages at a time tell where they are.
template <class Act>
inline void for_each_user(Youths const& y, std::size_t begin, std::size_t end, Act const& act)
{
    // Those of use, and no others, have one of the two lowest bits.
    static_assert(static_cast<int>(Stage::former) == 4 && uses(Stage::occasional) && uses(Stage::regular) && uses(Stage::problematic));
    auto place = begin;
    for (std::uint64_t eight; place + sizeof eight <= end; place += sizeof eight) {
        std::memcpy(&eight, y.stage.data() + place, sizeof eight);
        auto using_now = (eight | eight >> 1) & 0x0101010101010101U;
        for (; using_now != 0; using_now &= using_now - 1)
            act(YouthId{static_cast<std::uint32_t>(place) + static_cast<std::uint32_t>(std::countr_zero(using_now)) / 8});
    }
    for (; place < end; ++place)
        if (uses(y.stage.data()[place])) act(YouthId{static_cast<std::uint32_t>(place)});
}

}  // namespace pijler
