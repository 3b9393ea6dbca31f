// Who uses among the youths of a block.
#pragma once

#include "core/parallel.hpp"
#include "model/world.hpp"

#include <span>

namespace pijler {

// Calls act(youth) for each user of a block [begin, end), in order. They are listed first without a branch, which nobody could foretell.
template <class Act>
inline void for_each_user(Youths const& y, std::size_t begin, std::size_t end, Act const& act)
{
    BlockOf<YouthId> users;
    std::size_t count = 0;
    for (YouthId youth{static_cast<std::uint32_t>(begin)}; youth.index < end; ++youth.index) {
        users[count] = youth;
        count += uses(y.stage[youth]) ? 1 : 0;
    }
    for (auto const user : std::span{users}.first(count)) act(user);
}

}  // namespace pijler
