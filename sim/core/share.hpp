// A number in [0, 1] in two bytes.
#pragma once

#include <cstdint>

namespace pijler {

// In steps of 1/65535, so that 0 and 1 are exact; what lies outside becomes the nearer of them. For what is drawn once;
// what moves by small steps is held in single precision.
class Share {
public:
    Share() = default;
    Share(float value)  // NOLINT(google-explicit-constructor): a column of shares is read and written as one of numbers
        : steps_{static_cast<std::uint16_t>(static_cast<std::int32_t>((value > 0.0F ? value < 1.0F ? value : 1.0F : 0.0F) * most + 0.5F))}
    {
    }
    operator float() const { return static_cast<float>(static_cast<std::int32_t>(steps_)) * step; }  // NOLINT(google-explicit-constructor)

    friend bool operator==(Share, Share) = default;

    static constexpr float most = 65535.0F;
    static constexpr float step = 1.0F / most;

private:
    std::uint16_t steps_ = 0;
};

}  // namespace pijler
