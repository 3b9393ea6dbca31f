// A town as it stands between two months, as bytes: for keeping it and going on with it, on machines of one kind.
#pragma once

#include "simulation/town.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pijler {

// `made_from`: everything that the town follows from, in words.
std::vector<unsigned char> image_of(Town const& town, std::string_view made_from);

// The town that goes on as the kept one would, bit for bit; nothing if the bytes are damaged, or of a town made from anything else.
std::optional<Town> town_in(std::string_view image, std::string_view made_from);

}  // namespace pijler
