// How well what is said fits who hears it: for whom the content was written, against the audience that it reaches.
#pragma once

#include "model/world.hpp"
#include "scenario/parameters.hpp"

#include <string>

namespace pijler {

// `experimenting`: has ever used.
enum class Audience { non_user, experimenting, parent, professional };
inline constexpr bool is_youth(Audience audience) { return audience == Audience::non_user || audience == Audience::experimenting; }
inline constexpr Audience audience_of(Stage stage) { return stage == Stage::never ? Audience::non_user : Audience::experimenting; }

// The table content x audience: its diagonal, its row "all", and three kinds of misfit.
struct AudienceFit {
    double own = 0.8, all = 0.6;
    double other_youths = 0.35, other_adults = 0.6, across = 0.25;

    // Fit of content, as scenarios name it, to an audience.
    double of(std::string const& content, Audience audience) const;
    // The same against content that was written for them: of programmes whose effects are known for their own audience.
    double relative(std::string const& content, Audience audience) const { return of(content, audience) / own; }
};
void describe(ParameterVisitor& visit, AudienceFit& fit);

}  // namespace pijler
