#include "study/draw_priors.hpp"

#include "core/errors.hpp"
#include "core/hash.hpp"
#include "model/decide_use.hpp"
#include "model/perceive_norms.hpp"
#include "model/scales.hpp"

#include <algorithm>
#include <cmath>

namespace pijler {
namespace {

constexpr Purpose<TownIdentity> prior{4, "study.prior"};

constexpr double net_effect_sd = 0.10;
constexpr double typical_curiosity_moderator = 0.96;  // mean of (2 x trait mix)^2 is 1.10, of the age term over 12-15 .875

// Mean over the 12 months after contact of a gain that halves in `half_life` months.
double mean_over_year(double half_life)
{
    double const rate = std::log(2.0) / half_life;
    return (1.0 - std::exp(-12.0 * rate)) / (12.0 * rate);
}

// Log-odds of a first use, averaged over the year after one lesson, per unit of each effect of information.
struct InformationSlopes {
    double risk, curiosity, norm;
};

InformationSlopes information_slopes(ParameterValues const& values, double fit)
{
    AcceptanceParams acceptance;
    NormPerceptionParams norms;
    ParameterSetter set{values};
    describe(set, acceptance);
    describe(set, norms);
    double const risk = fit * (1.0 - scale::perceived_risk.centre) * -acceptance.risk / scale::perceived_risk.sd * mean_over_year(norms.risk_half_life);
    double const curiosity = (1.0 - fit) * typical_curiosity_moderator * (1.0 - scale::curiosity.centre) * acceptance.curiosity / scale::curiosity.sd *
                             mean_over_year(norms.curiosity_half_life);
    double const norm = (1.0 - fit) * (1.0 - scale::descriptive_norm.centre) * norms.peer_influence * acceptance.descriptive * (1.0 - acceptance.average_alter) /
                        scale::descriptive_norm.sd * mean_over_year(norms.shift_half_life);
    return {risk, curiosity, norm};
}

ParameterRow const& row(std::vector<ParameterRow> const& parameters, std::string_view name)
{
    auto const found = std::ranges::find(parameters, name, &ParameterRow::name);
    expect(found != parameters.end(), "a parameter of the joint prior is declared");
    return *found;
}

// A normal, drawn again until it falls in the range (at most 100 times, then clamped).
double truncated_normal(double mean, double sd, double low, double high, std::uint32_t which, MonthRandom const& random)
{
    for (std::uint32_t nth = 0; nth < 100; ++nth) {
        double const value = mean + sd * random.normal(TownIdentity{which}, prior, nth);
        if (value >= low && value <= high) return value;
    }
    return std::clamp(mean, low, high);
}

}  // namespace

ParameterValues draw_priors(std::vector<ParameterRow> const& parameters, ParameterValues const& centre, RandomKey const& key)
{
    MonthRandom const random{key, 0};
    auto const value_of = [&](ParameterRow const& parameter) {
        auto const given = centre.find(parameter.name);
        return given == centre.end() ? parameter.default_value : given->second;
    };
    auto drawn = centre;
    // Draws are keyed by name: another parameter's prior changes no other draw. The risk's is joint, and follows.
    for (auto const& parameter : parameters)
        if (parameter.prior_sd > 0.0)
            drawn[parameter.name] = truncated_normal(value_of(parameter), parameter.prior_sd, parameter.low, parameter.high, hash32(parameter.name), random);

    auto const& risk = row(parameters, "education.youths.risk");
    auto const& curiosity = row(parameters, "education.youths.curiosity");
    auto const& norm = row(parameters, "education.youths.norm");
    auto const slopes = information_slopes(drawn, value_of(row(parameters, "audience.fit_all")));
    double const net = net_effect_sd * random.normal(TownIdentity{hash32("education.youths.net_effect")}, prior);
    double const harm = slopes.curiosity * (drawn[curiosity.name] - value_of(curiosity)) + slopes.norm * (drawn[norm.name] - value_of(norm));
    drawn[risk.name] = std::clamp(value_of(risk) + (harm - net) / slopes.risk, risk.low, risk.high);
    return drawn;
}

}  // namespace pijler
