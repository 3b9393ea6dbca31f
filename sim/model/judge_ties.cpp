#include "model/judge_ties.hpp"

namespace pijler {
namespace {

// From log-odds.
IN_VECTORS void to_chances(float* odds, std::size_t count)
{
    for_lanes(count, [odds](std::size_t n) { odds[n] = logistic(odds[n]); });
}

}  // namespace

Chances::Chances(FriendshipParams const& p)
{
    for (std::size_t alike = 0; alike < 4; ++alike)
        for (std::size_t years = 0; years < 16; ++years)
            for (std::size_t common = 0; common < commons; ++common) {
                double const attraction = (alike & 2U ? 0.0 : p.same_sex) + (alike & 1U ? -p.selection : p.selection) +
                                          p.age_gap * static_cast<double>(years) + p.common_friends * static_cast<double>(common);
                auto const place = (alike * 16 + years) * commons + common;
                forms_[place] = static_cast<float>(p.form_intercept + attraction);
                drops_[0][place] = static_cast<float>(p.drop_intercept - attraction);
                drops_[1][place] = static_cast<float>(p.drop_intercept - attraction + p.drop_outside_class);
            }
    for (int gap = -15; gap <= 15; ++gap) wants_fewer_[static_cast<std::size_t>(gap + 15)] = static_cast<float>(p.degree_pull * gap);
    to_chances(forms_.data(), forms_.size());
    for (auto& drops : drops_) to_chances(drops.data(), drops.size());
    to_chances(wants_fewer_.data(), wants_fewer_.size());
    for (std::size_t n = 0; n < wants_fewer_.size(); ++n) wants_more_[n] = 1.0F - wants_fewer_[n];
}

}  // namespace pijler
