// The looks of a block of youths: whom each considers, and what comes of it. ODD, "Friendship".
#pragma once

#include "model/judge_ties.hpp"

namespace pijler {

// Youths of a block who look at a tie.
struct Lookers {
    std::size_t count = 0;
    BlockOf<std::uint32_t> youth;
    BlockOf<float> draw;  // of each place in the block; below 0 for who does not look
};

// Renews the proposals of a block.
void look_for_ties(Judge const& judge, Lookers const& lookers, Proposals& proposals);

}  // namespace pijler
