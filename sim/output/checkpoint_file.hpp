// What a run that ended early keeps: the result of the replicates that are finished, and the state of those in hand.
//
// One file: the result, as any result file, then the states, then a seal of all. Programs that read results see the finished replicates.
#pragma once

#include "output/image.hpp"
#include "output/result_file.hpp"

#include <memory>

namespace pijler {

// A replicate between two months, as bytes that only the program which made them understands.
using State = std::shared_ptr<Image const>;
struct KeptReplicate {
    std::uint32_t replicate = 0;
    State state;
};

struct KeptRun {
    ResultFile finished;  // without dimensions and variables where no replicate is
    std::string program;  // which made the states; empty where there are none
    std::vector<KeptReplicate> in_hand;
    std::filesystem::path file = {};  // it was read from
};

// Throws StatusError as write_result does.
void write_checkpoint(std::filesystem::path const& path, KeptRun const& kept, Existing existing);

// Also of a plain result, whose replicates are all finished. Throws StatusError as read_result does.
KeptRun read_checkpoint(std::filesystem::path const& path);

}  // namespace pijler
