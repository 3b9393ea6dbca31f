// Centre and population standard deviation of each predictor, so that coefficients are log-odds per standard deviation of a
// centred predictor. Conventions, not results: a changed scale only rescales the coefficient. Source: prototype runs (J).
#pragma once

namespace pijler {

struct Scale {
    float centre;
    float sd;
    constexpr float operator()(float value) const { return (value - centre) * (1.0F / sd); }
};

namespace scale {
inline constexpr Scale impulsivity{0.50F, 0.18F};
inline constexpr Scale sensation_seeking{0.50F, 0.18F};
inline constexpr Scale descriptive_norm{0.15F, 0.10F};
inline constexpr Scale friends_use{0.07F, 0.12F};  // among those who do not use it then varies by as much as the descriptive norm
inline constexpr Scale injunctive_norm{0.25F, 0.10F};
inline constexpr Scale approval{0.25F, 0.10F};
inline constexpr Scale perceived_risk{0.60F, 0.15F};
inline constexpr Scale curiosity{0.20F, 0.06F};
inline constexpr Scale refusal{0.50F, 0.15F};
inline constexpr Scale bond{0.60F, 0.15F};
inline constexpr Scale parental_disapproval{0.35F, 0.12F};
}  // namespace scale

}  // namespace pijler
