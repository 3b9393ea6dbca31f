#include "model/count_nuisance.hpp"

#include <cmath>

namespace pijler {

void describe(ParameterVisitor& visit, NuisanceParams& p)
{
    visit("nuisance.public_share", p.public_share, {"", 0.0, 1.0, "youths' months of use that neighbours notice, as a share, under the policy in force", "judgement", Grade::J});
    visit("nuisance.dealing", p.dealing, {"occasions a month", 0.0, 50.0, "dealing that neighbours notice where street dealing is as easy as legal sale next door", "judgement", Grade::J});
}

double count_nuisance(World const& world, Surroundings const& shown, NuisanceParams const& params)
{
    double occasions = 0.0;
    for (NeighbourhoodId place{0}; place.index < world.neighbourhoods.count(); ++place.index) {
        auto const& here = world.neighbourhoods.now[place];
        auto const dealing = place.index == 0 ? 0.0 : params.dealing * here.street;
        occasions += here.disturbance * (params.public_share * use_in(shown.neighbourhood_sum[place]) + dealing);
    }
    return occasions;
}

double share_use_seen(World const& world, Surroundings const& shown)
{
    double seen = 0.0, youths = 0.0;
    for (NeighbourhoodId place{1}; place.index < world.neighbourhoods.count(); ++place.index) {
        auto const& sum = shown.neighbourhood_sum[place];
        seen += static_cast<double>(world.neighbourhoods.now[place].visible) * use_in(sum);
        youths += members_in(sum);
    }
    return youths > 0.0 ? seen / youths : std::nan("");
}

}  // namespace pijler
