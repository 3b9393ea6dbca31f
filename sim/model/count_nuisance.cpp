#include "model/count_nuisance.hpp"

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

}  // namespace pijler
