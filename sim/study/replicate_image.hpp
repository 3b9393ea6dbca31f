// A replicate between two months as bytes: all that the rest of it follows from, beside its study, plan and number.
#pragma once

#include "study/line.hpp"

namespace pijler {

// How each begins.
struct ImageHead {
    std::int64_t month = 0;    // the next
    std::uint64_t layers = 0;
    std::uint64_t arms = 0;    // none in the run-in
};
// Nothing if the image is none.
std::optional<ImageHead> head_of(Image const& image);

// In the run-in, when `month` (<= 0) is next.
Image image_of(Town const& settling, int month);
// From month 0 on.
Image image_of(Lines const& lines, std::vector<EqualSpending> const& equal, int month);

// Brings back what was kept; false where the image is of another kind of replicate. The town has the layers, `lines` the shape that the
// replicate's study gives them.
bool read_image(Image const& image, Town& settling);
bool read_image(Image const& image, std::vector<EqualSpending>& equal);
bool read_image(Image const& image, Lines& lines);

}  // namespace pijler
