#include "study/sweep/prior_design.hpp"

#include "core/errors.hpp"
#include "scenario/checks.hpp"
#include "study/draw_priors.hpp"

#include <algorithm>
#include <set>

namespace pijler {
namespace {

constexpr std::uint32_t draws_of_points = 0xfffffffeU;  // no replicate has this number

}  // namespace

Design make_prior_design(SweepPlan const& plan, std::uint64_t seed, std::vector<ParameterRow> parameters)
{
    for (auto const& prior : plan.priors) {
        auto const stated = std::ranges::find(parameters, prior.parameter, &ParameterRow::name);
        expect(stated != parameters.end(), "a stated prior is of a parameter");
        stated->default_value = prior.centre;
        stated->prior_sd = prior.sd;
    }
    std::set<std::string> apart;
    for (auto const& factor : plan.factors) apart.insert(factor.path);

    RandomKey const key{seed, draws_of_points};
    std::vector<ParameterValues> drawn;
    for (std::uint32_t n = 0; n < plan.points; ++n) {
        auto centre = plan.sets.empty() ? ParameterValues{} : plan.sets[n % plan.sets.size()];
        for (auto const& prior : plan.priors) centre[prior.parameter] = prior.centre;
        drawn.push_back(draw_priors(parameters, centre, key.branch(n)));
    }

    auto evenly = plan;
    evenly.design = DesignKind::sobol;
    Design design;
    if (!plan.factors.empty()) design = make_design(evenly, seed);
    design.points.resize(plan.points);
    for (auto const& [name, value] : drawn.front())
        if (!apart.contains(name)) design.parameters.push_back(name);
    for (std::size_t n = 0; n < plan.points; ++n)
        for (auto const& [name, value] : drawn[n])
            if (!apart.contains(name)) design.points[n].push_back(written(value));
    return design;
}

}  // namespace pijler
