#include "study/town_model.hpp"

#include "study/arm_values.hpp"

#include <algorithm>

namespace pijler {

TownModel town_model(std::vector<Substance> const& substances, std::function<ParameterValues(Substance const&)> const& values_of, std::vector<InterventionSpec> const& specs,
                     int months)
{
    TownModel model;
    for (auto const& substance : substances) {
        auto const values = values_of(substance);
        SubstanceModel layer{model_with(values), Programme{specs, values, months}};
        auto const followed = std::ranges::find(substances, substance.follows, &Substance::name);
        if (followed != substances.end())
            layer.follows = static_cast<std::size_t>(followed - substances.begin());
        else if (!substance.follows.empty())
            layer.params.acceptance().intercept_shift += layer.params.acceptance().alone;
        model.push_back(std::move(layer));
    }
    return model;
}

TownModel reference_model(Study const& study, std::uint32_t replicate)
{
    auto const& reference = study.arms.front().scenario;
    auto const values = with_parameter_set(study, reference.parameters, replicate);
    return town_model(reference.substances, [&](Substance const& substance) { return values_for(substance, values); }, {}, 0);
}

}  // namespace pijler
