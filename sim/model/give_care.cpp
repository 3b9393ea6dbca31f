#include "model/give_care.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> staying{62, "care.staying"};

// Whether a case ends this month without help: tired of waiting, or dropped out.
bool leaves(World const& world, Case const& one, CareParams const& p, MonthRandom const& random)
{
    double const chance = one.waits ? p.lost_waiting * (1.0 - static_cast<double>(world.services.bottlenecks)) : p.drop_out;
    return random.uniform(world.youths.identity[one.youth], staying) < static_cast<float>(chance);
}

}  // namespace

void describe(ParameterVisitor& visit, CareParams& p)
{
    visit("care.light_intake", p.light_intake, {"persons a month", 0.0, 30.0, "youths taken into light help, in a town of 20,000 youths", "prototype", Grade::J});
    visit("care.treatment_intake", p.treatment_intake, {"persons a month", 0.0, 30.0, "youths taken into treatment, in a town of 20,000 youths", "prototype", Grade::J});
    visit("care.months", p.months, {"months", 1.0, 24.0, "length of light help and of treatment", "prototype", Grade::J});
    visit("care.drop_out", p.drop_out, {"per month", 0.0, 0.2, "drop-out of help: .6 to .85 stay for six months", "evidence2026", Grade::B});
    visit("care.lost_waiting", p.lost_waiting, {"per month", 0.0, 0.4, "youths who stop waiting", "prototype", Grade::J});
}

void let_wait(World& world, std::vector<NewCase>& sent)
{
    std::ranges::sort(sent, {}, [](NewCase const& one) { return std::pair{one.rank, one.help.youth}; });
    for (auto const& [help, rank] : sent) {
        world.cases.push_back(help);
        world.youths.care[help.youth] = Care::waits;
        world.happenings.push_back({help.youth, Happens::referral});
    }
}

std::size_t room_for(double a_month, World const& world, int month)
{
    double const scale = world.services.intake_scale;
    if (scale == 0.0) return std::numeric_limits<std::size_t>::max();
    double const rate = a_month * scale;
    return static_cast<std::size_t>(std::floor(rate * (month + 1)) - std::floor(rate * month));
}

void give_care(World& world, CareParams const& params, MonthRandom const& random)
{
    auto& y = world.youths;
    std::array<std::size_t, care_states> free{0, 0, room_for(params.light_intake * static_cast<double>(world.services.light_places), world, random.month()),
                                              room_for(params.treatment_intake * static_cast<double>(world.services.treatment_places), world, random.month())};
    std::erase_if(world.cases, [&](Case& one) {
        if (one.months < 255) ++one.months;
        if (one.waits && free[static_cast<std::size_t>(one.help)] > 0) {
            --free[static_cast<std::size_t>(one.help)];
            one.waits = false;
            one.months = 0;
            y.care[one.youth] = one.help;
            world.happenings.push_back({one.youth, Happens::signal_served});
            return false;
        }
        bool const through = !one.waits && one.months >= static_cast<std::uint8_t>(params.months);
        if (!through && !leaves(world, one, params, random)) return false;
        if (one.waits) world.happenings.push_back({one.youth, Happens::signal_lost});
        y.care[one.youth] = Care::none;
        return true;
    });
}

}  // namespace pijler
