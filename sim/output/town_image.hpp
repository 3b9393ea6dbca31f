// A town as it stands between two months, as bytes: for keeping it and going on with it, on machines of one kind.
#pragma once

#include "output/image.hpp"
#include "simulation/town.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pijler {

// `made_from`: everything that the town follows from, in words.
Image image_of(Town const& town, std::string_view made_from);

// The town that goes on as the kept one would, bit for bit; nothing if the bytes are damaged, or of a town made from anything else.
std::optional<Town> town_in(std::string_view image, std::string_view made_from);

// The same as part of a larger image. What a layer shares with the layer of `like` (of the same people; perhaps the town itself, or of another
// arm), or with the first of its own, is written once: most of it, since the people are the same.
std::size_t size_of_image(Town const& town);  // at most
void write_town(ImageWriter& write, Town const& town, Town const& like);
// `town` has as many layers as the written one, and may be `like`.
void read_town(ImageReader& read, Town& town, Town const& like);

}  // namespace pijler
