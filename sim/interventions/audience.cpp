#include "interventions/audience.hpp"

#include "core/errors.hpp"

#include <algorithm>
#include <array>

namespace pijler {

double AudienceFit::of(std::string const& content, Audience audience) const
{
    if (content == "all") return all;
    constexpr std::array names{"non_user", "experimenting", "parent", "professional"};
    auto const* const named = std::ranges::find(names, content);
    expect(named != names.end(), "contents were checked when read");
    auto const written_for = static_cast<Audience>(named - names.begin());
    if (written_for == audience) return own;
    if (is_youth(written_for) != is_youth(audience)) return across;
    return is_youth(audience) ? other_youths : other_adults;
}

void describe(ParameterVisitor& visit, AudienceFit& fit)
{
    visit("audience.fit_own", fit.own, {"", 0.6, 1.0, "fit of content to the audience that it was written for; side effects on youths scale with what is lacking", "judgement", Grade::J});
    visit("audience.fit_all", fit.all, {"", 0.3, 0.95, "fit of one message for all, to whoever hears it", "judgement", Grade::J});
    visit("audience.fit_other_youths", fit.other_youths, {"", 0.1, 0.7, "fit of content for youths who never used to those who have, and the reverse", "judgement", Grade::J});
    visit("audience.fit_other_adults", fit.other_adults, {"", 0.3, 0.95, "fit of content for parents to professionals, and the reverse", "judgement", Grade::J});
    visit("audience.fit_across", fit.across, {"", 0.0, 0.6, "fit of content for adults to youths, and the reverse", "judgement", Grade::J});
}

}  // namespace pijler
