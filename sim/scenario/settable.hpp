// The paths that --set knows.
#pragma once

#include "scenario/draft.hpp"

namespace pijler {

// "did you mean 'x'?", or what kinds of paths there are.
std::string meant_by(std::string const& path, std::vector<ArmDraft> const& arms, Vocabulary const& vocabulary);

}  // namespace pijler
