// The looks of a block of youths: whom each considers, and what comes of it. ODD, "Friendship".
#pragma once

#include "model/judge_ties.hpp"

namespace pijler {

// Youths of a block who look at a tie, each with a uniform.
struct Lookers {
    std::size_t count = 0;
    BlockOf<std::uint32_t> youth;
    BlockOf<float> draw;
};

// Renews the proposals of a block.
void look_for_ties(Judge const& judge, Lookers const& lookers, Proposals& proposals);

}  // namespace pijler
