// A media campaign that warns youths of drugs: exposed youths see more risk, and may take from it that use is common. Documented harm;
// on average it does nothing. Sources: hornik2008 (weaker norms and more first use where exposure was high), ferri2013 (no effect on
// average), franca2010 (peers' use overestimated more where campaigns were seen).
#include "interventions/registry.hpp"

#include "core/math.hpp"

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> exposure{50, "education.media.exposure"};

struct Effects {
    double risk = 0.02;
    double norm = 0.025;
    double reach_persistence = 0.5;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("education.media.risk", e.risk, {"", -0.48, 0.52, "rise of an exposed youth's perceived risk, share of the headroom; at its centre it makes up for `norm`", "ferri2013", Grade::A, 0.10});
    visit("education.media.norm", e.norm, {"", -0.025, 0.075, "shift of believed use by the suggestion that use is common, share of the headroom", "hornik2008", Grade::B, 0.012});
    visit("education.media.reach_persistence", e.reach_persistence, {"", 0.0, 1.0, "chance that this round is seen by the same youths as always", "judgement", Grade::J});
}

class MassMediaCampaign final : public Intervention {
public:
    MassMediaCampaign(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto& y = world.youths;
        float const dose = delivered_dose(round.delivery);
        double exposed = 0.0;
        for (YouthId youth{0}; youth.index < y.count(); ++youth.index) {
            if (!in_target(world, youth, round.delivery)) continue;
            if (reach_draw(y.identity[youth], exposure, round, e_.reach_persistence, random) >= static_cast<float>(round.coverage)) continue;
            y.perceived_risk[youth] = with_headroom(y.perceived_risk[youth], static_cast<float>(e_.risk) * dose);
            shift_believed_use(y, youth, static_cast<float>(e_.norm) * dose);
            exposed += 1.0;
        }
        return exposed;
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        double youths = 0.0;
        for (YouthId youth{0}; youth.index < world.youths.count(); ++youth.index) youths += in_target(world, youth, delivery);
        return [youths](double coverage) { return std::min(coverage, 1.0) * youths; };
    }

private:
    Effects e_;
};

}  // namespace

InterventionKind mass_media_campaign()
{
    InterventionType type;
    type.name = "mass_media_campaign";
    type.pillar = "education";
    type.meaning = "A media campaign warns youths of drugs";
    type.meaning_nl = "Een mediacampagne waarschuwt jongeren voor drugs";
    type.grade = "A";
    type.defaults.every = 12;
    type.defaults.coverage = 0.60;
    type.defaults.age_high = 18;
    type.defaults.cost = {{10000.0, 40000.0}, {0.1, 2.0}, "municipality"};
    type.hours_per_contact = 0.005;
    type.plausible_coverage = 0.9;
    type.practice = {Practice{
        .decides = {"municipality or region", "gemeente of regio"},
        .programme = {"no local campaign known to us that was found to lower use", "wij kennen geen lokale campagne waarvan bleek dat gebruik daalde"},
        .lead_time = {"3 to 6 months", "3 tot 6 maanden"},
        .staff = {"communication officer; an agency", "communicatieadviseur; een bureau"},
        .preconditions = {"a test with youths first: a warning can suggest that use is common", "eerst een proef bij jongeren: een waarschuwing kan laten denken dat gebruik gewoon is"},
        .measure = {"who saw it, believed use, approval", "wie hem zag, gedacht gebruik, goedkeuring"},
    }};
    return kind_of<MassMediaCampaign, Effects>(std::move(type));
}

}  // namespace pijler
